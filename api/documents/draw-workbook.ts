/** From plain data to the bytes of a workbook (.xlsx): called in a process apart. */
import { lastRowOfAll, lettersOf, type DrawnRow, type DrawnSheet, type DrawnWorkbook } from '../../domain/workbook.ts';
import type { Workbook, Worksheet } from 'exceljs';

/** The longest list that a program takes as text within a rule (ECMA-376: 255 characters); longer ones stand on a sheet of their own. */
const listsSheet = 'Listes';
const shaded = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDF0F3' } } as const;
const faulty = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFE3E3' } } as const;

export async function drawWorkbook({ sheets }: DrawnWorkbook): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.creator = 'Pro.ONE';
  for (const sheet of sheets) drawSheet(book, sheet);
  drawLists(book, sheets);
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

function drawSheet(book: Workbook, { name, columns, rows, headerRow }: DrawnSheet): void {
  const hasHeaders = columns.some(({ header }) => header !== undefined);
  const sheet = book.addWorksheet(name, {
    views: hasHeaders ? [{ state: 'frozen', ySplit: headerRow, xSplit: 0 }] : [],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  // Texts, so that no leading zero is lost and no day is turned around.
  sheet.columns = columns.map(({ width, wraps = false, isShaded = false }) => ({
    width,
    style: { numFmt: '@', alignment: { wrapText: wraps, vertical: 'top' }, ...(isShaded ? { fill: shaded } : {}) },
  }));
  if (hasHeaders) {
    const header = sheet.getRow(headerRow);
    header.values = columns.map((column) => column.header ?? '');
    header.font = { bold: true };
    header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE3EFF0' } };
  }
  for (const row of rows) drawRow(sheet, row, columns.length);
}

function drawRow(sheet: Worksheet, { number, cells, isShaded = false }: DrawnRow, width: number): void {
  for (let at = 1; isShaded && at <= width; at += 1) sheet.getRow(number).getCell(at).fill = shaded;
  for (const [index, drawn] of cells.entries()) {
    if (!drawn || (drawn.text === '' && !drawn.fault)) continue;
    const cell = sheet.getRow(number).getCell(index + 1);
    cell.value = drawn.text;
    if (!drawn.fault) continue;
    cell.fill = faulty;
    cell.note = { texts: [{ text: drawn.fault }], margins: { insetmode: 'auto' } };
  }
}

function drawLists(book: Workbook, sheets: readonly DrawnSheet[]): void {
  const lists = sheets.flatMap((sheet) =>
    sheet.columns.flatMap((column, index) => (column.list ? [{ sheet, column, index, words: column.list }] : [])),
  );
  if (lists.length === 0) return;
  const hidden = book.addWorksheet(listsSheet, { state: 'hidden' });
  for (const [at, { sheet, column, index, words }] of lists.entries()) {
    hidden.getColumn(at + 1).values = [...words];
    const place = lettersOf(at);
    const rule = {
      type: 'list',
      allowBlank: true,
      formulae: [`${listsSheet}!$${place}$1:$${place}$${String(Math.max(1, words.length))}`],
      showErrorMessage: true,
      errorStyle: column.isStrict === true ? 'stop' : 'warning',
      errorTitle: 'Autre valeur',
      error: 'Choisissez une valeur de la liste.',
    } as const;
    const letters = lettersOf(index);
    const range = `${letters}${String(sheet.headerRow + 1)}:${letters}${String(Math.min(sheet.lastRow, lastRowOfAll))}`;
    // Over the whole range at once: a rule for each cell would be thousands.
    const target = book.getWorksheet(sheet.name) as unknown as {
      dataValidations: { add(range: string, rule: object): void };
    };
    target.dataValidations.add(range, rule);
  }
}
