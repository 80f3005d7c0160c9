/** When a crèche was closed: declared in the report of the quarter, for one place or for all those of its body. */
import type { Day } from '../../domain/calendar.ts';
import type { Closing } from '../../domain/attendance/month.ts';
import type { Database } from '../connect.ts';

/** Those of the place, and those of all the places of its body, that touch the days. The caller has looked at the rights on the place. */
export const closuresBetween = async (
  db: Database,
  facilityId: string,
  { from, to }: { from: Day; to: Day },
): Promise<Closing[]> =>
  (await db('quarter_closures as c')
    .join('facilities as f', 'f.organising_body_id', 'c.organising_body_id')
    .where('f.id', facilityId)
    .where((at) => {
      void at.where('c.facility_id', facilityId).orWhereNull('c.facility_id');
    })
    .where('c.from_on', '<=', to)
    .where('c.to_on', '>=', from)
    .orderBy('c.from_on')
    .select('c.from_on as from', 'c.to_on as to')) as Closing[];
