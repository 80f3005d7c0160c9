/** What the number of a cell means by the style it bears: a day, a percentage, or a number. */
import { DateTime } from 'luxon';
import type { Cell } from '../../domain/workbook.ts';

export type StyleKind = 'plain' | 'date' | 'percent';

/** Formats that every program knows by their number (ECMA-376 part 1, 18.8.30): days and hours; percentages. */
const days = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const percents = new Set([9, 10]);

/** @param ofCells the number of its format, of each style */
export const styleKinds = (ofCells: readonly number[], formats: ReadonlyMap<number, string>): StyleKind[] =>
  ofCells.map((format) => {
    if (days.has(format)) return 'date';
    if (percents.has(format)) return 'percent';
    // What stands between quotes or brackets, or after a backslash, is shown as it is.
    const code = (formats.get(format) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');
    if (/[yd]/i.test(code)) return 'date';
    return code.includes('%') ? 'percent' : 'plain';
  });

/** Days are counted from the last one of 1899, or from the first one of 1904. */
const origins = { 1900: DateTime.utc(1899, 12, 30), 1904: DateTime.utc(1904, 1, 1) };

/** As it would have been typed: « 05/01/2027 », « 50 % », « 19,5 ». What a computer cannot hold exactly is rounded where nobody typed it. */
export function readNumberCell(value: string, style: StyleKind, is1904: boolean): Cell {
  const number = Number(value);
  if (!Number.isFinite(number)) return { kind: 'text', text: value };
  const day = origins[is1904 ? 1904 : 1900].plus({ days: Math.floor(number) });
  if (style === 'date' && number >= 1 && number < 80_000) return { kind: 'date', text: day.toFormat('dd/MM/yyyy') };
  const text = (of: number): string => String(Number(of.toPrecision(12))).replace('.', ',');
  return style === 'percent'
    ? { kind: 'number', text: `${text(number * 100)} %` }
    : { kind: 'number', text: text(number) };
}
