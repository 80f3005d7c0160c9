/** All values with their dates, as a sheet: numbers stay numbers, days stay days, and a text that begins like a formula is a text. */
import type { Parameter } from '../../../db/models/parameter.ts';
import type { Day } from '../../../domain/calendar.ts';
import { asTyped, unitLabels } from '../../../domain/quantity.ts';
import { harmless } from '../../../domain/workbook.ts';
import { sourceLabels, titleOf, type Group } from './words.ts';

const columns = [
  { header: 'Procédure', width: 34 },
  { header: 'Paramètre', width: 52 },
  { header: 'Valeur', width: 12 },
  { header: 'Unité', width: 18 },
  { header: 'Du', width: 12, style: { numFmt: 'dd/mm/yyyy' } },
  { header: 'Au', width: 12, style: { numFmt: 'dd/mm/yyyy' } },
  { header: 'Source', width: 18 },
  { header: 'Référence', width: 40 },
];

export async function sheetOf(groups: readonly Group[], values: readonly Parameter[]): Promise<Buffer> {
  // Read when first asked for: it weighs forty megabytes.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Paramètres', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns;
  sheet.getRow(1).font = { bold: true };
  sheet.addRows(values.map((value) => cellsOf(groups, value)));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  return Buffer.from(await book.xlsx.writeBuffer());
}

const cellsOf = (groups: readonly Group[], value: Parameter): (string | number | Date | null)[] => [
  harmless(titleOf(groups, value.slug)),
  harmless(value.label),
  Number(asTyped(value).replaceAll(/\s/g, '').replace(',', '.')),
  unitLabels[value.unit],
  asDate(value.valid_from),
  value.valid_to ? asDate(value.valid_to) : null,
  sourceLabels[value.source],
  harmless(value.reference),
];
/** Sheets know no zone: the day is written as midnight, as they count. */
const asDate = (day: Day): Date => new Date(`${day}T00:00:00Z`);
