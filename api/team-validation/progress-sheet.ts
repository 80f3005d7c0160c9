/** How far the validations of a year are, as a workbook: a line for each place. */
import type { ProgressRow } from '../../db/team-validation/progress.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { aboutSheet, sheetOfRows, type SheetColumn } from '../documents/plain-sheet.ts';

const names: Readonly<Record<string, string>> = administrationNames;

/** Of one that is not validated, nothing. */
export const modifiedWord = ({ modified }: Pick<ProgressRow, 'modified'>): string =>
  modified === null ? '' : modified ? 'oui' : 'non';

const columns: readonly SheetColumn<ProgressRow>[] = [
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
    sheetOfRows(`Équipes ${year}`, columns, rows),
    aboutSheet(`Validation des équipes, année ${year}, au ${formatShortDate(today)}.`),
  ],
});
