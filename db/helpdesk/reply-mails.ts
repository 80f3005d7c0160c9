/** The queue of mails that tell who asked the helpdesk that it has answered. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

export interface ReplyMail {
  id: string;
  number: number;
  ticketId: string;
  email: string;
  /** Where the one who asked has an account, the mail leads there; otherwise it holds the answer. */
  text: string | null;
  portal: 'pro' | 'office' | null;
  attempts: number;
}

export const replyMailsWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('contact_replies').where('mail_at', '<=', instant(now)).first('id')) !== undefined;

/** Takes the mails that are due; after a crash they come again with the hour of their next try. */
export async function claimReplyMails(db: Database, now: Instant): Promise<ReplyMail[]> {
  const { rows } = await db.raw<{ rows: ReplyMail[] }>(
    `with taken as (
       update contact_replies set mail_attempts = mail_attempts + 1,
         mail_at = cast(:now as timestamptz) + least(interval '1 hour', interval '30 seconds' * (2 ^ least(mail_attempts, 10)))
       where id in (select id from contact_replies where mail_at <= :now order by mail_at limit 50 for update skip locked)
       returning id, message_id, text, mail_attempts
     )
     select t.id, m.number, m.id as "ticketId", coalesce(u.email, m.email) as email, case when u.id is null then t.text end as text, u.portal,
       t.mail_attempts as attempts
     from taken t join contact_messages m on m.id = t.message_id left join users u on u.id = m.user_id and u.deactivated_at is null`,
    { now: instant(now) },
  );
  return rows;
}

export const dropReplyMail = (db: Database, id: string): Promise<unknown> =>
  db('contact_replies').where({ id }).update({ mail_at: null });
