/** What the calendar says of users: each year's review is asked for, and people are told of rights that end. Asked again, nothing is done twice. */
import { addDays, dayOf, daysBetween, subtractDays, type Day, type Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { administersOn, countsOn } from '../users/administers.ts';
import { userLimitsOn } from './limits.ts';

/** How long after its month a review is still asked for, where nobody was there to ask: as for what procedures open. */
const catchUpDays = 60;
/** How long after their last day rights that have ended are still told of. */
const lateDays = 30;

// Of bodies that gave rights to others already when the month began: who works alone has no list to review.
const ask = `
insert into user_reviews (organising_body_id, year, asked_on, due_on)
select b.organising_body_id, cast(:year as int), cast(:today as date), cast(:today as date) + cast(:days as int)
from (select distinct m.organising_body_id from memberships m
  where m.added_at < cast(:since as date) + 1 and m.deleted_at is null
    and exists (select from grants g join users u on u.id = g.user_id
      where g.organising_body_id = m.organising_body_id and ${administersOn('cast(:today as date)')})) b
on conflict do nothing`;

/** @returns how many bodies are asked, that were not yet */
export async function askReviews(db: Database, now: Instant): Promise<number> {
  const today = dayOf(now);
  const { reviewMonth, reviewDays } = await userLimitsOn(db, today);
  const since = lastMonthBegun(today, reviewMonth);
  if (daysBetween(since, today) > catchUpDays) return 0;
  const { rowCount } = await db.raw<{ rowCount: number }>(ask, {
    year: Number(since.slice(0, 4)),
    today,
    since,
    days: reviewDays,
  });
  return rowCount;
}

/** The first day of the last such month that has begun. */
function lastMonthBegun(today: Day, month: number): Day {
  const of = (year: number): Day => `${String(year)}-${String(month).padStart(2, '0')}-01`;
  const year = Number(today.slice(0, 4));
  return of(year) <= today ? of(year) : of(year - 1);
}

const today = 'cast(:today as date)';
// Who answers for the users of the body, today.
const managers = `select distinct g.user_id, g.organising_body_id from grants g join users u on u.id = g.user_id
  where g.role in ('administrator', 'user-manager') and ${countsOn(today)}`;
// What ends, where it is not held on: of each user and body, by last day.
const ends = `select distinct e.user_id, e.organising_body_id, e.valid_to from grants e
  where e.organising_body_id is not null and e.valid_to between cast(:from as date) and cast(:to as date)
    and not exists (select from grants o where o.user_id = e.user_id and o.organising_body_id = e.organising_body_id and o.role = e.role
      and o.dossier is not distinct from e.dossier and (o.facility_id is null or o.facility_id = e.facility_id)
      and o.valid_from <= e.valid_to + 1 and (o.valid_to is null or o.valid_to > e.valid_to))`;
const tell = `
with ends as (${ends}), managers as (${managers}), told as (
  select case when e.valid_to > ${today} then 'rights-end' else 'rights-ended' end as kind, reader.user_id, e.organising_body_id,
    e.user_id as about_user_id, e.valid_to as about_on
  from ends e cross join lateral (
    select e.user_id union select m.user_id from managers m where m.organising_body_id = e.organising_body_id
  ) reader
  union all
  select case when r.due_on < ${today} then 'review-late' else 'review-asked' end, g.user_id, r.organising_body_id, null, r.due_on
  from user_reviews r join grants g on g.organising_body_id = r.organising_body_id
    join users u on u.id = g.user_id and ${administersOn(today)}
  where r.done_at is null and r.due_on >= ${today} - cast(:late as int)
)
insert into account_notices (user_id, organising_body_id, kind, about_user_id, about_on, created_at, mail_at)
select distinct t.user_id, t.organising_body_id, t.kind, t.about_user_id, t.about_on, cast(:now as timestamptz), cast(:now as timestamptz)
from told t join users u on u.id = t.user_id where u.deactivated_at is null and u.niss_hash is not null
on conflict do nothing`;

/**
 * Tells those whose rights end, and who answers for them: some days before, and on the day; a day that was missed is told of late.
 * Tells administrators that a review is asked, and that it is late.
 * @returns how many notices are new; each is mailed once
 */
export async function tellOfUsers(db: Database, now: Instant): Promise<number> {
  const day = dayOf(now);
  const { endingDays } = await userLimitsOn(db, day);
  const { rowCount } = await db.raw<{ rowCount: number }>(tell, {
    today: day,
    from: subtractDays(day, lateDays),
    to: addDays(day, endingDays),
    late: lateDays,
    now: instant(now),
  });
  return rowCount;
}
