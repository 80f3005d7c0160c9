/** The rows of a month of attendance, as they are being encoded. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { ChildRow } from '../../domain/attendance/month.ts';
import type { EarlierRow } from '../../domain/attendance/proposing.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';
import { withoutNames } from './masked.ts';

export interface MonthOf {
  facilityId: string;
  month: Month;
}
/** A row with what its next change must have seen. */
export interface EncodedRow extends ChildRow {
  childId: string;
  version: number;
  /** Of each cell, day 1 first. */
  versions: readonly number[];
  changedBy: string | null;
  /** The software that changed it, where no person did. */
  changedWith: string | null;
  changedAt: Instant;
}
/** Whoever changes a month: a person, or the software of an operator. */
export interface By {
  userId: string | null;
  applicationId?: string;
  at: Instant;
}
export interface EncodedMonth {
  month: Month;
  rows: EncodedRow[];
  /** The last change so far: ask for what came after. */
  cursor: string;
}

const columns = [
  'id',
  'position',
  'child_id as childId',
  'family_name as familyName',
  'first_name as firstName',
  'born_on as birthOn',
  'entered_on as enteredOn',
  'left_on as leftOn',
  'contract_days as contractDays',
  'cells',
  'versions',
  'version',
  'changed_by as changedBy',
  'changed_with as changedWith',
  'changed_at as changedAt',
] as const;
const stayColumns = [
  'child_id as childId',
  'family_name as familyName',
  'first_name as firstName',
  'born_on as birthOn',
  'entered_on as enteredOn',
  'left_on as leftOn',
  'cells',
] as const;

export async function loadMonth(db: Database, { facilityId, month }: MonthOf): Promise<EncodedMonth> {
  // The cursor first: a change in between is then told twice rather than never.
  const cursor = await lastChange(db, { facilityId, month });
  const rows = await db('attendance_rows')
    .where({ facility_id: facilityId, month: firstDay(month) })
    .whereNull('removed_at')
    .orderBy(['position', 'id'])
    .select<(Omit<EncodedRow, 'contractDays'> & { contractDays: string | null })[]>(...columns);
  return { month, rows: withoutNames(rows.map(asRow)), cursor };
}

/** Who was there in a month, and when: nothing of what a change would need. */
export const loadStays = async (db: Database, { facilityId, month }: MonthOf): Promise<EarlierRow[]> =>
  withoutNames(
    await db('attendance_rows')
      .where({ facility_id: facilityId, month: firstDay(month) })
      .whereNull('removed_at')
      .orderBy(['position', 'id'])
      .select<EarlierRow[]>(...stayColumns),
  );

/** Several months of a place at once, by month. */
export async function loadMonths(
  db: Database,
  facilityId: string,
  months: readonly Month[],
): Promise<Map<Month, EncodedMonth>> {
  const days = months.map(firstDay);
  const cursors = (await db('attendance_rows')
    .where({ facility_id: facilityId })
    .whereIn('month', days)
    .groupBy('month')
    .select(db.raw("to_char(month, 'YYYY-MM') as month"), db.raw('max(changed)::text as cursor'))) as {
    month: Month;
    cursor: string;
  }[];
  const rows = await db('attendance_rows')
    .where({ facility_id: facilityId })
    .whereIn('month', days)
    .whereNull('removed_at')
    .orderBy(['month', 'position', 'id'])
    .select<(Omit<EncodedRow, 'contractDays'> & { contractDays: string | null; month: Month })[]>(
      ...columns,
      db.raw("to_char(month, 'YYYY-MM') as month"),
    );
  const byMonth = groupBy(rows, ({ month }) => month);
  return new Map(
    months.map((month) => [
      month,
      {
        month,
        cursor: cursors.find((one) => one.month === month)?.cursor ?? '0',
        rows: withoutNames((byMonth.get(month) ?? []).map(({ month: _, ...row }) => asRow(row))),
      },
    ]),
  );
}

export interface Changes {
  rows: EncodedRow[];
  /** Ids of rows that are gone. */
  removed: string[];
  cursor: string;
}

/** What has changed since, by anybody. @param since a cursor of the same month */
export async function changesSince(db: Database, { facilityId, month }: MonthOf, since: string): Promise<Changes> {
  const rows = await db('attendance_rows')
    .where({ facility_id: facilityId, month: firstDay(month) })
    .andWhere('changed', '>', since)
    .orderBy('changed')
    .select<
      (Omit<EncodedRow, 'contractDays'> & { contractDays: string | null; changed: string; removed: Instant | null })[]
    >(...columns, db.raw('changed::text as changed'), 'removed_at as removed');
  return {
    rows: withoutNames(
      rows.filter(({ removed }) => removed === null).map(({ changed: _, removed: __, ...row }) => asRow(row)),
    ),
    removed: rows.filter(({ removed }) => removed !== null).map(({ id }) => id),
    cursor: rows.at(-1)?.changed ?? since,
  };
}

export async function lastChange(db: Database, { facilityId, month }: MonthOf): Promise<string> {
  const [row] = await db('attendance_rows')
    .where({ facility_id: facilityId, month: firstDay(month) })
    .select<{ last: string }[]>(db.raw('coalesce(max(changed), 0)::text as last'));
  return row?.last ?? '0';
}

export const firstDay = (month: Month): Day => `${month}-01`;
const asRow = ({
  contractDays,
  ...row
}: Omit<EncodedRow, 'contractDays'> & { contractDays: string | null }): EncodedRow => ({
  ...row,
  contractDays: contractDays === null ? null : Number(contractDays),
});
