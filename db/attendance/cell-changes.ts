/** Who changed what last in a month that was sent once: the database notes it, cell by cell. */
import type { Instant } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

export interface Changed {
  rowId: string;
  /** None: the row went. */
  day: number | null;
  by: string | null;
  at: Instant;
}

/** @param removed rows that are gone */
export const lastChanges = async (
  db: Database,
  { rows, removed }: { rows: readonly string[]; removed: readonly string[] },
): Promise<Changed[]> =>
  (await db('attendance_cell_changes')
    .whereIn('row_id', rows)
    .select('row_id as rowId', 'day', db.raw('coalesce(changed_by, changed_with) as by'), 'changed_at as at')
    .unionAll(
      db('attendance_rows')
        .whereIn('id', removed)
        .whereNotNull('removed_at')
        .select('id', db.raw('null'), db.raw('coalesce(changed_by, changed_with)'), 'changed_at'),
    )) as Changed[];
