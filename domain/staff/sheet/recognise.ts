/** Which row holds the headers, and which column is which. */
import { hideNationalNumbers } from '../../national-number.ts';
import { searchable } from '../../searchable.ts';
import { indexOf, type Cells, type ReadRow, type ReadWorkbook } from '../../workbook.ts';
import { columnKeys, findColumn, sheetColumns, type ColumnKey } from './columns.ts';

/** Letters of the column in the file → what it is. */
export type Columns = Readonly<Record<string, ColumnKey>>;
export interface FileColumn {
  letters: string;
  header: string;
  /** What stands in its first rows. */
  samples: string[];
  /** The letters of the column that bears the same title, or one that means the same, and counts. */
  twin: string | undefined;
}
export interface UploadedSheet {
  /** Of the row of headers. */
  headerRow: number;
  headers: Readonly<Record<string, string>>;
  columns: Columns;
  rows: readonly ReadRow[];
}

/** Above the headers a title may stand. */
const lookedAt = 15;
const samplesShown = 3;

/**
 * @param remembered what headers of theirs mean at this body, by their searchable text
 * @returns the sheet; undefined: no row of it looks like headers
 */
export function recognise(
  { rows }: Pick<ReadWorkbook, 'rows'>,
  remembered: Readonly<Record<string, ColumnKey>> = {},
): UploadedSheet | undefined {
  const named = (header: string): ColumnKey | undefined => {
    const key = searchable(header);
    return findColumn(header) ?? (Object.hasOwn(remembered, key) ? remembered[key] : undefined);
  };
  const known = ({ cells }: ReadRow): number =>
    new Set(Object.values(cells).flatMap(({ text }) => named(text) ?? [])).size;
  const [best] = rows.slice(0, lookedAt).sort((one, other) => known(other) - known(one) || one.number - other.number);
  if (!best || known(best) < 2) return undefined;
  const headers = Object.fromEntries(Object.entries(best.cells).map(([letters, { text }]) => [letters, text]));
  const columns: Record<string, ColumnKey> = {};
  for (const letters of inOrder(headers)) {
    const key = named(headers[letters] ?? '');
    // Of two columns of one name, the first counts.
    if (key && !Object.values(columns).includes(key)) columns[letters] = key;
  }
  return { headerRow: best.number, headers, columns, rows: rows.filter(({ number }) => number > best.number) };
}

export const inOrder = (byLetters: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(byLetters).sort((one, other) => indexOf(one) - indexOf(other));

/** Columns without which nothing can be read. */
export const missingColumns = ({ columns }: Pick<UploadedSheet, 'columns'>): ColumnKey[] =>
  columnKeys.filter((key) => sheetColumns[key].isNeeded && !Object.values(columns).includes(key));

/** Columns of the file that mean nothing to us, with what stands there. What looks like a national number is not shown. */
export const unknownColumns = ({ headers, columns, rows }: UploadedSheet): FileColumn[] =>
  inOrder(headers)
    .filter((letters) => !columns[letters])
    .map((letters) => ({
      letters,
      header: headers[letters] ?? '',
      samples: rows
        .flatMap(({ cells }) => cells[letters]?.text ?? [])
        .slice(0, samplesShown)
        .map((text) => hideNationalNumbers(text).slice(0, 40)),
      twin: inOrder(columns).find((other) => columns[other] === findColumn(headers[letters] ?? '')),
    }));

/** The cells of a row by what they are. */
export const cellsOf = (row: Cells, columns: Columns): Partial<Record<ColumnKey, Cells[string]>> =>
  Object.fromEntries(Object.entries(columns).flatMap(([letters, key]) => (row[letters] ? [[key, row[letters]]] : [])));
