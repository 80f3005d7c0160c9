/** Saves cells, each by itself, where it is still as its page showed it: two people at once, nothing overwritten silently. */
import type { Instant } from '../../domain/calendar.ts';
import { prepare, run } from '../acts/prepared.ts';
import { instant, type Database } from '../connect.ts';
import { firstDay, type By, type MonthOf } from './month.ts';

export interface TypedCell {
  rowId: string;
  /** 1 to 31. */
  day: number;
  /** A code, or what was typed in its place. */
  typed: string;
  /** Version of the cell that the page showed. */
  seen: number;
}
/** `changed`: somebody else was there; what stands and by whom. `gone`: the row is not there any more. */
export type SavedCell = Pick<TypedCell, 'rowId' | 'day'> &
  (
    | { outcome: 'saved'; version: number }
    | { outcome: 'changed'; version: number; stands: string; by: string | null; with: string | null; at: Instant }
    | { outcome: 'gone' }
  );

/**
 * All in one statement, whatever their number: rows are locked in the order of their ids. What already stands is saved, whatever was seen.
 * Of two given for one cell, the last one counts.
 */
const save = prepare(
  'save-attendance-cells',
  `
with locked as materialized (
  -- One after the other in a month: changes are then numbered in the order in which they can be seen.
  select pg_advisory_xact_lock(hashtextextended(cast(:facilityId as text) || cast(:month as text), 20261130))
), given as (
  select distinct on (id, day) id, day, typed, seen
  from unnest(cast(:ids as uuid[]), cast(:days as int[]), cast(:typed as text[]), cast(:seen as int[])) with ordinality
    as t (id, day, typed, seen, nth)
  order by id, day, nth desc
), standing as (
  select r.id, r.cells, r.versions, r.changed_by, r.changed_with, r.changed_at from locked cross join attendance_rows r
  where r.id in (select id from given) and r.facility_id = cast(:facilityId as uuid) and r.month = cast(:month as date)
    and r.removed_at is null
  order by r.id for update of r
), judged as (
  select g.id, g.day, g.typed, s.id is null as gone, s.cells[g.day] as stands, s.versions[g.day] as version, s.changed_by, s.changed_with, s.changed_at,
    s.cells[g.day] = g.typed as same, s.cells[g.day] <> g.typed and s.versions[g.day] = g.seen as writes
  from given g left join standing s on s.id = g.id
), written as (
  update attendance_rows r
  set cells = new.cells, versions = new.versions, changed = nextval('attendance_changes'), changed_by = cast(:userId as uuid),
    changed_with = cast(:applicationId as uuid), changed_at = cast(:at as timestamptz)
  from (
    select s.id, array_agg(coalesce(j.typed, c.cell) order by c.day) as cells,
      array_agg(c.version + case when j.id is null then 0 else 1 end order by c.day) as versions
    from standing s
    cross join lateral unnest(s.cells, s.versions) with ordinality as c (cell, version, day)
    left join judged j on j.id = s.id and j.day = c.day and j.writes
    where s.id in (select id from judged where writes)
    group by s.id
  ) new
  where r.id = new.id
)
select id as "rowId", day, gone, same, writes, stands, version, changed_by as by, changed_with as "with", changed_at as at from judged order by id, day`,
);

interface Judged {
  rowId: string;
  day: number;
  gone: boolean;
  same: boolean;
  writes: boolean;
  stands: string;
  version: number;
  by: string | null;
  with: string | null;
  at: Instant;
}

export async function saveCells(
  db: Database,
  { facilityId, month }: MonthOf,
  cells: readonly TypedCell[],
  { userId, applicationId, at }: By,
): Promise<SavedCell[]> {
  const rows = await run<Judged>(db, save, {
    ids: cells.map(({ rowId }) => rowId),
    days: cells.map(({ day }) => day),
    typed: cells.map(({ typed }) => typed),
    seen: cells.map(({ seen }) => seen),
    facilityId,
    month: firstDay(month),
    userId,
    applicationId: applicationId ?? null,
    at: instant(at),
  });
  return rows.map(({ rowId, day, gone, same, writes, stands, version, by, with: software, at: since }): SavedCell => {
    if (gone) return { rowId, day, outcome: 'gone' };
    if (same) return { rowId, day, outcome: 'saved', version };
    return writes
      ? { rowId, day, outcome: 'saved', version: version + 1 }
      : { rowId, day, outcome: 'changed', version, stands, by, with: software, at: since };
  });
}
