/** « Contrats » of the sheet: what links a person to the organising body, place by place. */
import { z } from 'zod';
import { listContracts, type Sheet } from '../../db/team/find-sheet.ts';
import { isTimeAsked } from '../../domain/staff/check-team.ts';
import {
  functionCodes,
  linkCodes,
  staffFunctions,
  staffLinks,
  type FunctionCode,
  type LinkCode,
} from '../../domain/staff/functions.ts';
import { statusOf, type Contract } from '../../domain/staff/team.ts';
import { mostFor, percentOf, workTimeOf } from '../../domain/staff/work-time.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import {
  functionLabel,
  longDays,
  percentInWords,
  periodInWords,
  statusWords,
  timeInWords,
} from '../../views/team/words.ts';
import { id } from '../forms/envelope.ts';
import { type Faults, type Input } from '../forms/form.ts';
import { choice, dateInput, optionalDay, optionalLine, radios, requiredDay } from '../forms/inputs.ts';
import { decimal } from '../forms/numbers.ts';
import { contractStrip } from './contract-strip.ts';
import { outOfYears, sheetSection } from './section.ts';

const choosePlace = "Choisissez le milieu d'accueil";
const schema = z
  .strictObject({
    facilityId: id.catch('').refine((value) => value !== '', choosePlace),
    link: choice('Choisissez le lien', linkCodes),
    function: choice('Choisissez la fonction', functionCodes),
    regime: choice('Choisissez le régime', ['percent', 'hours']),
    time: optionalLine(20),
    employer: optionalLine(100),
    fromOn: requiredDay('Encodez le premier jour'),
    toOn: optionalDay(),
  })
  .transform(({ time, ...rest }, context) => {
    if (time === undefined) return { ...rest, time: null };
    const read =
      rest.regime === 'percent'
        ? decimal('', { least: 0.01, most: 100, unit: '%' }).safeParse(time)
        : decimal('', { least: 0.01, most: 60, unit: 'h' }).safeParse(time);
    if (read.success) return { ...rest, time: read.data };
    context.addIssue({ code: 'custom', path: ['time'], message: read.error.issues[0]?.message ?? '' });
    return z.NEVER;
  });
type Values = z.infer<typeof schema>;

export const contracts = sheetSection<Values>({
  key: 'contracts',
  title: 'Contrats',
  table: 'staff_contracts',
  add: 'Ajouter un contrat ou un lien',
  empty: "Aucun contrat ni lien n'est encodé pour cette personne.",
  columns: [{ label: 'Contrat ou lien' }, { label: 'Temps de travail' }, { label: 'Période' }, { label: 'Statut' }],
  above: ({ sheet, today }) => contractStrip(sheet, today),
  rows: ({ sheet, today }) =>
    [...sheet.member.contracts].reverse().map((contract) => ({
      id: contract.id,
      name: `le contrat, ${placeOf(sheet, contract.facilityId)}`,
      cells: [
        {
          text: `${staffLinks[contract.link].label}, ${functionLabel(contract).toLowerCase()}`,
          sub: [placeOf(sheet, contract.facilityId), contract.employer && `employeur : ${contract.employer}`]
            .filter(Boolean)
            .join(' · '),
        },
        { text: timeInWords(contract) ?? (isTimeAsked(contract) ? 'à compléter' : '–') },
        { text: periodInWords(contract, today) },
        { text: '', badge: statusWords[statusOf(contract, today)].badge },
      ],
    })),
  inputs: (context, rowId) => inputsOf(context.sheet, rowId),
  typed: ({ sheet }, rowId) => {
    const contract = sheet.member.contracts.find((one) => one.id === rowId);
    const places = sheet.facilities.filter(({ mayStaff }) => mayStaff);
    if (!contract)
      return { link: 'employment', regime: 'percent', ...(places.length === 1 ? { facilityId: places[0]!.id } : {}) };
    const time = contract.regime === 'percent' ? contract.percent : contract.weeklyHours;
    return {
      facilityId: contract.facilityId,
      link: contract.link,
      function: contract.function ?? '',
      regime: contract.regime,
      time: time === null ? '' : String(time).replace('.', ','),
      employer: contract.employer ?? '',
      fromOn: contract.fromOn ?? '',
      toOn: contract.toOn ?? '',
    };
  },
  schema,
  check: (values, { sheet }, rowId) => ({
    ...(sheet.facilities.some(
      (place) =>
        place.id === values.facilityId &&
        (place.mayStaff || sheet.member.contracts.some((one) => one.id === rowId && one.facilityId === place.id)),
    )
      ? {}
      : { facilityId: choosePlace }),
    ...(isTimeAsked(values) && values.time === null ? { time: 'Encodez le temps de travail' } : {}),
    ...(values.link === 'other-employer' && values.employer === undefined
      ? { employer: "Écrivez le nom de l'employeur" }
      : {}),
    ...(values.toOn !== undefined && values.toOn < values.fromOn
      ? { toOn: `Le dernier jour vient avant le premier, le ${formatShortDate(values.fromOn)}` }
      : {}),
    ...outOfYears('fromOn', values.fromOn),
    ...outOfYears('toOn', values.toOn),
  }),
  async checkStanding(trx, values, { sheet }, rowId) {
    const others = (await listContracts(trx, sheet.id)).filter((one) => one.id !== rowId);
    return overlapFaults(contractOf(values), others, sheet);
  },
  columnsOf: (values) => {
    const contract = contractOf(values);
    return {
      facility_id: contract.facilityId,
      link: contract.link,
      function: contract.function,
      regime: contract.regime,
      percent: contract.percent,
      weekly_hours: contract.weeklyHours,
      employer: contract.employer,
      from_on: contract.fromOn,
      to_on: contract.toOn,
    };
  },
});

