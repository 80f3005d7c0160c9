/** What people are told that belongs to no case: in the page of notices, and by a mail each. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

export type AccountNoticeKind = 'rights-end' | 'rights-ended' | 'review-asked' | 'review-late';
export interface AccountNotice {
  id: string;
  kind: AccountNoticeKind;
  bodyId: string;
  body: string;
  /** Whose rights; null: of no single user. */
  aboutUserId: string | null;
  about: string | null;
  on: Day;
  at: Instant;
  readAt: Instant | null;
}

/** The fifty newest. */
export const listAccountNotices = async (db: Database, userId: string): Promise<AccountNotice[]> =>
  db('account_notices as n')
    .join('organising_bodies as b', 'b.id', 'n.organising_body_id')
    .leftJoin('users as u', 'u.id', 'n.about_user_id')
    .leftJoin('memberships as m', (on) =>
      on.on('m.user_id', 'n.about_user_id').andOn('m.organising_body_id', 'n.organising_body_id'),
    )
    .where('n.user_id', userId)
    .orderBy([
      { column: 'n.created_at', order: 'desc' },
      { column: 'n.id', order: 'desc' },
    ])
    .limit(50)
    .select(
      'n.id',
      'n.kind',
      { bodyId: 'b.id', body: 'b.name', aboutUserId: 'n.about_user_id', on: 'n.about_on', at: 'n.created_at' },
      { readAt: 'n.read_at' },
      db.raw("coalesce(m.first_name, u.first_name) || ' ' || coalesce(m.family_name, u.family_name) as about"),
    );

/** Those that came until an instant. @returns how many */
export const readAccountNotices = (
  db: Database,
  { userId, until, at }: { userId: string; until: Instant; at: Instant },
): Promise<number> =>
  db('account_notices')
    .where({ user_id: userId })
    .whereNull('read_at')
    .where('created_at', '<=', instant(until))
    .update({ read_at: instant(at) });

export interface AccountMail {
  id: string;
  kind: AccountNoticeKind;
  on: Day;
  isOwn: boolean;
  email: string;
  attempts: number;
}

export const accountMailsWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('account_notices').where('mail_at', '<=', instant(now)).first('id')) !== undefined;

/** Taken in hand: their next try stands already, and comes by itself after a crash. Who has left is not written to. */
export async function claimAccountMails(db: Database, now: Instant): Promise<AccountMail[]> {
  const { rows } = await db.raw<{ rows: (AccountMail & { waits: boolean })[] }>(
    `update account_notices n set mail_attempts = n.mail_attempts + 1,
       mail_at = case when u.deactivated_at is null then cast(:now as timestamptz) + interval '30 seconds' * (2 ^ least(n.mail_attempts, 6)) end
     from users u
     where u.id = n.user_id and n.id in
       (select id from account_notices where mail_at <= :now order by mail_at limit 50 for update skip locked)
     returning n.id, n.kind, n.about_on as "on", n.about_user_id is not distinct from n.user_id as "isOwn", u.email,
       n.mail_attempts as attempts, n.mail_at is not null as waits`,
    { now: instant(now) },
  );
  return rows.filter(({ waits }) => waits);
}

/** Sent, or (without an instant) not to be sent any more. */
export const settleAccountMail = (db: Database, { id }: AccountMail, sentAt: Instant | null): Promise<unknown> =>
  db('account_notices')
    .where({ id })
    .update({ mail_at: null, ...(sentAt === null ? {} : { mailed_at: instant(sentAt) }) });
