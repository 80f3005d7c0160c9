/** What is signed, before and after: the sentence, its figures, its reference and hash. */
import { formatDateTime, formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { dayOf, startOfDay, type Day } from '../../domain/calendar.ts';
import type { FunctionGroup } from '../../domain/staff/functions.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { followerOf } from '../../workflows/roles.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { peopleInWords } from '../../views/team-validation/members.ts';
import { means } from '../cases/who.ts';
import type { Panel, Reader } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { isModified, type File, type Row } from './own.ts';
import { isBlocked, linesOf } from './points.ts';

const numbers = new Intl.NumberFormat('fr-BE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const groupWords: Readonly<Record<FunctionGroup, string>> = {
  'childcare': 'accueil',
  'after-school': 'accueil extrascolaire',
  'pms': 'psycho-médico-social',
  'direction': 'direction',
  'logistics': 'logistique',
  'administration': 'administratif',
  'other': 'autres fonctions',
};

export const titleOf = ({ state }: Pick<Row, 'state'>): string => `Valider les données pour l'année ${state.data.year}`;
export const statementOf = ({ facility_name: name, state }: Pick<Row, 'facility_name' | 'state'>): string =>
  `Je confirme que les données de Mon Équipe pour ${name} sont complètes et à jour au jour de la signature, pour l'année ${state.data.year}.`;

export function figureRows({ own }: Pick<File, 'own'>): SummaryRow[] {
  const { people, links, volunteers, fullTimes } = own.now.figures;
  return [
    { field: 'people', label: 'Personnes', value: String(people) },
    { field: 'links', label: 'Contrats et liens', value: String(links) },
    {
      field: 'fullTimes',
      label: 'Équivalents temps plein',
      values: fullTimes.map(({ group, value }) => `${numbers.format(value)} ${groupWords[group]}`),
    },
    { field: 'volunteers', label: 'Volontaires', value: String(volunteers) },
  ];
}

/** @param mayValidate whether the reader may sign */
export function signingPanel(file: File, base: string, mayValidate: boolean): Panel {
  const { previous } = file.own;
  const blocking = linesOf(file, base).filter(({ weight }) => weight === 'blocking');
  return {
    partial: 'team-validation/signing',
    title: titleOf(file.row),
    heading: mayValidate ? 'Ce que vous signez' : "Ce que l'opérateur signe",
    mine: mayValidate,
    statement: statementOf(file.row),
    figures: figureRows(file),
    ...(mayValidate && !isBlocked(file) ? { href: `${base}/validate` } : {}),
    ...(mayValidate
      ? { blocking: blocking.map(({ id, who, what }) => ({ id, text: who ? `${who} : ${what}` : what })) }
      : {}),
    links: teamLinks(file, [
      { href: `${base}/team`, text: 'Voir la liste complète qui sera signée' },
      ...(previous?.team ? [{ href: `${base}/previous`, text: `ce qui a changé depuis ${previous.year}` }] : []),
    ]),
  };
}
const teamLinks = <Link>({ own }: Pick<File, 'own'>, links: Link[]): Link[] => (own.seesTeam ? links : []);

/** What was validated: reference, hash, by whom; and whether the team is still the same. */
export function validatedPanel(file: File, base: string, reader: Reader): Panel | undefined {
  const { row, acts } = file;
  const act = acts.findLast(({ action }) => action === 'validate' || action === 'validate-from-quarter');
  if (!act) return undefined;
  const { data } = row.state;
  const signed = act.action === 'validate';
  return {
    partial: 'team-validation/validated',
    title: rowOf(process, row.status).label,
    rows: [
      { label: 'Référence', value: row.reference },
      {
        label: signed ? 'Signée par' : 'Validée par',
        value: signed
          ? `${act.actor_name ?? ''}${means(act.acr)}`
          : `la demande de subsides${data.quarter ? ` du ${quarterInWords(data.quarter)}` : ''}`,
      },
      { label: 'Le', value: formatDateTime(act.at) },
      { label: 'Personnes', value: String(data.people ?? '') },
      { label: 'Empreinte des données', value: data.digest ?? '' },
      { label: "Empreinte de l'acte", value: act.hash.toString('hex') },
    ],
    ...(isModified(file)
      ? {
          modified: {
            text: 'Les données ont changé depuis.',
            ...(file.own.seesTeam ? { href: `${base}/${signed ? 'snapshot' : 'team'}` } : {}),
          },
        }
      : {}),
    text:
      reader === 'operator'
        ? 'Conservez cette page comme accusé de réception. Vous pouvez continuer à modifier les données de Mon Équipe.'
        : undefined,
    links: teamLinks(file, [
      ...(signed ? [{ href: `${base}/snapshot`, text: 'Ce qui a été signé, à côté des données actuelles' }] : []),
      ...(file.own.previous?.team && signed
        ? [{ href: `${base}/previous`, text: `ce qui a changé depuis ${file.own.previous.year}` }]
        : []),
    ]),
  };
}

/** The days to come, newest first, and how the year before ended. */
export function calendarPanel({ row, own, agents }: File, today: Day): Panel | undefined {
  const { data, deadlines } = row.state;
  const follower = agents.find(({ role }) => role === followerOf(data.childminder));
  const past = data.lastDay !== null && data.lastDay < today;
  const reminders = deadlines
    .filter(({ act, at }) => (act === 'remind' || act === 'inform') && at > startOfDay(today))
    .map(({ at }) => dayOf(at))
    .filter((day) => day !== data.lastDay);
  const { previous } = own;
  const items = [
    ...(row.closed_at === null
      ? [
          {
            when: formatLongDate(`${data.year}-12-31`),
            what: "Fin de l'année",
            text: 'Sans validation, elle est close comme non validée.',
            kind: 'next',
          },
        ]
      : []),
    ...(row.closed_at === null && data.lastDay && data.path === 'yearly' && !past
      ? [
          {
            when: `après le ${formatLongDate(data.lastDay)}`,
            what: 'En retard',
            text: `${follower ? `${follower.name} est prévenu·e` : "L'ONE est prévenu"}. Vous pourrez encore valider.`,
            kind: 'next',
          },
          { when: formatLongDate(data.lastDay), what: 'Dernier jour pour valider', kind: 'next' },
          ...(reminders.length > 0
            ? [{ when: reminders.sort().map(formatPlainDate).join(', '), what: 'Rappels', kind: 'next' }]
            : []),
        ]
      : []),
    ...(previous
      ? [
          {
            when: formatLongDate(dayOf(previous.at)),
            what: `Année ${previous.year} validée`,
            by: previous.by ?? undefined,
            text: peopleInWords(previous.people),
            kind: 'decided',
          },
        ]
      : []),
  ];
  return items.length > 0 ? { partial: 'team-validation/calendar', items } : undefined;
}
