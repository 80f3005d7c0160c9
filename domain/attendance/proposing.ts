/**
 * Days that are proposed to whoever encodes a month: those on which the child was expected the month before. A proposal is no attendance: it
 * is computed, and nothing stands in the month before somebody has said so.
 */
import type { Day } from '../days.ts';
import { daysOfMonth, type Month } from '../quarter.ts';
import { meaningOf, readCode, type Code } from './codes.ts';
import type { AttendanceMonth, ChildRow, MonthRules } from './month.ts';
import { nameKey, type StandingRow } from './take-in.ts';
import { weekday } from './weeks.ts';

/** An absence is never proposed: nobody knows it beforehand. */
export const proposedCodes = ['P', '½P'] as const satisfies readonly Code[];
export type ProposedCode = (typeof proposedCodes)[number];
/** Monday first; none where the child does not come that day. */
export type Pattern = readonly (ProposedCode | undefined)[];

interface EncodedMonth extends AttendanceMonth {
  rows: readonly StandingRow[];
  rules: MonthRules;
}
/** What a row of the month before tells. */
export type EarlierRow = Omit<ChildRow, 'id' | 'position' | 'contractDays'> & { childId: string };
interface EarlierMonth {
  month: Month;
  rows: readonly EarlierRow[];
  rules: MonthRules;
}
export interface ProposedRow {
  row: StandingRow;
  pattern: Pattern;
  /** Each with the version of the cell that is empty. */
  cells: { day: number; code: ProposedCode; seen: number }[];
}

type Stay = Pick<ChildRow, 'enteredOn' | 'leftOn'>;
const stays = ({ enteredOn, leftOn }: Stay, day: Day): boolean =>
  (enteredOn === null || enteredOn <= day) && (leftOn === null || day <= leftOn);
const isOpen = (day: Day, { closedDays, closures }: MonthRules): boolean =>
  !closedDays.has(day) && !closures.some(({ from, to }) => from <= day && day <= to);

/** A presence may stand there: the place is open, the child has entered and not left, and the day has come. */
export const mayBePresent = (row: Stay, day: Day, rules: MonthRules): boolean =>
  day <= rules.today && isOpen(day, rules) && stays(row, day);

/**
 * The days of the week on which a child was expected, present or absent, on more than half of the days that the place was open and the child
 * was there; with the presence that was seen most on that day of the week: of as many, the half day.
 */
export function patternOf(row: Stay & Pick<ChildRow, 'cells'>, month: Month, rules: MonthRules): Pattern {
  const seen = Array.from({ length: 7 }, () => ({ open: 0, expected: 0, whole: 0, half: 0 }));
  daysOfMonth(month).forEach((day, index) => {
    const code = readCode(row.cells[index] ?? '');
    const { kind, half } = code ? meaningOf[code] : {};
    if (!isOpen(day, rules) || !stays(row, day) || kind === 'closed') return;
    const counts = seen[weekday(day)]!;
    counts.open += 1;
    if (kind) counts.expected += 1;
    if (kind === 'present') counts[half ? 'half' : 'whole'] += 1;
  });
  return seen.map(({ open, expected, whole, half }) => {
    if (expected * 2 <= open || whole + half === 0) return undefined;
    return whole > half ? 'P' : '½P';
  });
}

/** What is proposed in a month that is being encoded, by child: those for whom there is nothing are left out. */
export function proposeDays(now: EncodedMonth, before: EarlierMonth): ProposedRow[] {
  const byChild = new Map(before.rows.map((row) => [row.childId, row]));
  const byName = new Map(before.rows.flatMap((row) => (nameKey(row) ? [[nameKey(row), row]] : [])));
  const open = daysToEncode(now);
  return now.rows.flatMap((row) => {
    const earlier = byChild.get(row.childId) ?? byName.get(nameKey(row));
    if (!earlier) return [];
    const free = open.filter((day) => isFree(row, day, now.rules));
    if (free.length === 0) return [];
    const pattern = patternOf(earlier, before.month, before.rules);
    const cells = free.flatMap((day) => {
      const code = pattern[weekday(day)];
      const number = Number(day.slice(8));
      return code ? [{ day: number, code, seen: row.versions[number - 1] ?? 1 }] : [];
    });
    return cells.length > 0 ? [{ row, pattern, cells }] : [];
  });
}

/** Whether a cell is empty in which a presence might stand: only then is the month before worth reading. */
export const hasRoom = (now: EncodedMonth): boolean => {
  const open = daysToEncode(now);
  return now.rows.some((row) => open.some((day) => isFree(row, day, now.rules)));
};

const isFree = (row: ChildRow, day: Day, rules: MonthRules): boolean =>
  (row.cells[Number(day.slice(8)) - 1] ?? '').trim() === '' && mayBePresent(row, day, rules);

/** Days that are open and have come; a day that was closed for children, and on which nobody came, is taken for closed. */
function daysToEncode({ month, rows, rules }: EncodedMonth): Day[] {
  return daysOfMonth(month).filter((day, index) => {
    if (day > rules.today || !isOpen(day, rules)) return false;
    const kinds = new Set(
      rows.map(({ cells }) => readCode(cells[index] ?? '')).map((code) => code && meaningOf[code].kind),
    );
    return !kinds.has('closed') || kinds.has('present');
  });
}
