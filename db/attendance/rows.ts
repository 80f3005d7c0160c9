/** The children of a month: lines that are added, filled in, taken over from the month before, taken away. */
import type { Day } from '../../domain/calendar.ts';
import { mostRows } from '../../domain/attendance/month.ts';
import { monthsFurther } from '../../domain/quarter.ts';
import { instant, type Database } from '../connect.ts';
import { firstDay, type By, type MonthOf } from './month.ts';

export interface ChildFields {
  familyName: string;
  firstName: string;
  birthOn: Day | null;
  enteredOn: Day | null;
  leftOn: Day | null;
  contractDays: number | null;
}
const stamped = (db: Database, { userId, applicationId, at }: By) => ({
  changed: db.raw("nextval('attendance_changes')"),
  changed_by: userId,
  changed_with: applicationId ?? null,
  changed_at: instant(at),
});

/** No other change of the month runs until the transaction ends. */
export async function lockMonth(trx: Database, { facilityId, month }: MonthOf): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(cast(? as text) || cast(? as text), 20261130))', [
    facilityId,
    firstDay(month),
  ]);
}
async function lastPosition(trx: Database, { facilityId, month }: MonthOf): Promise<{ count: number; last: number }> {
  const [row] = await trx('attendance_rows')
    .where({ facility_id: facilityId, month: firstDay(month) })
    .whereNull('removed_at')
    .select<{ count: number; last: number }[]>(
      trx.raw('cast(count(*) as int) as count'),
      trx.raw('coalesce(max(position), 0) as last'),
    );
  return row ?? { count: 0, last: 0 };
}

/** Empty lines at the end. @returns how many were added: no more than a month may hold */
export function addLines(db: Database, of: MonthOf, count: number, by: By): Promise<number> {
  return db.transaction(async (trx) => {
    await lockMonth(trx, of);
    const { count: standing, last } = await lastPosition(trx, of);
    const added = Math.max(0, Math.min(count, mostRows - standing));
    if (added > 0)
      await trx('attendance_rows').insert(
        Array.from({ length: added }, (_, index) => ({
          facility_id: of.facilityId,
          month: firstDay(of.month),
          position: last + index + 1,
          ...stamped(trx, by),
        })),
      );
    return added;
  });
}

export type SavedChild = { outcome: 'saved'; version: number } | { outcome: 'changed' | 'gone' };

/** What is said of a child, where it is still as its page showed it. */
export function saveChild(
  db: Database,
  of: MonthOf,
  { id, seen, ...fields }: ChildFields & { id: string; seen: number },
  by: By,
): Promise<SavedChild> {
  return db.transaction(async (trx) => {
    await lockMonth(trx, of);
    const row = await trx('attendance_rows')
      .where({ id, facility_id: of.facilityId, month: firstDay(of.month) })
      .whereNull('removed_at')
      .first<{ version: number } | undefined>('version');
    if (!row) return { outcome: 'gone' };
    if (row.version !== seen) return { outcome: 'changed' };
    await trx('attendance_rows')
      .where({ id })
      .update({ ...columnsOf(fields), version: seen + 1, ...stamped(trx, by) });
    return { outcome: 'saved', version: seen + 1 };
  });
}
const columnsOf = ({ familyName, firstName, birthOn, enteredOn, leftOn, contractDays }: ChildFields) => ({
  family_name: familyName,
  first_name: firstName,
  born_on: birthOn,
  entered_on: enteredOn,
  left_on: leftOn,
  contract_days: contractDays,
});

/** @returns those that were there */
export function removeRows(db: Database, of: MonthOf, ids: readonly string[], by: By): Promise<string[]> {
  return db.transaction(async (trx) => {
    await lockMonth(trx, of);
    const removed = (await trx('attendance_rows')
      .where({ facility_id: of.facilityId, month: firstDay(of.month) })
      .whereIn('id', ids)
      .whereNull('removed_at')
      .update({ removed_at: instant(by.at), ...stamped(trx, by) })
      .returning('id')) as { id: string }[];
    return removed.map(({ id }) => id);
  });
}

/**
 * The children of the month before who are still there, whoever is not in this month yet: once more is no fault.
 * @returns how many were taken over, and how many there was no line left for
 */
export function takeOver(db: Database, of: MonthOf, by: By): Promise<{ taken: number; left: number }> {
  return db.transaction(async (trx) => {
    await lockMonth(trx, of);
    const { count, last } = await lastPosition(trx, of);
    const { rows } = await trx.raw<{ rows: { taken: boolean }[] }>(
      `
with coming as (
  select b.*, row_number() over (order by b.position, b.id) as nth
  from attendance_rows b
  where b.facility_id = :facilityId and b.month = :before and b.removed_at is null
    and (b.family_name <> '' or b.first_name <> '')
    and (b.left_on is null or b.left_on >= :month)
    and not exists (select from attendance_rows n
      where n.facility_id = b.facility_id and n.month = :month and n.child_id = b.child_id and n.removed_at is null)
), added as (
  insert into attendance_rows (facility_id, month, child_id, position, family_name, first_name, born_on, entered_on, left_on, contract_days,
    changed_by, changed_at)
  select facility_id, :month, child_id, :last + nth, family_name, first_name, born_on, entered_on, left_on, contract_days, :userId, :at
  from coming where nth <= :room order by nth
)
select nth <= :room as taken from coming`,
      {
        facilityId: of.facilityId,
        month: firstDay(of.month),
        before: firstDay(monthsFurther(of.month, -1)),
        last,
        room: Math.max(0, mostRows - count),
        userId: by.userId,
        at: instant(by.at),
      },
    );
    const taken = rows.filter((row) => row.taken).length;
    return { taken, left: rows.length - taken };
  });
}

/** Children of a month. */
export async function countRows(db: Database, of: MonthOf): Promise<number> {
  return (await lastPosition(db, of)).count;
}

/** One child at the end of the month. @param id names this sending: sent twice, it is added once. @returns whether there is a line for it */
export function addChild(
  db: Database,
  of: MonthOf,
  { id, ...fields }: ChildFields & { id: string },
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    await lockMonth(trx, of);
    const { count, last } = await lastPosition(trx, of);
    if (count >= mostRows) return (await trx('attendance_rows').where({ id }).first('id')) !== undefined;
    await trx('attendance_rows')
      .insert({
        id,
        facility_id: of.facilityId,
        month: firstDay(of.month),
        position: last + 1,
        ...columnsOf(fields),
        ...stamped(trx, by),
      })
      .onConflict('id')
      .ignore();
    return true;
  });
}
