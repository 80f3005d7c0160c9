/** The quarters of places, newest first. */
import type { Day } from '../../domain/calendar.ts';
import { quartersFurther, type Quarter } from '../../domain/quarter.ts';
import { slug, type CaseData, type Status } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Database } from '../connect.ts';

export interface QuarterOfPlace {
  id: string;
  facilityId: string;
  quarter: Quarter;
  status: Status;
  reference: string;
  data: CaseData;
  lastDay: Day;
  /** Nobody has to do anything any more. */
  closed: boolean;
}
/** The caller has looked at the rights on the places. */
export async function listQuarters(
  db: Database,
  facilityIds: readonly string[],
  from?: Quarter,
): Promise<QuarterOfPlace[]> {
  const rows = (await db('cases')
    .where({ slug, kind: 'quarter' })
    .whereIn('subject_id', [...facilityIds])
    // Each has one: without these words the index of periods is not thought of, and all cases are read.
    .whereNotNull('period')
    .whereNot('status', 'cancelled')
    .modify((query) => {
      if (from) void query.where('period', '>=', from);
    })
    .orderBy([{ column: 'period', order: 'desc' }, { column: 'subject_id' }])
    .limit(2000)
    .select(
      'id',
      'facility_id as facilityId',
      'period as quarter',
      'status',
      'reference',
      db.raw("state -> 'data' as data"),
      db.raw('closed_at is not null as closed'),
    )) as Omit<QuarterOfPlace, 'lastDay'>[];
  return rows.map((row) => ({ ...row, lastDay: row.data.lastDay }));
}

/** The quarter before and the one after, where the place has them. The caller has looked at the rights on the place. */
export const quartersAround = async (
  db: Database,
  facilityId: string,
  quarter: Quarter,
): Promise<{ id: string; quarter: Quarter }[]> =>
  (await db('cases')
    .where({ slug, kind: 'quarter', subject_id: facilityId })
    .whereIn('period', [quartersFurther(quarter, -1), quartersFurther(quarter, 1)])
    .whereNot('status', 'cancelled')
    .select('id', 'period as quarter')) as { id: string; quarter: Quarter }[];
