/** How far the validations of a year are, as a workbook: a line for each place. */
import type { ProgressRow } from '../../db/team-validation/progress.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { harmless, type DrawnWorkbook } from '../../domain/workbook.ts';
import { process } from '../../workflows/team-validation/process.ts';

const names: Readonly<Record<string, string>> = administrationNames;

/** Of one that is not validated, nothing. */
export const modifiedWord = ({ modified }: Pick<ProgressRow, 'modified'>): string =>
  modified === null ? '' : modified ? 'oui' : 'non';

const columns: readonly { header: string; width: number; text: (row: ProgressRow) => string }[] = [
  { header: 'Référence', width: 18, text: (row) => row.reference },
  { header: "Milieu d'accueil", width: 40, text: (row) => row.facility_name },
  { header: 'Code postal', width: 12, text: (row) => row.postcode },
  { header: 'Localité', width: 24, text: (row) => row.locality },
  { header: 'Administration', width: 22, text: (row) => names[row.administration] ?? '' },
  { header: 'État', width: 24, text: (row) => process.statuses[row.status].label },
  { header: 'Depuis', width: 12, text: (row) => formatShortDate(dayOf(row.status_since)) },
  { header: 'Modifiée après validation', width: 24, text: modifiedWord },
  { header: 'Personnes', width: 10, text: ({ data }) => (data.people === undefined ? '' : String(data.people)) },
];

export const progressWorkbook = (rows: readonly ProgressRow[], year: string, today: Day): DrawnWorkbook => ({
  sheets: [
    {
      name: `Équipes ${year}`,
      columns: columns.map(({ header, width }) => ({ header, width })),
      rows: rows.map((row, index) => ({
        number: index + 2,
        cells: columns.map(({ text }) => ({ text: harmless(text(row)) })),
      })),
      headerRow: 1,
      lastRow: rows.length + 1,
    },
    {
      name: 'À propos',
      columns: [{ width: 80 }],
      rows: [{ number: 1, cells: [{ text: `Validation des équipes, année ${year}, au ${formatShortDate(today)}.` }] }],
      headerRow: 0,
      lastRow: 1,
    },
  ],
});
