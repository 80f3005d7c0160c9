/** Lines of text as a sheet, with a second page that says what the file contains. A text that begins like a formula is a text. */
import { harmless } from '../domain/workbook.ts';

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function textSheet({
  title,
  columns,
  rows,
  about,
}: {
  title: string;
  columns: readonly { header: string; width: number }[];
  rows: readonly (readonly string[])[];
  about: readonly string[];
}): Promise<Buffer> {
  // Read when first asked for: it weighs forty megabytes.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [...columns];
  sheet.getRow(1).font = { bold: true };
  sheet.addRows(rows.map((row) => row.map(harmless)));
  const second = book.addWorksheet('Ce que contient ce fichier');
  second.columns = [{ width: 110 }];
  second.addRows(about.map((line) => [harmless(line)]));
  return Buffer.from(await book.xlsx.writeBuffer());
}
