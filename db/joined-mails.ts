/** Mails that join a day: for whom wishes one mail each day, or none but what binds. What binds is mailed at once, whatever they wish. */
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../domain/calendar.ts';
import { processes } from '../workflows/registry.ts';
import { instant, type Database } from './connect.ts';
import { readsAt } from './mail-queue.ts';
import { addressFor } from './users/written-to.ts';

/** Half past seven, when the lists of agents go too (hypothèse). */
const hourOfDay = 7.5 * 3_600_000;

/** Of the dozens of small cases of these, one mail a day tells, whatever one wishes (but for who wishes what binds alone: what has a day); who sends twenty lines gets no twenty receipts. */
const daily = processes.filter(({ mails }) => mails === 'daily').map(({ slug }) => slug);

// What binds: the receipt of what one has sent, what ONE decides by letter, the hour of an appointment, what has a day by which it must be done, and its reminders.
const putAside = `
with aside as (
  select n.user_id, n.case_id, n.act_number,
    case when c.slug <> all(cast(:daily as text[])) then w.notices
      when a.actor_id is distinct from n.user_id then case when w.notices = 'binding' and not asked.by_a_day then 'binding' else 'daily' end end as wish
  from notices n join cases c on c.id = n.case_id left join mail_wishes w on w.user_id = n.user_id
    join acts a on a.case_id = n.case_id and a.number = n.act_number
    cross join lateral (select exists (select from tasks t where t.case_id = n.case_id and t.role = 'operator' and t.closed_at is null
      and t.due_on < '9999-12-31' and (t.opened_at = a.at or a.actor_role = 'clock')) as by_a_day) asked
  where n.mail_at <= cast(:before as timestamptz) and n.mail_attempts = 0 and (c.slug = any(cast(:daily as text[])) or (w.notices <> 'each'
    and a.actor_id is distinct from n.user_id
    and not exists (select from effects e where e.case_id = n.case_id and e.act_number = n.act_number and e.effect = any(cast(:letters as text[])))
    and (c.slug || ' ' || a.action) <> all(cast(:appointments as text[]))
    and not asked.by_a_day))
), put as (
  update notices n set mail_at = null, joined_on = case when aside.wish = 'daily' then cast(:day as date) end
  from aside where n.user_id = aside.user_id and n.case_id = aside.case_id and n.act_number = aside.act_number
  returning n.user_id, n.joined_on
)
insert into joined_mails (user_id, day, mail_at)
select distinct user_id, joined_on, cast(:hour as timestamptz) from put where joined_on is not null
on conflict do nothing`;

/**
 * Takes out of the queue what its readers do not wish to be told at once.
 * @param letters effects that are letters
 * @param appointments acts after which calendars are told, as `functioning-review choose-meeting`
 */
export async function joinByWishes(
  db: Database,
  {
    now,
    before,
    letters,
    appointments,
  }: { now: Instant; before: Instant; letters: readonly string[]; appointments: readonly string[] },
): Promise<void> {
  const today = dayOf(now);
  const day = now < startOfDay(today) + hourOfDay ? today : addDays(today, 1);
  await db.raw(putAside, {
    before: instant(before),
    letters: [...letters],
    appointments: [...appointments],
    daily,
    day,
    hour: instant(startOfDay(day) + hourOfDay),
  });
}

export interface JoinedMail {
  userId: string;
  day: Day;
  attempts: number;
  /** One, but for who has never signed in and whom bodies have by several addresses; none where there is nothing to tell any more. */
  mails: { email: string; cases: { slug: string; reference: string; actions: string[] }[] }[];
}

export const joinedWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('joined_mails').where('mail_at', '<=', instant(now)).first('user_id')) !== undefined;

// Of several days of one person that have come, the last tells all. Taken in hand: their next try stands already, and comes by itself after a crash.
const claim = `
with taken as (
  update joined_mails m set mail_attempts = m.mail_attempts + 1,
    mail_at = case when u.deactivated_at is null then cast(:now as timestamptz) + interval '30 seconds' * (2 ^ least(m.mail_attempts, 6)) end
  from users u
  where u.id = m.user_id and (m.user_id, m.day) in
    (select user_id, day from joined_mails where mail_at <= :now order by mail_at limit 50 for update skip locked)
  returning m.user_id, m.day, m.mail_attempts, m.mail_at
), told as (
  select t.user_id, t.day, ${addressFor('c.organising_body_id')} as email, c.slug, c.reference, array_agg(distinct a.action) as actions
  from (select distinct on (user_id) user_id, day from taken order by user_id, day desc) t join notices n on n.user_id = t.user_id and n.joined_on <= t.day and n.mailed_at is null
    join cases c on c.id = n.case_id join acts a on a.case_id = n.case_id and a.number = n.act_number
    join users u on u.id = n.user_id
  where ${readsAt('cast(:today as date)')}
  group by t.user_id, t.day, 3, c.slug, c.reference
), mails as (
  select user_id, day, email, json_agg(json_build_object('slug', slug, 'reference', reference, 'actions', actions) order by reference) as cases
  from told group by user_id, day, email
)
select t.user_id as "userId", t.day, t.mail_attempts as attempts,
  coalesce((select json_agg(json_build_object('email', m.email, 'cases', m.cases) order by m.email)
    from mails m where m.user_id = t.user_id and m.day = t.day), '[]') as mails
from taken t where t.mail_at is not null`;

export async function claimJoined(db: Database, now: Instant): Promise<JoinedMail[]> {
  const { rows } = await db.raw<{ rows: JoinedMail[] }>(claim, { now: instant(now), today: dayOf(now) });
  return rows;
}

/** Sent, or (without an instant) not to be sent any more. */
export function settleJoined(db: Database, { userId, day }: JoinedMail, sentAt: Instant | null): Promise<void> {
  return db.transaction(async (trx) => {
    const mailed = sentAt === null ? {} : { mailed_at: instant(sentAt) };
    await trx('joined_mails')
      .where({ user_id: userId, day })
      .update({ mail_at: null, ...mailed });
    if (sentAt !== null)
      await trx('notices')
        .where({ user_id: userId })
        .where('joined_on', '<=', day)
        .whereNull('mailed_at')
        .update(mailed);
  });
}
