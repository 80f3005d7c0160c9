/** The rows of one sheet of a workbook of before 2007 (.xls), as texts: called in a process apart, on a file that was inspected before. */
import { readFile } from 'node:fs/promises';
import { read, type CellObject, type DenseWorkSheet, type WorkBook } from '@e965/xlsx';
import { lettersOf, type Cell, type ReadRow, type ReadWorkbook } from '../../domain/workbook.ts';
import { openContainer, records, recordsOf } from './old-records.ts';
import { chooseSheet, cleanCell, longestCell, most, withMerged, type WorkbookFault } from './workbook-rows.ts';
import { readNumberCell, styleKinds } from './workbook-styles.ts';

/** @param sheet the one that is read where it is there; otherwise the first that one sees */
export async function readOldWorkbook(path: string, sheet: string): Promise<ReadWorkbook | WorkbookFault> {
  const bytes = await readFile(path);
  try {
    const book = read(bytes, {
      type: 'buffer',
      cellFormula: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      dense: true,
    });
    const sheets = book.SheetNames.map((name, at) => ({
      name,
      at,
      isHidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0,
    }));
    const chosen = chooseSheet(sheets, sheet);
    if (!chosen) return 'no-sheet';
    const rows = readRows(book, chosen, formulasOf(bytes, chosen.at));
    if (typeof rows === 'string') return rows;
    const { '!merges': merges = [], '!rows': lines = [], '!cols': columns = [] } = book.Sheets[chosen.name]!;
    return {
      sheet: chosen.name,
      rows: withMerged(
        rows,
        merges.map(({ s, e }) => `${nameOf(s.r, s.c)}:${nameOf(e.r, e.c)}`),
      ),
      // Rows that are not there are holes, not undefined.
      hasHidden: [...lines, ...columns.slice(0, most.columns)].some(
        (each) => (each as { hidden?: boolean } | undefined)?.hidden === true,
      ),
      others: sheets.filter((each) => each !== chosen).map(({ name, isHidden }) => ({ name, isHidden })),
    };
  } catch {
    return 'unreadable';
  }
}

const nameOf = (row: number, column: number): string => `${lettersOf(column)}${String(row + 1)}`;

function readRows(
  book: WorkBook,
  { name }: { name: string },
  formulas: ReadonlySet<string>,
): ReadRow[] | WorkbookFault {
  const is1904 = book.Workbook?.WBProps?.date1904 === true;
  const styles = new Map<string, ReturnType<typeof styleKinds>[number]>();
  const styleOf = (format: string): ReturnType<typeof styleKinds>[number] => {
    const kind = styles.get(format) ?? styleKinds([own], new Map([[own, format]]))[0] ?? 'plain';
    styles.set(format, kind);
    return kind;
  };
  const rows: ReadRow[] = [];
  const data = (book.Sheets[name] as DenseWorkSheet)['!data'];
  for (const [at, line] of data.entries()) {
    const cells: Record<string, Cell> = {};
    for (const [column, cell] of ((line as CellObject[] | undefined) ?? []).entries()) {
      const isFormula = formulas.has(nameOf(at, column));
      const found = cleanCell(
        (cell as CellObject | undefined) ? valueOf(cell, styleOf, is1904) : undefined,
        isFormula,
        is1904,
      );
      if (!found) continue;
      if (column >= most.columns) return 'too-many-columns';
      cells[lettersOf(column)] = found;
    }
    if (Object.keys(cells).length === 0) continue;
    if (rows.length > most.rows) return 'too-many-rows';
    rows.push({ number: at + 1, cells });
  }
  return rows;
}
/** Number of a format that no program knows by its number. */
const own = 999;

function valueOf(
  { t: type, v: value, z: format }: CellObject,
  styleOf: (format: string) => ReturnType<typeof styleKinds>[number],
  is1904: boolean,
): Cell | undefined {
  switch (type) {
    case 'n':
      return readNumberCell(String(value), styleOf(String(format ?? 'General')), is1904);
    case 'b':
      return { kind: 'text', text: value === true ? 'oui' : 'non' };
    case 'e':
      return { kind: 'error', text: errors[Number(value)] ?? '#ERREUR!' };
    case 's':
      return { kind: 'text', text: String(value ?? '').slice(0, longestCell) };
    default:
      return undefined;
  }
}
const errors: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/** The cells of a sheet that are computed, also those whose formula cannot be told. */
function formulasOf(bytes: Buffer, sheet: number): Set<string> {
  const { workbook = Buffer.alloc(0) } = openContainer(bytes);
  const starts: number[] = [];
  for (const { type, data } of recordsOf(workbook)) {
    if (type === records.end) break;
    if (type === records.boundSheet && data.length >= 4) starts.push(data.readUInt32LE(0));
  }
  const found = new Set<string>();
  // Charts stand within their sheet.
  let depth = 0;
  for (const { type, data } of recordsOf(workbook, starts[sheet] ?? workbook.length)) {
    if (type === records.beginning) depth += 1;
    else if (type === records.end) depth -= 1;
    if (depth === 0) break;
    if (type === records.formula && data.length >= 4) found.add(nameOf(data.readUInt16LE(0), data.readUInt16LE(2)));
  }
  return found;
}
