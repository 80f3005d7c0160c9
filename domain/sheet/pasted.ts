/** Cells copied from a spreadsheet program and pasted as text: a line for each row, a tab between two cells (a semicolon where there is none). Pure. */
import { cleanText } from '../typed-text.ts';
import { lettersOf, type Cell, type ReadWorkbook } from '../workbook.ts';

export function pastedWorkbook(text: string): ReadWorkbook {
  const mark = text.includes('\t') ? '\t' : ';';
  const rows = text.split(/\r\n|\r|\n/).map((line, at) => ({
    number: at + 1,
    cells: Object.fromEntries(
      line.split(mark).flatMap((piece, column): [string, Cell][] => {
        const cell = cleanText(piece.replace(/^"(.*)"$/, '$1'));
        return cell === '' ? [] : [[lettersOf(column), { kind: 'text', text: cell }]];
      }),
    ),
  }));
  return {
    sheet: 'cellules collées',
    rows: rows.filter(({ cells }) => Object.keys(cells).length > 0),
    hasHidden: false,
    others: [],
  };
}
