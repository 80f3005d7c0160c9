/** While after-school places are agreed, or prolonged. */
import type { Knex } from 'knex';
import type { Day } from '../../domain/days.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Database } from '../connect.ts';

/** `to` null: until further notice. */
export interface AgreedPeriod {
  from: Day;
  to: Day | null;
}

/** Of `aes_agreements as a` and `agreement_prolongations as p`: a place that had left the agreement before its end is not brought back by it. */
export const stillThereAtItsEnd = (db: Database): Knex.Raw => db.raw('a.to_on >= p.from_on - 1');

/** Those with a day between both, by place, the earliest first; a place without any is not there. */
export async function findAgreed(
  db: Database,
  facilityIds: readonly string[],
  from: Day,
  to: Day,
): Promise<ReadonlyMap<string, readonly AgreedPeriod[]>> {
  const rows = (await db
    .from(
      db('aes_agreements')
        .whereIn('facility_id', facilityIds)
        .select('facility_id', 'from_on', 'to_on')
        .unionAll(
          // What has ended goes on while ONE decides on a request made in time.
          db('agreement_prolongations as p')
            .join('aes_agreements as a', 'a.agreement_id', 'p.agreement_id')
            .whereIn('a.facility_id', facilityIds)
            .whereRaw('(p.until_on is null or p.until_on >= p.from_on)')
            .where(stillThereAtItsEnd(db))
            .select('a.facility_id', 'p.from_on', 'p.until_on'),
        )
        .as('agreed'),
    )
    .where('from_on', '<=', to)
    .whereRaw('(to_on is null or to_on >= ?)', [from])
    .orderBy(['facility_id', 'from_on'])
    .select('facility_id', 'from_on as from', 'to_on as to')) as (AgreedPeriod & { facility_id: string })[];
  return groupBy(rows, ({ facility_id: id }) => id);
}
