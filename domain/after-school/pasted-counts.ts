/** Columns of a spreadsheet laid over the days of a month: where each number goes, what is left out and why. Pure. */
import { readCount } from './written-count.ts';
import { isDay, type Day } from '../days.ts';

export type PastedField = 'n' | 'p' | 't' | 'd' | 'm';
/** A day that may be written in, in order; `asked` false: red, and in words why. */
export interface PasteDay {
  day: Day;
  asked: boolean;
  fields: readonly PastedField[];
}
export interface Pasted {
  cells: { day: Day; field: PastedField; value: number | null }[];
  /** Red days with a number: the place is asked whether it was open. */
  asks: Day[];
  /** Red days that were stepped over. */
  skipped: Day[];
  /** What is no number of children, as it was pasted. */
  wrong: { day: Day; field: PastedField; typed: string; fault: string }[];
  /** Lines and columns for which there is no day, no field. */
  left: number;
  /** Titles above the numbers. */
  titles: number;
}

const written = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/;
/** « 02/11/2026 », « 02.11.26 », « 2/11 » (of the year of the month), « 2026-11-02 ». Points without a year are decimals: « 28.0 » is a number of children. */
function dayIn(text: string, month: string): Day | undefined {
  if (isDay(text)) return text;
  const [, day = '', sign, number = '', year = ''] = written.exec(text) ?? [];
  if (sign === '.' && year === '') return undefined;
  const read = `${year === '' ? month.slice(0, 4) : year.padStart(4, '20')}-${number.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(read) ? read : undefined;
}

/**
 * Days in the first column say where each line goes. Without them lines fill the days that are asked for, one after the other; or, where empty lines
 * stand exactly at the red days, every day.
 * @param days from the one in which is pasted
 * @param from the field in which is pasted
 */
export function layPasted(block: readonly (readonly string[])[], days: readonly PasteDay[], from: PastedField): Pasted {
  const pasted: Pasted = { cells: [], asks: [], skipped: [], wrong: [], left: 0, titles: 0 };
  const month = days[0]?.day.slice(0, 7) ?? '';
  const lines = block.map((line) => line.map((cell) => cell.trim()));
  const isTitle = (line: readonly string[]): boolean =>
    line.some((cell) => cell !== '') && line.every((cell) => cell === '' || /^\D+$/.test(cell));
  while (lines[0] && isTitle(lines[0])) {
    lines.shift();
    pasted.titles += 1;
  }
  const byDay =
    lines.length > 0 &&
    lines.every(([first = '']) => first === '' || dayIn(first, month) !== undefined) &&
    lines.some(([first = '']) => dayIn(first, month) !== undefined);
  const targets: (PasteDay | undefined)[] = byDay
    ? lines.map(([first = '']) => days.find(({ day }) => day === dayIn(first, month)))
    : stepsOverRed(lines, days)
      ? days.slice(0, lines.length)
      : days.filter(({ asked }) => asked).slice(0, lines.length);
  lines.forEach((line, at) => {
    const target = targets[at];
    const values = byDay ? line.slice(1) : line;
    if (!target) {
      pasted.left += values.filter((cell) => cell !== '').length;
      return;
    }
    const first = byDay ? 0 : Math.max(0, target.fields.indexOf(from));
    values.forEach((typed, along) => {
      const field = target.fields[first + along];
      if (!field) {
        if (typed !== '') pasted.left += 1;
        return;
      }
      const read = readCount(typed);
      if ('fault' in read) pasted.wrong.push({ day: target.day, field, typed, fault: read.fault });
      else if (target.asked || read.value !== null) pasted.cells.push({ day: target.day, field, value: read.value });
    });
  });
  const written_ = new Set(pasted.cells.map(({ day }) => day));
  pasted.asks = days.filter(({ day, asked }) => !asked && written_.has(day)).map(({ day }) => day);
  const last = [...written_].sort().at(-1) ?? '';
  pasted.skipped = days.filter(({ day, asked }) => !asked && day < last && !written_.has(day)).map(({ day }) => day);
  return pasted;
}

/** Empty lines at red days, and nowhere else: whoever copies has a line for every day. */
function stepsOverRed(lines: readonly (readonly string[])[], days: readonly PasteDay[]): boolean {
  const over = days.slice(0, lines.length);
  return (
    over.some(({ asked }) => !asked) &&
    over.every(({ asked }, at) => asked !== (lines[at] ?? []).every((cell) => cell === ''))
  );
}
