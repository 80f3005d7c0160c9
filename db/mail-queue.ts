/** The queue of mails: the notices that have an hour to be mailed at. */
import { dayOf, type Day, type Instant } from '../domain/calendar.ts';
import { instant, milliseconds, type Database } from './connect.ts';
import { addressFor } from './users/written-to.ts';

/** One mail: what a person is to be told of a case, up to its last act. */
export interface WaitingMail {
  caseId: string;
  userId: string;
  number: number;
  attempts: number;
  slug: string;
  reference: string;
  email: string;
  /** The acts it tells of, oldest first. */
  acts: { action: string; at: Instant; byReader: boolean; byClock: boolean }[];
  /** What stands open for the operators of the case. */
  tasks: { action: string; dueOn: Day | null; openedAt: Instant }[];
}

export const mailsWaiting = async (db: Database, before: Instant): Promise<boolean> =>
  (await db('notices').where('mail_at', '<=', instant(before)).first('case_id')) !== undefined;

/** Whether the reader `u` has a right today at the body of the case `c`; agents are of none. @param today a day in SQL */
export const readsAt = (today: string): string => `(u.portal <> 'pro' or exists (select from grants g
  where g.user_id = u.id and g.organising_body_id = c.organising_body_id and g.valid_from <= ${today} and (g.valid_to is null or g.valid_to >= ${today})))`;
const stillReads = readsAt('cast(:today as date)');

// Taken in hand: until the next try, whose hour stands already, nobody else takes them. After a crash that hour comes by itself.
// Half a minute, a minute, two, … an hour. Who has left the house, or the body whose case it is, is not written to.
const claim = `
with due as (
  select user_id, case_id from notices where mail_at <= :before group by user_id, case_id order by min(mail_at) limit :limit
), taken as (
  update notices n set mail_attempts = n.mail_attempts + 1, mail_at = case when u.deactivated_at is null and ${stillReads} then
    cast(:now as timestamptz) + least(interval '1 hour', interval '30 seconds' * (2 ^ least(n.mail_attempts, 10))) end
  from due join users u on u.id = due.user_id join cases c on c.id = due.case_id
  where n.user_id = due.user_id and n.case_id = due.case_id and n.mail_at is not null
  returning n.user_id, n.case_id, n.act_number, n.mail_attempts, n.mail_at, ${addressFor('c.organising_body_id')} as email
)
select t.user_id as "userId", t.case_id as "caseId", max(t.act_number) as number, max(t.mail_attempts) as attempts, c.slug, c.reference, t.email,
  json_agg(json_build_object('action', a.action, 'at', ${milliseconds('a.at')}, 'byReader', a.actor_id is not distinct from t.user_id,
    'byClock', a.actor_role = 'clock') order by a.number) as acts,
  (select coalesce(json_agg(json_build_object('action', o.action, 'dueOn', nullif(o.due_on, '9999-12-31'), 'openedAt', ${milliseconds('o.opened_at')})
      order by o.due_on, o.key), '[]')
    from tasks o where o.case_id = t.case_id and o.closed_at is null and o.role = 'operator') as tasks
from taken t join cases c on c.id = t.case_id join acts a on a.case_id = t.case_id and a.number = t.act_number
where t.mail_at is not null
group by t.user_id, t.case_id, c.slug, c.reference, t.email
order by min(t.act_number)`;

/** @param before the first try of a notice may be made when it is older than this instant */
export async function claimMails(
  db: Database,
  { now, before, limit }: { now: Instant; before: Instant; limit: number },
): Promise<WaitingMail[]> {
  const { rows } = await db.raw<{ rows: WaitingMail[] }>(claim, {
    now: instant(now),
    today: dayOf(now),
    before: instant(before),
    limit,
  });
  return rows;
}

const upTo = (db: Database, { caseId, userId, number }: WaitingMail) =>
  db('notices').where({ case_id: caseId, user_id: userId }).where('act_number', '<=', number).whereNotNull('mail_at');

export const markMailed = (db: Database, mail: WaitingMail, now: Instant): Promise<unknown> =>
  upTo(db, mail).update({ mailed_at: instant(now), mail_at: null });

/** No mail is sent for them any more. */
export const dropMails = (db: Database, mail: WaitingMail): Promise<unknown> =>
  upTo(db, mail).update({ mail_at: null });
