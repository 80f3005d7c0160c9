/** The rows of a sheet that waits, as they are kept: what most cells are, a text, is written as nothing else. */
import type { UploadedSheet } from '../../domain/sheet/recognise.ts';
import { indexOf, type Cell, type ReadRow } from '../../domain/workbook.ts';

type PackedCell = string | Cell | 0;
interface Packed {
  letters: readonly string[];
  /** The number of a row, and a cell for each of the letters. */
  rows: readonly [number, ...PackedCell[]][];
}
/** `rows`: as they were kept before they were packed. */
export type KeptSheet = Omit<UploadedSheet, 'rows'> & { packed?: Packed; rows?: readonly ReadRow[] };

export function pack({ rows, ...sheet }: UploadedSheet): KeptSheet {
  const letters = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))].sort(
    (one, other) => indexOf(one) - indexOf(other),
  );
  return {
    ...sheet,
    packed: {
      letters,
      rows: rows.map(({ number, cells }) => [number, ...letters.map((each) => packed(cells[each]))]),
    },
  };
}
const packed = (cell: Cell | undefined): PackedCell =>
  cell === undefined ? 0 : cell.kind === 'text' && cell.day === undefined ? cell.text : cell;

/** The same text is one cell, wherever it stands: fifteen thousand of them would be made for a month. */
export function unpack({ packed: kept, rows = [], ...sheet }: KeptSheet): UploadedSheet {
  if (!kept) return { ...sheet, rows };
  const texts = new Map<string, Cell>();
  const textCell = (text: string): Cell => {
    const cell = texts.get(text) ?? { kind: 'text', text };
    texts.set(text, cell);
    return cell;
  };
  return {
    ...sheet,
    rows: kept.rows.map(([number, ...all]) => {
      const cells: Record<string, Cell> = {};
      all.forEach((cell, at) => {
        if (cell !== 0) cells[kept.letters[at]!] = typeof cell === 'string' ? textCell(cell) : cell;
      });
      return { number, cells };
    }),
  };
}
