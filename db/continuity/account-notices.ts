/** What people are told that belongs to no case: in the page of notices, and by a mail each. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { OperatorRole } from '../access/scopes.ts';
import type { ApplicationNotice } from '../applications/tell.ts';
import { instant, type Database } from '../connect.ts';
import { addressFor } from '../users/written-to.ts';

export type AccountNoticeKind =
  | 'rights-end'
  | 'rights-ended'
  | 'review-asked'
  | 'review-late'
  | 'added'
  | 'places-to-confirm'
  | ApplicationNotice;
/** How long the mail about a new user waits for the rights that are given to them (hypothèse). */
export const addedMailWaits = 10 * 60_000;
export interface AccountNotice {
  id: string;
  kind: AccountNoticeKind;
  bodyId: string;
  body: string;
  /** Whose rights; null: of no single user. */
  aboutUserId: string | null;
  about: string | null;
  /** The software that it is about. */
  applicationId: string | null;
  application: string | null;
  /** Who added them: `added` only. */
  by: string | null;
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
    .leftJoin('applications as s', 's.id', 'n.about_application_id')
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
      { readAt: 'n.read_at', applicationId: 's.id', application: 's.name' },
      db.raw("coalesce(m.first_name, u.first_name) || ' ' || coalesce(m.family_name, u.family_name) as about"),
      db.raw(`case when n.kind = 'added' then
        (select a.first_name || ' ' || a.family_name from users a where a.id = m.added_by) end as by`),
    );

/** Tells who was added to the users of a body, once a day at most. An agent of ONE has nothing to do there. */
export const tellAdded = (
  db: Database,
  { userId, bodyId, at }: { userId: string; bodyId: string; at: Instant },
): Promise<unknown> =>
  db.raw(
    `insert into account_notices (user_id, organising_body_id, kind, about_user_id, about_on, created_at, mail_at)
     select id, :bodyId, 'added', id, cast(:today as date), cast(:at as timestamptz), cast(:mailAt as timestamptz)
     from users where id = :userId and portal = 'pro' and niss_hash is not null
     on conflict do nothing`,
    { userId, bodyId, today: dayOf(at), at: instant(at), mailAt: instant(at + addedMailWaits) },
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
  /** The name of the body. */
  body: string;
  /** The name of the software that it is about. */
  application: string | null;
  /** What the person may do there, now or later on. */
  given: { role: OperatorRole; dossier: string | null }[];
  email: string;
  attempts: number;
}

export const accountMailsWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('account_notices').where('mail_at', '<=', instant(now)).first('id')) !== undefined;

// Who was removed meanwhile is not told of having been added.
const isStill = `u.deactivated_at is null and (n.kind <> 'added' or exists (select from memberships m
  where m.user_id = n.user_id and m.organising_body_id = n.organising_body_id and m.deactivated_at is null and m.deleted_at is null))`;
const given = `(select coalesce(json_agg(distinct jsonb_build_object('role', g.role, 'dossier', g.dossier)), '[]') from grants g
  where g.user_id = n.user_id and g.organising_body_id = n.organising_body_id and (g.valid_to is null or g.valid_to >= cast(:today as date)))`;

const claim = `update account_notices n set mail_attempts = n.mail_attempts + 1,
  mail_at = case when ${isStill} then cast(:now as timestamptz) + interval '30 seconds' * (2 ^ least(n.mail_attempts, 6)) end
from users u, organising_bodies b
where u.id = n.user_id and b.id = n.organising_body_id and n.id in
  (select id from account_notices where mail_at <= :now order by mail_at limit 50 for update skip locked)
returning n.id, n.kind, n.about_on as "on", n.about_user_id is not distinct from n.user_id as "isOwn", ${addressFor('n.organising_body_id')} as email,
  b.name as body, (select s.name from applications s where s.id = n.about_application_id) as application, ${given} as given, n.mail_attempts as attempts, n.mail_at is not null as waits`;

/** Taken in hand: their next try stands already, and comes by itself after a crash. Who has left is not written to. */
export async function claimAccountMails(db: Database, now: Instant): Promise<AccountMail[]> {
  const { rows } = await db.raw<{ rows: (AccountMail & { waits: boolean })[] }>(claim, {
    now: instant(now),
    today: dayOf(now),
  });
  return rows.filter(({ waits }) => waits);
}

/** Sent, or (without an instant) not to be sent any more. */
export const settleAccountMail = (db: Database, { id }: AccountMail, sentAt: Instant | null): Promise<unknown> =>
  db('account_notices')
    .where({ id })
    .update({ mail_at: null, ...(sentAt === null ? {} : { mailed_at: instant(sentAt) }) });
