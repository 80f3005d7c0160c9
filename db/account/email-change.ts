/** The address of a person: changed once the new one has answered by its link; the old one is told. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/calendar.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

/** How long the link may be followed (hypothèse). */
export const addressLinkLifetime = 24 * 3_600_000;

interface Author {
  userId: string;
  acr: number | null;
}
export interface WaitingAddress {
  email: string;
  expiresAt: Instant;
}

export async function findWaitingAddress(
  db: Database,
  userId: string,
  now: Instant,
): Promise<WaitingAddress | undefined> {
  return db('email_changes')
    .where({ user_id: userId })
    .where('expires_at', '>', instant(now))
    .first<WaitingAddress | undefined>('email', { expiresAt: 'expires_at' });
}

/** Sends the link to the new address and tells the old one. What was asked before is void. */
export function askAddress(db: Database, { userId, acr }: Author, email: string, at: Instant): Promise<void> {
  return db.transaction(async (trx) => {
    const user = await trx('users').where({ id: userId }).forUpdate().first<{ email: string }>('email');
    const token = randomBytes(32).toString('base64url');
    const expiresAt = instant(at + addressLinkLifetime);
    const waiting = {
      id: randomUUID(),
      user_id: userId,
      email,
      token_hash: hashToken(token),
      asked_at: instant(at),
      expires_at: expiresAt,
    };
    await trx('email_changes').insert(waiting).onConflict('user_id').merge();
    await trx('link_mails').insert([
      { kind: 'confirm-new-address', email, token, mail_at: instant(at), expires_at: expiresAt },
      { kind: 'address-changes', email: user.email, mail_at: instant(at), expires_at: expiresAt },
    ]);
    await recordAudit(trx, { at, actorId: userId, acr, event: 'email-ask', subject: 'user', subjectId: userId });
  });
}

/** @returns false when nothing waited any more */
export const forgetAddress = async (db: Database, userId: string): Promise<boolean> =>
  (await db('email_changes').where({ user_id: userId }).delete()) > 0;

/**
 * Follows the link, for the person who asked and for nobody else: once.
 * @returns false when it is unknown, of somebody else, used, replaced or too old: which of these is nobody's business
 */
export function confirmAddress(db: Database, { userId, acr }: Author, token: string, at: Instant): Promise<boolean> {
  return db.transaction(async (trx) => {
    const [waiting] = (await trx('email_changes')
      .where({ user_id: userId, token_hash: hashToken(token) })
      .where('expires_at', '>', instant(at))
      .delete()
      .returning('email')) as { email: string }[];
    if (!waiting) return false;
    const user = await trx('users').where({ id: userId }).forUpdate().first<{ email: string }>('email');
    await trx('users').where({ id: userId }).update({ email: waiting.email });
    await trx('link_mails').insert({
      kind: 'address-changed',
      email: user.email,
      mail_at: instant(at),
      expires_at: instant(at + addressLinkLifetime),
    });
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: 'email-change',
      subject: 'user',
      subjectId: userId,
      change: { email: { before: user.email, after: waiting.email } },
    });
    return true;
  });
}

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
