/** The empty workbook that one fills in: headers, and a sheet that explains each column. */
import { sheets, type Column } from './sheets.ts';

export async function makeModelWorkbook(): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const explained = book.addWorksheet('À lire');
  explained.columns = [
    { header: 'Feuille', width: 24 },
    { header: 'Colonne', width: 20 },
    { header: 'À écrire', width: 110 },
  ];
  explained.getRow(1).font = { bold: true };
  for (const { name, columns } of Object.values(sheets)) {
    const all = Object.values<Column<unknown>>(columns);
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = all.map(({ header, isRequired, format }) => ({
      header: isRequired ? `${header} *` : header,
      width: 22,
      style: { numFmt: format ?? '@' },
    }));
    sheet.getRow(1).font = { bold: true };
    explained.addRows(all.map(({ header, write }) => [name, header, write]));
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
