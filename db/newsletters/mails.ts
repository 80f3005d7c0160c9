/** The queue of the letters' mails: readers are queued by pages, their mails sent by batches, and both go on where a killed worker left them. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { Letter } from '../../domain/newsletters.ts';
import { instant, type Database } from '../connect.ts';
import { getsLetters, wayOf } from './readers.ts';

/** Users looked at in one transaction. */
const usersAtOnce = 1000;
/** Taken in hand at once: what other mails wait for, at most, before they are looked at again. */
const mailsAtOnce = 50;

export const newslettersWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('newsletter_mails').where('mail_at', '<=', instant(now)).first('issue_id')) !== undefined ||
  (await db('newsletter_issues').whereNotNull('sent_at').whereNull('queued_at').first('id')) !== undefined;

const queuePage = `
with page as (
  select u.id from users u where u.id > :from order by u.id limit :many
), put as (
  insert into newsletter_mails (issue_id, user_id, mail_at)
  select :issue, u.id, cast(:now as timestamptz) from page join users u on u.id = page.id left join mail_wishes w on w.user_id = u.id
  where ${getsLetters} and ${wayOf('cast(:letter as text)')} = 'mail'
  on conflict do nothing
)
select (select id from page order by id desc limit 1) as last, cast(count(*) as int) as count from page`;

const beforeAll = '00000000-0000-0000-0000-000000000000';

/** The next page of readers of one issue: its mails and the mark of how far it got are one transaction. @returns whether there was one */
export const queueNewsletter = (db: Database, now: Instant): Promise<boolean> =>
  db.transaction(async (trx) => {
    const issue = (await trx('newsletter_issues')
      .whereNotNull('sent_at')
      .whereNull('queued_at')
      .orderBy('sent_at')
      .forUpdate()
      .skipLocked()
      .first('id', 'letter', 'queued_up_to')) as
      | { id: string; letter: Letter; queued_up_to: string | null }
      | undefined;
    if (!issue) return false;
    const { rows } = await trx.raw<{ rows: { last: string | null; count: number }[] }>(queuePage, {
      issue: issue.id,
      letter: issue.letter,
      from: issue.queued_up_to ?? beforeAll,
      many: usersAtOnce,
      now: instant(now),
      today: dayOf(now),
    });
    const { last = null, count = 0 } = rows[0] ?? {};
    await trx('newsletter_issues')
      .where({ id: issue.id })
      .update({
        queued_up_to: last ?? issue.queued_up_to,
        ...(count < usersAtOnce ? { queued_at: instant(now) } : {}),
      });
    return true;
  });

export interface NewsletterMail {
  issueId: string;
  userId: string;
  email: string;
  token: string;
  attempts: number;
  letter: Letter;
  title: string;
  text: string;
  hasFile: boolean;
}

const claim = `update newsletter_mails m set mail_attempts = m.mail_attempts + 1,
       mail_at = case when ${getsLetters} and ${wayOf('i.letter')} = 'mail'
         then cast(:now as timestamptz) + least(interval '1 hour', interval '30 seconds' * (2 ^ least(m.mail_attempts, 10))) end
     from users u left join mail_wishes w on w.user_id = u.id, newsletter_issues i
     where u.id = m.user_id and i.id = m.issue_id and (m.issue_id, m.user_id) in
       (select issue_id, user_id from newsletter_mails where mail_at <= :now order by mail_at, issue_id, user_id limit :many for update skip locked)
     returning m.issue_id as "issueId", m.user_id as "userId", u.email, m.token, m.mail_attempts as attempts, m.mail_at, i.letter, i.title, i.text,
       i.file_digest is not null as "hasFile"`;

/** Taken in hand: their next try stands already, and comes by itself after a crash. Who has left, or wishes no mail any more, is not written to. */
export async function claimNewsletterMails(db: Database, now: Instant): Promise<NewsletterMail[]> {
  const { rows } = await db.raw<{ rows: (NewsletterMail & { mail_at: Instant | null })[] }>(claim, {
    now: instant(now),
    today: dayOf(now),
    many: mailsAtOnce,
  });
  return rows.filter(({ mail_at: next }) => next !== null);
}

/** Sent, or (without an instant) not to be sent any more. */
export const settleNewsletterMail = (
  db: Database,
  { issueId, userId }: NewsletterMail,
  sentAt: Instant | null,
): Promise<unknown> =>
  db('newsletter_mails')
    .where({ issue_id: issueId, user_id: userId })
    .update({ mail_at: null, ...(sentAt === null ? {} : { mailed_at: instant(sentAt) }) });

/** How far the mails of an issue are. `dropped`: refused by the mail server, or wished no more meanwhile. */
export async function countMails(
  db: Database,
  issueId: string,
): Promise<{ sent: number; waiting: number; dropped: number }> {
  return (await db('newsletter_mails')
    .where({ issue_id: issueId })
    .first(
      db.raw(`cast(count(mailed_at) as int) as sent, cast(count(mail_at) as int) as waiting,
        cast(count(*) filter (where mailed_at is null and mail_at is null) as int) as dropped`),
    )) as { sent: number; waiting: number; dropped: number };
}
