/** Days on which a place has said that it is closed: no review begins then. */
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

export interface Closure {
  facilityId: string;
  fromOn: Day;
  toOn: Day;
}

/** From a day on: exceptional days without hours, and closures told with a quarter, of the place or of all those of its body. */
export async function listClosures(db: Database, facilityIds: readonly string[], from: Day): Promise<Closure[]> {
  const { rows } = await db.raw<{ rows: Closure[] }>(
    `select e.facility_id as "facilityId", to_char(e.from_on, 'YYYY-MM-DD') as "fromOn", to_char(e.until_on, 'YYYY-MM-DD') as "toOn"
     from exceptional_days e where e.facility_id = any(:ids::uuid[]) and e.until_on >= :from and e.periods = '[]'
     union all
     select f.id, to_char(q.from_on, 'YYYY-MM-DD'), to_char(q.to_on, 'YYYY-MM-DD')
     from facilities f join quarter_closures q on q.facility_id = f.id or (q.facility_id is null and q.organising_body_id = f.organising_body_id)
     where f.id = any(:ids::uuid[]) and q.to_on >= :from`,
    { ids: facilityIds, from },
  );
  return rows;
}
