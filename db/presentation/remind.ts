/** Each morning: those who answer for places whose word gets old are told, once for each word. */
import { dayOf, subtractDays, type Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { countsOn } from '../users/administers.ts';
import { placesLimitsOn } from './limits.ts';

const today = 'cast(:today as date)';
// A place that has ended or is suspended has nothing to confirm; once it is open again, it is asked.
const due = `select w.facility_id, f.organising_body_id,
    cast(w.confirmed_at at time zone 'Europe/Brussels' as date) + cast(:staleAfter as int) as on_day
  from places_confirmed w join facilities f on f.id = w.facility_id
  join lateral (select status from authorisation_versions where facility_id = f.id and valid_from <= ${today}
    order by valid_from desc, created_at desc limit 1) v on v.status in ('authorised', 'temporarily-moved')
  where w.reminded_at is null and cast(w.confirmed_at at time zone 'Europe/Brussels' as date) <= cast(:before as date)
    and f.closed_on is null and f.kind not like 'after-school%'`;
// Several places of one body whose words end on one day are one notice.
const tell = `
with due as (${due}), told as (
  insert into account_notices (user_id, organising_body_id, kind, about_on, created_at, mail_at)
  select distinct g.user_id, d.organising_body_id, 'places-to-confirm', d.on_day, cast(:now as timestamptz), cast(:now as timestamptz)
  from due d join grants g on g.organising_body_id = d.organising_body_id join users u on u.id = g.user_id
  where ${countsOn(today)} and (g.role in ('administrator', 'childminder')
    or (g.role = 'data-manager' and g.dossier = 'authorisation' and coalesce(g.facility_id, d.facility_id) = d.facility_id))
  on conflict do nothing returning 1
), marked as (
  update places_confirmed set reminded_at = cast(:now as timestamptz) where facility_id in (select facility_id from due)
)
select cast(count(*) as int) as notices from told`;

/** @returns how many notices are new; each is mailed once */
export async function remindOfPlaces(db: Database, now: Instant): Promise<number> {
  const day = dayOf(now);
  const { staleAfter, remindAfter } = await placesLimitsOn(db, day);
  const { rows } = await db.raw<{ rows: { notices: number }[] }>(tell, {
    today: day,
    before: subtractDays(day, remindAfter),
    staleAfter,
    now: instant(now),
  });
  return rows[0]?.notices ?? 0;
}
