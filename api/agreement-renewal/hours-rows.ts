/** One person of the hours, as a row: figures, bar, state in words. Shared by the panel of the renewal and the page with everybody. */
import type { BodyTrainee } from '../../db/training/hours-of-body.ts';
import type { HoursState } from '../../domain/after-school/hours-of-person.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { staffFunctions } from '../../domain/staff/functions.ts';
import { barOf, barWidth, hoursInWords } from '../hours-bar.ts';

const badges: Readonly<Record<HoursState, string>> = {
  reached: 'done',
  waits: 'at-one',
  running: 'neutral',
  short: 'due-soon',
  unasked: 'neutral',
};
export const stateWords: Readonly<Record<HoursState, string>> = {
  reached: 'atteint',
  waits: "attend l'ONE",
  running: 'période en cours',
  short: 'il manque des heures',
  unasked: 'pas encore comptée',
};

/** Each bar is drawn towards its own mark, so that the marks of a column stand one under the other; who has done far more has it further left. */
function towardsMark({ period, mark }: BodyTrainee): object | undefined {
  if (!period) return undefined;
  const most = Math.max(mark * 1.2, period.recognised + period.waiting + period.refused);
  return barOf(period, { most, mark: Math.round((mark / most) * barWidth * 10) / 10 });
}

const titleInWords = ({ qualification }: BodyTrainee): string => {
  switch (qualification) {
    case null:
      return 'qualification à demander';
    case 'recognised':
      return 'qualification reconnue';
    case 'refused':
      return 'qualification non reconnue';
    default:
      return 'qualification demandée';
  }
};

export const stateInWords = ({ state, missing }: BodyTrainee): string =>
  state === 'short' ? `il manque ${hoursInWords(missing)}` : stateWords[state];

export function hoursRow(one: BodyTrainee, required: number) {
  const { period, mark, state, hasLeft, leftOn } = one;
  const figure = (hours: number | undefined): string => (hours ? hoursInWords(hours) : '–');
  return {
    name: `${one.firstName} ${one.familyName}`,
    role: staffFunctions[one.function].label.toLowerCase(),
    title:
      mark > required && state !== 'unasked'
        ? `${String(mark)} h en cours, entré·e en ${one.enteredOn.slice(0, 4)}`
        : titleInWords(one),
    place: one.facilityName,
    from: period?.from,
    to: period?.to,
    recognised: figure(period?.recognised),
    waiting: figure(period?.waiting),
    refused: figure(period?.refused),
    bar: state === 'unasked' ? undefined : towardsMark(one),
    mark: mark === required || state === 'unasked' ? undefined : `sur ${hoursInWords(mark)}`,
    badge: { kind: badges[one.state], text: stateInWords(one) },
    more: [
      ...(one.state === 'short' && one.atOne.lines > 0
        ? [`même si les ${hoursInWords(one.atOne.hours)} qui attendent sont reconnues`]
        : []),
      ...(one.atOperator > 0 ? ["l'ONE attend une réponse"] : []),
      ...(hasLeft && leftOn ? [`partie ou parti le ${formatShortDate(leftOn)}`] : []),
    ].join(' ; '),
  };
}

/** As the sheet has it. */
export const hoursCells = (one: BodyTrainee): string[] => {
  const { period } = one;
  const day = (value: Day | null | undefined): string => (value ? formatShortDate(value) : '');
  const decimal = (value: number | undefined): string => String(value ?? 0).replace('.', ',');
  return [
    one.familyName,
    one.firstName,
    one.facilityName,
    staffFunctions[one.function].label,
    titleInWords(one),
    day(one.enteredOn),
    day(one.leftOn),
    day(period?.from),
    day(period?.to),
    decimal(one.mark),
    decimal(period?.recognised),
    decimal(period?.waiting),
    decimal(period?.refused),
    decimal(one.missing),
    stateInWords(one),
  ];
};
export const sheetColumns = [
  { header: 'Nom', width: 22 },
  { header: 'Prénom', width: 18 },
  { header: 'Lieu', width: 30 },
  { header: 'Fonction', width: 24 },
  { header: 'Qualification', width: 24 },
  { header: 'Entrée en fonction', width: 18 },
  { header: 'Départ', width: 12 },
  { header: 'Période, du', width: 12 },
  { header: 'au', width: 12 },
  { header: 'Heures à atteindre', width: 18 },
  { header: 'Heures reconnues', width: 18 },
  { header: 'Heures en attente', width: 18 },
  { header: 'Heures non reconnues', width: 20 },
  { header: 'Heures qui manquent encore, au mieux', width: 34 },
  { header: 'État', width: 22 },
];
