/** The files deposited for a call: filter, rows, and their sheet. */
import type { Cursor } from '../../db/keyset.ts';
import type { Deposit, DepositFilter } from '../../db/project-call/deposits.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { administrationNames, type Administration } from '../../domain/postcodes.ts';
import type { DrawnSheet } from '../../domain/workbook.ts';
import { opinionWords } from '../../views/project-call/words.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { process } from '../../workflows/project-call/process.ts';
import { plainSheet } from '../documents/plain-sheet.ts';
import { id, oneOf } from '../forms/envelope.ts';
import { wordsIn } from '../forms/inputs.ts';
import { euros, openingOf, placeKindOf } from './declared.ts';
import { total, type Values } from './questions.ts';

/** What makes no sense in the address is left out. */
export function readFilter(query: Record<string, unknown>): {
  filter: DepositFilter;
  cursor: Cursor;
  asked: Record<string, string>;
} {
  const status = oneOf(process.statuses).safeParse(query.status);
  const administration = oneOf(administrationNames).safeParse(query.administration);
  const municipality = wordsIn(query.municipality, 60);
  const [after, before] = [id.safeParse(query.after), id.safeParse(query.before)];
  const filter: DepositFilter = {
    ...(status.success ? { status: status.data } : {}),
    ...(administration.success ? { administration: administration.data } : {}),
    ...(municipality ? { municipality } : {}),
  };
  return {
    filter,
    cursor: after.success ? { after: after.data } : before.success ? { before: before.data } : {},
    asked: filter as Record<string, string>,
  };
}

export const filterBar = (action: string, asked: Record<string, string>, exportHref: string): object => ({
  action,
  fields: [
    {
      name: 'status',
      label: 'État',
      value: asked.status,
      options: [
        { value: '', text: 'tous' },
        ...Object.entries(process.statuses).map(([value, { label }]) => ({ value, text: label })),
      ],
    },
    {
      name: 'administration',
      label: 'Administration',
      value: asked.administration,
      options: [
        { value: '', text: 'toutes' },
        ...Object.entries(administrationNames).map(([value, text]) => ({ value, text })),
      ],
    },
    { name: 'municipality', label: 'Commune', value: asked.municipality, placeholder: 'début du nom' },
  ],
  resetHref: Object.keys(asked).length > 0 ? action : undefined,
  links: [{ label: 'Exporter (.xlsx)', href: exportHref }],
});

const valuesIn = ({ content }: Deposit): Values => content ?? {};
const opinionIn = ({ state }: Deposit): string =>
  state.data.opinion ? opinionWords(state.data.opinion) : 'avis à donner';

export const depositTable = (rows: readonly Deposit[], slug: string): object => ({
  caption: 'Dossiers déposés',
  hideCaption: true,
  stack: true,
  rows40: true,
  columns: [
    { label: "Milieu d'accueil" },
    { label: 'Commune' },
    { label: 'Places', numeric: true },
    { label: 'Ouverture', nowrap: true },
    { label: 'Budget', numeric: true },
    { label: 'Déposé le', nowrap: true },
    { label: 'État', card: 'corner' },
    { label: 'Avis' },
  ],
  rows: rows.map((row) => {
    const values = valuesIn(row);
    return {
      cells: [
        { text: row.facility_name, sub: `${row.body_name} · ${row.reference}`, href: `/office/${slug}/${row.id}` },
        { text: values.municipality ?? '–' },
        { text: String(row.state.data.places), numeric: true },
        { text: openingOf(values) },
        { text: values.works === undefined ? '–' : euros(total(values)), numeric: true },
        { text: formatShortDateTime(row.at) },
        { text: rowOf(process, row.status).label },
        { text: opinionIn(row) },
      ],
    };
  }),
});

const columns = {
  'Référence': 16,
  "Milieu d'accueil": 34,
  'Pouvoir organisateur': 34,
  'Administration': 26,
  'Commune': 22,
  'Places': 10,
  'Type de places': 40,
  'Ouverture prévue': 22,
  'Travaux (€)': 14,
  'Équipement (€)': 14,
  'Honoraires (€)': 14,
  'Autres frais (€)': 14,
  'Budget total (€)': 16,
  'Cofinancement (€)': 16,
  'Qui cofinance': 26,
  'Déposé le': 22,
  'État': 20,
  'Avis': 24,
};
export const depositSheet = (files: readonly Deposit[]): DrawnSheet =>
  plainSheet('Dossiers déposés', columns, files.map(lineOf));

function lineOf(file: Deposit): string[] {
  const values = valuesIn(file);
  const plain = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return [
    file.reference,
    file.facility_name,
    file.body_name,
    administrationNames[file.administration as Administration],
    values.municipality ?? '',
    String(file.state.data.places),
    placeKindOf(values),
    openingOf(values),
    plain(values.works),
    plain(values.equipment),
    plain(values.fees),
    plain(values.otherCosts),
    values.works === undefined ? '' : String(total(values)),
    plain(values.coFinancing),
    values.financedBy ?? '',
    formatShortDateTime(file.at),
    rowOf(process, file.status).label,
    opinionIn(file),
  ];
}
