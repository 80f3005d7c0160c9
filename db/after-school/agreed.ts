/** While after-school places are agreed. */
import type { Day } from '../../domain/days.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Database } from '../connect.ts';

/** `to` null: until further notice. */
export interface AgreedPeriod {
  from: Day;
  to: Day | null;
}

/** Those with a day between both, by place, the earliest first; a place without any is not there. */
export async function findAgreed(
  db: Database,
  facilityIds: readonly string[],
  from: Day,
  to: Day,
): Promise<ReadonlyMap<string, readonly AgreedPeriod[]>> {
  const rows = (await db('aes_agreements')
    .whereIn('facility_id', facilityIds)
    .where('from_on', '<=', to)
    .where('to_on', '>=', from)
    .orderBy(['facility_id', 'from_on'])
    .select('facility_id', 'from_on as from', 'to_on as to')) as (AgreedPeriod & { facility_id: string })[];
  return groupBy(rows, ({ facility_id: id }) => id);
}