export const placeOf = ({ facilities }: Pick<Sheet, 'facilities'>, facilityId: string): string =>
  facilities.find((one) => one.id === facilityId)?.name ?? "un autre milieu d'accueil";

const contractOf = (values: Values): Contract => ({
  id: 'this',
  facilityId: values.facilityId,
  link: values.link,
  function: values.function,
  regime: values.regime,
  percent: values.regime === 'percent' ? values.time : null,
  weeklyHours: values.regime === 'hours' ? values.time : null,
  employer: values.link === 'other-employer' ? (values.employer ?? null) : null,
  fromOn: values.fromOn,
  toOn: values.toOn ?? null,
});

/** More than 100 % with the others, places that these eyes do not see included: the greatest value allowed stands at the field. */
function overlapFaults(contract: Contract, others: readonly Contract[], sheet: Sheet): Faults {
  const { fullTimeHours } = sheet.limits;
  const over = workTimeOf([...others, contract], fullTimeHours).find(
    ({ percent, contractIds }) => percent > 100 && contractIds.includes('this'),
  );
  if (!over) return {};
  const most = mostFor(contract, others, fullTimeHours);
  const hours = Math.floor(most * fullTimeHours) / 100;
  const allowed =
    contract.regime === 'percent' ? percentInWords(most) : `${String(hours).replace('.', ',')}\u00a0h par semaine`;
  const beside = others
    .filter(({ id: other }) => over.contractIds.includes(other))
    .map((other) => {
      const percent = percentOf(other, fullTimeHours);
      return `${placeOf(sheet, other.facilityId)}${percent === null ? '' : ` (${percentInWords(percent)})`}`;
    });
  const when = longDays(over.from, over.to);
  const remedy =
    most > 0
      ? `ce contrat peut aller jusqu'à ${allowed}. Ou bien corrigez les dates de l'un des contrats.`
      : "il ne reste rien pour ce contrat : corrigez les dates de l'un d'eux.";
  return {
    time: most > 0 ? `${allowed} au maximum` : `Aucun temps de travail ne reste ${when}`,
    why: `${percentInWords(over.percent)} ${when}. Avec ${beside.join(' et ')}, ${remedy}`,
  };
}

const inputsOf = (sheet: Sheet, rowId: string): Input[] => {
  const own = sheet.member.contracts.find((one) => one.id === rowId)?.facilityId;
  return [
    {
      partial: 'field-select',
      name: 'facilityId',
      label: "Milieu d'accueil",
      required: true,
      options: sheet.facilities
        .filter(({ id: place, mayStaff }) => mayStaff || place === own)
        .map(({ id: value, name: text }) => ({ value, text })),
    },
    {
      partial: 'field-select',
      name: 'link',
      label: 'Lien',
      required: true,
      options: linkCodes.map((value: LinkCode) => ({ value, text: staffLinks[value].label })),
    },
    {
      partial: 'field-select',
      name: 'function',
      label: 'Fonction',
      required: true,
      options: functionCodes.map((value: FunctionCode) => ({ value, text: staffFunctions[value].label })),
    },
    radios(
      'regime',
      'Régime',
      [
        { value: 'percent', text: 'en\u00a0%' },
        { value: 'hours', text: 'en heures par semaine' },
      ],
      { inline: true },
    ),
    {
      partial: 'field-text',
      name: 'time',
      label: 'Temps de travail',
      short: true,
      required: true,
      inputmode: 'decimal',
      hint: `En\u00a0% ou en heures, selon le régime\u00a0; un temps plein compte ${String(sheet.limits.fullTimeHours)}\u00a0h.`,
    },
    {
      partial: 'field-text',
      name: 'employer',
      label: 'Employeur',
      hint: 'Seulement si la personne est engagée par un autre employeur.',
    },
    dateInput('fromOn', 'Du'),
    dateInput('toOn', 'Au', { required: false, hint: 'Dernier jour ; vide\u00a0: sans fin.' }),
  ];
};
