/** How everything stands around a place that a decision may touch: one query, read before anything is written. */
import type { Situation } from '../../domain/consequences/consequences.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

/** What each return is the end of; a measure that is undone on appeal is the end of itself alone. */
export const endedBy: Readonly<Record<string, readonly string[]>> = {
  'return-to-premises': ['temporary-move', 'temporary-cessation'],
  'lifting-of-suspension': ['suspension'],
};

const query = `
select f.home, f.kind in ('after-school-1', 'after-school-2') as "afterSchool",
  exists (select from published_facilities p where p.id = f.id) and f.closed_on is null as published,
  free.periods as "freePeriods", free.most as "mostFree",
  (select cast(count(distinct change -> 'before' ->> 'id') as int) from consequences c join cases t on t.id = c.case_id
    cross join lateral jsonb_array_elements(c.kept -> 'changes') change
    where c.facility_id = f.id and c.kept is not null and c.back is null
      and (t.kind = any (cast(:ended as text[])) or t.id = :caseId)) as taken,
  case when postal.data is null then 'none' when postal.data ->> 'same' = 'true' then 'same' else 'other' end as postal,
  (select cast(count(*) as int) from facility_photos where facility_id = f.id and withdrawn_at is null) as photos,
  (select cast(count(distinct collaboration_id) as int) from staff_contracts where facility_id = f.id and coalesce(to_on, 'infinity') >= cast(:on as date)) as contracts,
  open.quarter, open.pre_requests as "preRequests", open.review, open.others as "openCases", cast(null as int) as "redDays"
from facilities f
left join sheet_sections postal on postal.subject_kind = 'facility' and postal.subject_id = f.id and postal.section = 'postal-address'
cross join lateral (
  select cast(count(*) as int) as periods, coalesce(max(places), 0) as most from available_places
  where facility_id = f.id and coalesce(until_on, 'infinity') >= cast(:on as date)
) free
cross join lateral (
  select case when min(period) filter (where unsent) is not null
      then greatest(min(period) filter (where unsent), to_char(cast(:on as date), 'YYYY-Q')) end as quarter,
    cast(count(*) filter (where slug = 'pre-request') as int) as pre_requests,
    max(case when slug <> 'functioning-review' then null when status = 'suspended' then 'suspended' else 'open' end) as review,
    cast(count(*) filter (where slug <> 'pre-request' and id is distinct from cast(:caseId as uuid)) as int) as others
  from cases cross join lateral (select slug = 'quarterly-subsidy' and status in ('running', 'to-submit', 'late') as unsent) declared
  where facility_id = f.id and closed_at is null
) open
where f.id = :facilityId`;

/** @param caseId the decision's own case, which is not touched by itself. @param kind of that case. @throws when the place does not exist */
export async function getSituation(
  db: Database,
  { facilityId, on, caseId, kind }: { facilityId: string; on: Day; caseId: string; kind: string },
): Promise<Situation> {
  const {
    rows: [found],
  } = await db.raw<{ rows: Situation[] }>(query, {
    facilityId,
    on,
    caseId,
    ended: [...(endedBy[kind] ?? [])],
  });
  if (!found) throw new Error('no such place');
  return found;
}
