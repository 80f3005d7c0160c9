/** What the number of a cell means by the style it bears: a day, a percentage, or a number. */
import { DateTime } from 'luxon';
import type { Cell } from '../../domain/workbook.ts';

export type StyleKind = 'plain' | 'date' | 'percent' | 'hours';

/** Formats that every program knows by their number (ECMA-376 part 1, 18.8.30): days and hours; percentages. */
const days = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const percents = new Set([9, 10]);
const hours = new Set([18, 19, 20, 21, 46]);

/** @param ofCells the number of its format, of each style */
export const styleKinds = (ofCells: readonly number[], formats: ReadonlyMap<number, string>): StyleKind[] =>
  ofCells.map((format) => {
    if (days.has(format)) return 'date';
    if (percents.has(format)) return 'percent';
    if (hours.has(format)) return 'hours';
    // What stands between quotes or brackets, or after a backslash, is shown as it is.
    const written = formats.get(format) ?? '';
    if (/^(general|standard)$/i.test(written)) return 'plain';
    const code = written.replace(/\[h+\]/gi, 'h').replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');
    if (/[yd]/i.test(code)) return 'date';
    if (/h/i.test(code)) return 'hours';
    return code.includes('%') ? 'percent' : 'plain';
  });

/** Days are counted from the last one of 1899, or from the first one of 1904. */
const origins = { 1900: DateTime.utc(1899, 12, 30), 1904: DateTime.utc(1904, 1, 1) };

const dayOfNumber = (number: number, is1904: boolean): string =>
  origins[is1904 ? 1904 : 1900].plus({ days: Math.floor(number) }).toFormat('dd/MM/yyyy');

/** Half of a day is « 12 h ». */
function hoursOfNumber(number: number): string {
  const minutes = Math.round(number * 24 * 60);
  const rest = minutes % 60;
  return `${String(Math.floor(minutes / 60))} h${rest > 0 ? ` ${String(rest).padStart(2, '0')}` : ''}`;
}

/** Of a number without any format, that of a day of our time: the day that it would be. */
export const dayOfText = (text: string, is1904: boolean): string | undefined =>
  /^[1-7]\d{4}$/.test(text) ? dayOfNumber(Number(text), is1904) : undefined;

/** As it would have been typed: « 05/01/2027 », « 50 % », « 19 h 30 », « 19,5 ». What a computer cannot hold exactly is rounded where nobody typed it. */
export function readNumberCell(value: string, style: StyleKind, is1904: boolean): Cell {
  const number = Number(value);
  if (!Number.isFinite(number)) return { kind: 'text', text: value };
  if (style === 'date' && number >= 1 && number < 80_000) return { kind: 'date', text: dayOfNumber(number, is1904) };
  if (style === 'hours' && number >= 0 && number < 40) return { kind: 'number', text: hoursOfNumber(number) };
  const text = (of: number): string => String(Number(of.toPrecision(12))).replace('.', ',');
  return style === 'percent'
    ? { kind: 'number', text: `${text(number * 100)} %` }
    : { kind: 'number', text: text(number) };
}
