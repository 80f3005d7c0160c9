/** The queue of mails about no case: those that carry a link of their own, which leaves the queue with them, and those that only tell. */
import type { Instant } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';

/** Worth nothing without the token of their link. */
type Link = 'agree-to-conversion' | 'confirm-address' | 'confirm-new-address' | 'privacy-request-confirm';
/** Of a bank account, to each who administers its body. */
export type AccountWord =
  | 'account-added'
  | 'account-validated'
  | 'account-blocked'
  | 'account-unblocked'
  | 'account-closed';
/** To a family that has asked for a place: its code, once; that there is news; that something is expected of it. */
type FamilyWord = 'pre-request-received' | 'pre-request-awaits' | 'pre-request-news';
/** To who asks about their data: their code, once; that there is news. `own`: to a user, who signs in to read it. */
type PrivacyWord = 'privacy-request-received' | 'privacy-request-news' | 'privacy-request-own-news';
type Word =
  | AccountWord
  | 'converted'
  | 'address-changes'
  | 'address-changed'
  | 'seen-by-helpdesk'
  | 'ticket-handed'
  | 'seat-free'
  | 'invitation-cancelled'
  | 'invitation-changed'
  /** To who may publish a communication to all that somebody else has written. */
  | 'communication-waits'
  | 'newsletter-waits'
  | 'number-corrected'
  | 'administrator-named'
  | 'doctor-introduced'
  /** To who manages the subsidies of a crèche. */
  | 'hours-changed'
  | FamilyWord
  | PrivacyWord;
export interface LinkMail {
  id: string;
  kind: Link | Word;
  email: string;
  /** Goes into the address; null where the mail only tells. */
  token: string | null;
  /** Of a mail to a doctor: the organising body from which the data come; of changed hours: the id of the place; of `pre-request-received` and `privacy-request-received`: the follow-up code; of `privacy-request-confirm`: the last day of the link, in words. */
  source?: string | null;
}

export const linkMailsWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('link_mails').where('mail_at', '<=', instant(now)).first('id')) !== undefined;

/** Takes the mails that are due; after a crash they come again with the hour of their next try. Those too old to be of use are thrown away. */
export async function claimLinkMails(db: Database, now: Instant): Promise<LinkMail[]> {
  await db('link_mails').where('expires_at', '<=', instant(now)).delete();
  const { rows } = await db.raw<{ rows: LinkMail[] }>(
    `update link_mails set mail_attempts = mail_attempts + 1,
       mail_at = cast(:now as timestamptz) + interval '30 seconds' * (2 ^ least(mail_attempts, 6))
     where id in (select id from link_mails where mail_at <= :now order by mail_at limit 50 for update skip locked)
     returning id, kind, email, token, source`,
    { now: instant(now) },
  );
  return rows;
}

export const dropLinkMail = (db: Database, id: string): Promise<unknown> => db('link_mails').where({ id }).delete();

interface QueuedWord {
  kind: Word;
  email: string;
  at: Instant;
  source?: string;
  /** Of a mail about pre-requests: it is erased with the family. */
  familyId?: string;
}

/** A mail with a link that serves until an instant. */
export const queueLink = (
  db: Database,
  link: { kind: Link; email: string; token: string; at: Instant; expiresAt: Instant; source?: string },
): Promise<unknown> => {
  const { kind, email, token, at, expiresAt, source } = link;
  const told = source === undefined ? {} : { source };
  return db('link_mails').insert({
    ...{ kind, email, token, ...told },
    ...{ mail_at: instant(at), expires_at: instant(expiresAt) },
  });
};

/** A mail that only tells; its words stand in the view. */
export const queueWord = (db: Database, word: QueuedWord): Promise<unknown> => queueWords(db, [word]);

/** The same to several. */
export const queueWords = async (db: Database, words: readonly QueuedWord[]): Promise<unknown> =>
  words.length > 0 &&
  db('link_mails').insert(
    words.map(({ kind, email, at, source, familyId }) => ({
      kind,
      email,
      ...(source === undefined ? {} : { source }),
      ...(familyId === undefined ? {} : { family_id: familyId }),
      mail_at: instant(at),
      // What the law wants told waits as long as it takes.
      expires_at: instant(at + (kind === 'doctor-introduced' ? 30 : 3) * 86_400_000),
    })),
  );
