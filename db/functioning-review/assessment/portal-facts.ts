/** What the portal knows of a place already, beside the criteria: counted, dated, never typed. Numbers only, no name. */
import { addMonths, type Day } from '../../../domain/calendar.ts';
import type { PortalFacts } from '../../../domain/functioning-review/portal-facts.ts';
import { findFunction, staffLinks, type LinkCode } from '../../../domain/staff/functions.ts';
import { percentOf } from '../../../domain/staff/work-time.ts';
import type { Database } from '../../connect.ts';
import { StaffContract } from '../../models/collaboration.ts';
import { findLimits, toContract } from '../../team/find-team.ts';

type Counted = Omit<PortalFacts, 'on' | 'since' | 'staff'>;
const count = `
select
  (select json_build_object('places', v.capacity, 'since', v.valid_from) from authorisation_versions v
   where v.facility_id = f.id and v.valid_from <= :on order by v.valid_from desc, v.created_at desc limit 1) as capacity,
  (select json_build_object('days', count(distinct d.day)) from (
     select generate_series(greatest(c.from_on, cast(:since as date)), least(c.to_on, cast(:on as date)), interval '1 day') as day
     from quarter_closures c
     where c.organising_body_id = f.organising_body_id and (c.facility_id is null or c.facility_id = f.id)
       and c.from_on <= :on and c.to_on >= :since
     union
     select generate_series(greatest(e.from_on, cast(:since as date)), least(e.until_on, cast(:on as date)), interval '1 day')
     from exceptional_days e
     where e.facility_id = f.id and e.periods = '[]' and e.from_on <= :on and e.until_on >= :since) d
   where extract(isodow from d.day) < 6) as closures,
  (select json_build_object('hours', coalesce(sum(l.hours), 0), 'people', count(distinct l.collaboration_id)) from training_lines l
   where l.facility_id = f.id and l.status = 'recognised' and l.from_on between :since and :on) as training,
  (select json_build_object('month', to_char(m.month, 'YYYY-MM'), 'children', (
     select count(*) from attendance_rows r where r.facility_id = f.id and r.month = m.month and r.removed_at is null))
   from attendance_months m where m.facility_id = f.id and m.sent and m.month <= :on order by m.month desc limit 1) as attendance
from facilities f where f.id = :facilityId`;

/** The caller has looked at the rights on the case. Over the last twelve months, where they are counted over time. */
export async function loadPortalFacts(db: Database, facilityId: string, on: Day): Promise<PortalFacts> {
  const since = addMonths(on, -12);
  const {
    rows: [counted],
  } = await db.raw<{ rows: Counted[] }>(count, { facilityId, on, since });
  const { fullTimeHours } = await findLimits(db, on);
  const contracts = (
    await StaffContract.query(db)
      .where({ facility_id: facilityId })
      .where('from_on', '<=', on)
      .where((row) => {
        void row.whereNull('to_on').orWhere('to_on', '>=', on);
      })
  ).filter(({ link }) => staffLinks[link as LinkCode].works);
  const childcare = contracts.filter((one) => findFunction(one.function)?.group === 'childcare');
  const fullTimes = (some: StaffContract[]): number =>
    Math.round(some.reduce((sum, one) => sum + (percentOf(toContract(one), fullTimeHours) ?? 0), 0)) / 100;
  const people = (some: StaffContract[]): number => new Set(some.map((one) => one.collaboration_id)).size;
  return {
    on,
    since,
    ...(counted ?? { capacity: null, closures: { days: 0 }, training: { hours: 0, people: 0 }, attendance: null }),
    staff: {
      people: people(contracts),
      fullTimes: fullTimes(contracts),
      childcare: people(childcare),
      childcareFullTimes: fullTimes(childcare),
    },
  };
}
