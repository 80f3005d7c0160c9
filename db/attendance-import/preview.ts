/** What a sheet of attendance that waits would do to its month, as it stands now. Nothing is written. */
import { createHash } from 'node:crypto';
import { checkMonth, isEmpty, type Point } from '../../domain/attendance/check-month.ts';
import type { MonthRules } from '../../domain/attendance/month.ts';
import {
  compareWithBefore,
  planMonth,
  type Mode,
  type MonthDoubt,
  type MonthPlan,
  type PlannedChild,
} from '../../domain/attendance/sheet/plan.ts';
import type { ColumnKey } from '../../domain/attendance/sheet/columns.ts';
import { readRows, type ReadSheet } from '../../domain/attendance/sheet/read-rows.ts';
import { monthsFurther } from '../../domain/quarter.ts';
import { loadMonth, type EncodedRow, type MonthOf } from '../attendance/month.ts';
import type { Database } from '../connect.ts';
import type { Counts, WaitingSheet } from '../sheet-imports/imports.ts';

export interface AttendanceWaiting extends WaitingSheet<ColumnKey> {
  mode: Mode;
  /** Columns of national numbers, of which nothing was kept. */
  dropped: readonly string[];
  /** Cells that were mended as in the sheet before. */
  remembered: number;
  /** The layout is known: from an import before, or it is our own. */
  isKnownLayout: boolean;
}
export type AttendanceOutcome = Counts<'added' | 'changed' | 'same' | 'removed' | 'cells'>;

export interface AttendanceReview extends MonthPlan {
  rules: MonthRules;
  /** How cells are written. */
  faults: ReadSheet['faults'];
  /** What the rules of a month say of the children of the sheet, and of its days. */
  points: Point[];
  doubts: MonthDoubt[];
  skipped: number[];
  encoded: EncodedRow[];
  /** Row → what it would do, in a few letters: other letters, other doing. */
  shown: Record<string, string>;
  /** Of all of it. */
  digest: string;
}

export async function reviewSheet(
  db: Database,
  of: MonthOf,
  { sheet, mending, mode }: Pick<AttendanceWaiting, 'sheet' | 'mending' | 'mode'>,
  rules: MonthRules,
): Promise<AttendanceReview> {
  // One after the other: a confirmation asks within its transaction, on one connection.
  const { rows: encoded } = await loadMonth(db, of);
  const { rows: before } = await loadMonth(db, { ...of, month: monthsFurther(of.month, -1) });
  // Lines that were made and not filled in yet say nothing of anybody.
  const known = { encoded: encoded.filter((row) => !isEmpty(row)), before: before.filter(isNamed) };
  const { children, faults, skipped } = readRows(sheet, mending, {
    today: rules.today,
    known: [...known.encoded, ...known.before],
  });
  const plan = planMonth(children, known, mode);
  const ids = new Set(plan.planned.map(({ child }) => child.id));
  const points = checkMonth({ month: of.month, rows: plan.rows }, rules).filter(
    ({ rowId }) => rowId === null || ids.has(rowId),
  );
  const shown = Object.fromEntries(plan.planned.map((each) => [String(each.row), doingOf(each)]));
  return {
    ...plan,
    rules,
    faults,
    points,
    doubts: compareWithBefore(plan, known.before, of.month),
    skipped,
    encoded,
    shown,
    digest: digestOf({ shown, mode, removed: plan.removed.map(({ id, cells }) => [id, cells]) }, 32),
  };
}

const isNamed = ({ familyName, firstName }: EncodedRow): boolean => familyName !== '' || firstName !== '';

const doingOf = ({ child, encoded, childId, fields, cells }: PlannedChild): string =>
  digestOf([child, encoded?.id, childId, fields, cells], 12);
/** @param what is made here and in `planMonth`, its parts in one order */
const digestOf = (what: object, length: number): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, length);
