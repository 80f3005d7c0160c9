/** Which row of a sheet holds the headers, and which column is which. */
import { hideNationalNumbers } from '../national-number.ts';
import { indexOf, type Cell, type Cells, type ReadRow, type ReadWorkbook } from '../workbook.ts';

/** Letters of the column in the file → what it is. */
export type Columns<Key extends string = string> = Readonly<Record<string, Key>>;
export interface FileColumn {
  letters: string;
  header: string;
  /** What stands in its first rows. */
  samples: string[];
  /** The letters of the column that bears the same title, or one that means the same, and counts. */
  twin: string | undefined;
}
export interface UploadedSheet<Key extends string = string> {
  /** Of the row of headers. */
  headerRow: number;
  headers: Readonly<Record<string, string>>;
  columns: Columns<Key>;
  rows: readonly ReadRow[];
}

/** Above the headers a title may stand, and an address, and a logo. */
const lookedAt = 30;
const samplesShown = 3;

/**
 * @param named what a header means
 * @returns the sheet; undefined: no row of it looks like headers
 */
export function recogniseSheet<Key extends string>(
  { rows }: Pick<ReadWorkbook, 'rows'>,
  named: (header: Cell) => Key | undefined,
): UploadedSheet<Key> | undefined {
  const known = ({ cells }: ReadRow): number => new Set(Object.values(cells).flatMap((cell) => named(cell) ?? [])).size;
  const [best] = rows
    .slice(0, lookedAt)
    .map((row) => ({ row, score: known(row) }))
    .sort((one, other) => other.score - one.score || one.row.number - other.row.number);
  if (!best || best.score < 2) return undefined;
  const { cells, number } = best.row;
  const columns: Record<string, Key> = {};
  for (const letters of inOrder(cells)) {
    const key = named(cells[letters]!);
    // Of two columns of one name, the first counts.
    if (key && !Object.values(columns).includes(key)) columns[letters] = key;
  }
  return {
    headerRow: number,
    headers: Object.fromEntries(Object.entries(cells).map(([letters, { text }]) => [letters, text])),
    columns,
    rows: rows.filter((row) => row.number > number),
  };
}

export const inOrder = (byLetters: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(byLetters).sort((one, other) => indexOf(one) - indexOf(other));

/** Columns of the file that mean nothing to us, with what stands there. What looks like a national number is not shown. */
export const unknownColumns = <Key extends string>(
  { headers, columns, rows }: UploadedSheet<Key>,
  named: (header: string) => Key | undefined,
): FileColumn[] =>
  inOrder(headers)
    .filter((letters) => !columns[letters])
    .map((letters) => {
      const meant = named(headers[letters] ?? '');
      return {
        letters,
        header: headers[letters] ?? '',
        samples: samplesOf({ rows }, letters),
        twin: meant && inOrder(columns).find((other) => columns[other] === meant),
      };
    });

/** What stands in the first rows of a column; what looks like a national number is not shown. */
export const samplesOf = ({ rows }: Pick<UploadedSheet, 'rows'>, letters: string): string[] =>
  rows
    .flatMap(({ cells }) => cells[letters]?.text ?? [])
    .slice(0, samplesShown)
    .map((text) => hideNationalNumbers(text).slice(0, 40));

/** Where a column of ours stands in their file. */
export const lettersIn = <Key extends string>(
  { columns }: Pick<UploadedSheet<Key>, 'columns'>,
  column: Key,
): string | undefined => inOrder(columns).find((letters) => columns[letters] === column);

/** The cells of a row by what they are. */
export function cellsOf<Key extends string>(row: Cells, columns: Columns<Key>): Partial<Record<Key, Cell>> {
  const cells: Partial<Record<Key, Cell>> = {};
  for (const letters in columns) {
    const [key, cell] = [columns[letters], row[letters]];
    if (key !== undefined && cell) cells[key] = cell;
  }
  return cells;
}
