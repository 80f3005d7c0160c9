/** National numbers in a sheet that asks for none: they are taken out before anything of it is kept. */
import { hideNationalNumbers, holdsNationalNumber } from '../national-number.ts';
import { searchable } from '../searchable.ts';
import type { Cell, Cells, ReadRow } from '../workbook.ts';

/** Rows in which titles stand. */
const lookedAt = 30;
/** Headers of columns of national numbers. */
const ofNumbers =
  /^(niss|nn|nrn|rn|no national|n national|numero national|registre national|numero de registre national|n niss|numero niss|n registre national|inss|rrn)$/;
/** A program that takes a national number for a number drops the zeros before it. */
const mayBeNumber = ({ kind, text }: Cell): boolean =>
  (text.length >= 9 && holdsNationalNumber(text)) || (kind === 'number' && /^\d{9,11}$/.test(text));

/**
 * A national number is kept nowhere: columns of them are taken out whole, and one that stands elsewhere is hidden.
 * @returns the sheet without, and the columns that were taken out
 */
export function withoutNumbers(rows: readonly ReadRow[]): { rows: ReadRow[]; dropped: string[] } {
  const counts = new Map<string, { held: number; all: number; isNamed: boolean }>();
  for (const [at, { cells }] of rows.entries())
    for (const [letters, cell] of Object.entries(cells)) {
      const count = counts.get(letters) ?? { held: 0, all: 0, isNamed: false };
      count.all += 1;
      if (mayBeNumber(cell)) count.held += 1;
      if (at < lookedAt && ofNumbers.test(searchable(cell.text))) count.isNamed = true;
      counts.set(letters, count);
    }
  const dropped = [...counts]
    .filter(([, { held, all, isNamed }]) => isNamed || held * 2 >= all)
    .map(([letters]) => letters);
  const isOut = new Set(dropped);
  const kept = (cells: Cells): Cells => {
    const without: Record<string, Cell> = {};
    for (const letters in cells) {
      const cell = cells[letters]!;
      if (!isOut.has(letters)) without[letters] = mayBeNumber(cell) ? { ...cell, text: hidden(cell.text) } : cell;
    }
    return without;
  };
  return { rows: rows.map(({ number, cells }) => ({ number, cells: kept(cells) })), dropped: dropped.sort() };
}
const hidden = (text: string): string => hideNationalNumbers(text).replace(/^\d{9,}$/, '•••');
