/** The attendance of a month at one place: a row for each child, a cell for each day. */
import type { Day } from '../days.ts';
import type { Month } from '../quarter.ts';
import { meaningOf, readCode, type Kind } from './codes.ts';

/** Rows of a month, at most (Guide du milieu d'accueil, 10.1.2). */
export const mostRows = 500;

export interface ChildRow {
  id: string;
  /** As the operator has ordered them, from 1. */
  position: number;
  familyName: string;
  firstName: string;
  birthOn: Day | null;
  enteredOn: Day | null;
  leftOn: Day | null;
  /** Days a week of the contract, in halves; null where it is not told. */
  contractDays: number | null;
  /** Day 1 first; a code, or what was typed in its place. */
  cells: readonly string[];
}
export interface AttendanceMonth {
  month: Month;
  rows: readonly ChildRow[];
}

export interface Closing {
  from: Day;
  to: Day;
}
/** What the cells are looked at with. */
export interface MonthRules {
  /** Declared in the report of the quarter. */
  closures: readonly Closing[];
  /** Days on which nobody is received: weekends, legal holidays. */
  closedDays: ReadonlySet<Day>;
  /** Places that are authorised. */
  places: number;
  today: Day;
}

export interface Counts {
  days: number;
  halfDays: number;
}
export type Totals = Readonly<Record<Exclude<Kind, 'closed'>, Counts>>;

/** Whole days and half days of a kind, as the report of the quarter sums them up. */
export function totalsOf(rows: readonly Pick<ChildRow, 'cells'>[]): Totals {
  const totals = { present: none(), justified: none(), unjustified: none() };
  for (const { cells } of rows)
    for (const cell of cells) {
      const code = readCode(cell);
      if (!code) continue;
      const { kind, half } = meaningOf[code];
      if (kind !== 'closed') totals[kind][half ? 'halfDays' : 'days'] += 1;
    }
  return totals;
}
const none = (): { days: number; halfDays: number } => ({ days: 0, halfDays: 0 });

/** Children present on each day, a half day as half a child. */
export function presentByDay(rows: readonly Pick<ChildRow, 'cells'>[], days: number): number[] {
  const present = Array.from({ length: days }, () => 0);
  for (const { cells } of rows)
    for (let index = 0; index < days; index += 1) {
      const code = readCode(cells[index] ?? '');
      if (!code || meaningOf[code].kind !== 'present') continue;
      present[index] = (present[index] ?? 0) + (meaningOf[code].half ? 0.5 : 1);
    }
  return present;
}
