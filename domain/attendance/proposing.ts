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

/** A day on which the place is open, as the cells and the patterns name it. */
interface OpenDay {
  day: Day;
  /** Of its cell, from 0. */
  at: number;
  weekday: number;
}
const openDays = (month: Month, rules: MonthRules): OpenDay[] =>
  daysOfMonth(month).flatMap((day, at) => (isOpen(day, rules) ? [{ day, at, weekday: weekday(day) }] : []));

/**
 * The days of the week on which a child was expected, present or absent, on more than half of the days that the place was open and the child
 * was there; with the presence that was seen most on that day of the week: of as many, the half day.
 */
export const patternOf = (row: Stay & Pick<ChildRow, 'cells'>, month: Month, rules: MonthRules): Pattern =>
  patternOn(row, openDays(month, rules));

function patternOn(row: Stay & Pick<ChildRow, 'cells'>, open: readonly OpenDay[]): Pattern {
  const seen = Array.from({ length: 7 }, () => ({ open: 0, expected: 0, whole: 0, half: 0 }));
  for (const { day, at, weekday: on } of open) {
    const code = readCode(row.cells[at] ?? '');
    const meaning = code ? meaningOf[code] : undefined;
    if (meaning?.kind === 'closed' || !stays(row, day)) continue;
    const counts = seen[on]!;
    counts.open += 1;
    if (meaning) counts.expected += 1;
    if (meaning?.kind === 'present') counts[meaning.half ? 'half' : 'whole'] += 1;
  }
  return seen.map(({ open: days, expected, whole, half }) => {
    if (expected * 2 <= days || whole + half === 0) return undefined;
    return whole > half ? 'P' : '½P';
  });
}

/** What is proposed in a month that is being encoded, by child: those for whom there is nothing are left out. */
export function proposeDays(now: EncodedMonth, before: EarlierMonth): ProposedRow[] {
  const find = finder(before.rows);
  const [open, openBefore] = [daysToEncode(now), openDays(before.month, before.rules)];
  return now.rows.flatMap((row) => {
    const free = open.filter((day) => isFree(row, day));
    const earlier = free.length > 0 ? find(row) : undefined;
    if (!earlier) return [];
    const pattern = patternOn(earlier, openBefore);
    const cells = free.flatMap(({ at, weekday: on }) => {
      const code = pattern[on];
      return code ? [{ day: at + 1, code, seen: row.versions[at] ?? 1 }] : [];
    });
    return cells.length > 0 ? [{ row, pattern, cells }] : [];
  });
}

/** The same child; else who has the name and the day of birth. Names are only compared where they must be: a month holds hundreds. */
function finder(rows: readonly EarlierRow[]): (row: StandingRow) => EarlierRow | undefined {
  const byChild = new Map(rows.map((row) => [row.childId, row]));
  let byName: Map<string | undefined, EarlierRow> | undefined;
  return (row) => {
    const same = byChild.get(row.childId);
    const key = same ? undefined : nameKey(row);
    if (key === undefined) return same;
    byName ??= new Map(rows.map((one) => [nameKey(one), one]));
    return byName.get(key);
  };
}

/** Whether a cell is empty in which a presence might stand: only then is the month before worth reading. */
export const hasRoom = (now: EncodedMonth): boolean => {
  const open = daysToEncode(now);
  return now.rows.some((row) => open.some((day) => isFree(row, day)));
};

const isFree = (row: ChildRow, { day, at }: OpenDay): boolean => (row.cells[at] ?? '').trim() === '' && stays(row, day);

/** Days that are open and have come; a day that was closed for children, and on which nobody came, is taken for closed. */
function daysToEncode({ month, rows, rules }: EncodedMonth): OpenDay[] {
  return openDays(month, rules).filter(({ day, at }) => {
    if (day > rules.today) return false;
    let isClosed = false;
    for (const { cells } of rows) {
      const code = readCode(cells[at] ?? '');
      const kind = code ? meaningOf[code].kind : undefined;
      if (kind === 'present') return true;
      isClosed ||= kind === 'closed';
    }
    return !isClosed;
  });
}
