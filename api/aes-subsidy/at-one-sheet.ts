/** The requests of a quarter of after-school care, as a workbook: a line for each body. */
import type { QuarterAtOne } from '../../db/aes-subsidy/list-at-one.ts';
import { budgetQuarterInWords, type BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import { dayOf, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import type { DrawnWorkbook } from '../../domain/workbook.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { signedCentsOf } from '../../workflows/aes-subsidy/rules.ts';
import { aboutSheet, amountIn, sheetOfRows, type SheetColumn } from '../documents/plain-sheet.ts';

const columns: readonly SheetColumn<QuarterAtOne>[] = [
  { header: 'Référence', width: 18, text: (row) => row.reference },
  { header: 'Pouvoir organisateur', width: 40, text: (row) => row.name },
  { header: 'Code postal', width: 12, text: (row) => row.postcode },
  { header: 'Localité', width: 24, text: (row) => row.locality },
  { header: 'État', width: 24, text: (row) => process.statuses[row.status].label },
  { header: 'Depuis', width: 12, text: (row) => formatShortDate(dayOf(row.status_since)) },
  { header: "Dernier jour d'envoi", width: 18, text: ({ data }) => formatShortDate(data.lastDay) },
  { header: 'Lieux envoyés', width: 14, text: ({ data }) => String(Object.keys(data.sent).length) },
  { header: 'Lieux à envoyer', width: 14, text: ({ data }) => (data.left === null ? '' : String(data.left)) },
  { header: 'Envoyée', width: 12, text: (row) => (row.sent_at === null ? '' : formatShortDate(dayOf(row.sent_at))) },
  { header: 'Retenu (€)', width: 14, text: ({ data }) => amountIn(signedCentsOf(data) ?? null) },
  { header: 'Liquidé (€)', width: 14, text: ({ data }) => (data.paid > 0 ? amountIn(data.paid) : '') },
];

export const quartersWorkbook = (rows: readonly QuarterAtOne[], quarter: BudgetQuarter, today: Day): DrawnWorkbook => ({
  sheets: [
    sheetOfRows(`Subsides AES 1 ${quarter}`, columns, rows),
    aboutSheet(`Demandes de subsides AES 1, ${budgetQuarterInWords(quarter)}, au ${formatShortDate(today)}.`),
  ],
});
