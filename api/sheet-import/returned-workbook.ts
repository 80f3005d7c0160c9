/** The file that was sent, as it is given back: their own columns, in their own order and rows, with what was mended and what is still wrong. */
import type { WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { placeOf } from '../../domain/sheet/mending.ts';
import type { SheetFault } from '../../domain/sheet/read-cells.ts';
import { inOrder } from '../../domain/sheet/recognise.ts';
import { harmless, type Cell, type DrawnCell, type DrawnColumn, type DrawnWorkbook } from '../../domain/workbook.ts';

/** What is peculiar to a kind of sheet. */
interface Drawing<Key extends string> {
  name: string;
  column: (key: Key) => DrawnColumn;
  /** As it is written: to a program a national number is a number, and the zeros before it are lost. */
  text?: (key: Key | undefined, cell: Cell | undefined) => string;
}

export function returnedWorkbook<Key extends string>(
  { sheet, mending }: Pick<WaitingSheet<Key>, 'sheet' | 'mending'>,
  faults: readonly SheetFault<Key>[],
  { name, column: drawn, text: textOf = (_key, cell) => cell?.text ?? '' }: Drawing<Key>,
): DrawnWorkbook {
  const letters = inOrder(
    Object.assign({}, sheet.headers, ...sheet.rows.map(({ cells }) => cells)) as object as Record<string, unknown>,
  );
  const mended = new Map(mending.cells.map((cell) => [placeOf(cell), cell.text]));
  const wrong = new Map<string, string[]>();
  for (const fault of faults) wrong.set(placeOf(fault), [...(wrong.get(placeOf(fault)) ?? []), fault.sentence]);
  const present = new Set(Object.values(sheet.columns));
  // A fault may stand in a column that their file does not have.
  const extra = [
    ...new Set([...faults.map(({ column }) => column), ...mending.cells.map(({ column }) => column)]),
  ].filter((column) => !present.has(column));
  const cellOf = (row: number, key: Key | undefined, text: string): DrawnCell => {
    const at = placeOf({ row, column: String(key) });
    const fault = wrong.get(at)?.join('. ');
    return { text: harmless(mended.get(at) ?? text), ...(fault ? { fault } : {}) };
  };
  return {
    sheets: [
      {
        name,
        columns: [
          ...letters.map((each): DrawnColumn => {
            const key = sheet.columns[each];
            const header = harmless(sheet.headers[each] ?? '');
            return key ? { ...drawn(key), header } : { header, width: 18 };
          }),
          ...extra.map(drawn),
        ],
        rows: sheet.rows.map(({ number, cells }) => ({
          number,
          cells: [
            ...letters.map((each) => cellOf(number, sheet.columns[each], textOf(sheet.columns[each], cells[each]))),
            ...extra.map((key) => cellOf(number, key, '')),
          ],
        })),
        headerRow: sheet.headerRow,
        lastRow: Math.max(sheet.headerRow + 1, sheet.rows.at(-1)?.number ?? 0) + 100,
      },
    ],
  };
}
