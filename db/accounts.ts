/** The accounts behind a sign-in: found by the hash of a national number, or by an old login until it is converted. */
import type { Instant } from '../domain/calendar.ts';
import { recordAudit } from './audit.ts';
import { instant, type Database } from './connect.ts';

export interface Account {
  id: string;
  isDeactivated: boolean;
}

/** Every body that had this operator as a user has deactivated or deleted them: there is nothing to sign in for. */
const leftEveryBody = `portal = 'pro' and exists (select from memberships m where m.user_id = users.id)
  and not exists (select from memberships m where m.user_id = users.id and m.deactivated_at is null and m.deleted_at is null) as "left"`;

/** By `hashNationalNumber`. */
export async function findAccountByNiss(db: Database, nissHash: Buffer): Promise<Account | undefined> {
  const row = await db('users')
    .where('niss_hash', nissHash)
    .first<{ id: string; deactivated_at: number | null; left: boolean } | undefined>(
      'id',
      'deactivated_at',
      db.raw(leftEveryBody),
    );
  return row && { id: row.id, isDeactivated: row.deactivated_at !== null || row.left };
}

/** The account of a user name or an e-mail address that still has its old password; undefined too when an address is of several accounts. */
export async function findLegacyAccount(
  db: Database,
  login: string,
): Promise<(Account & { passwordHash: string }) | undefined> {
  const rows = await db('users')
    .whereNotNull('legacy_password_hash')
    .where((either) =>
      either.whereRaw('lower(legacy_login) = lower(?)', [login]).orWhereRaw('lower(email) = lower(?)', [login]),
    )
    .limit(2)
    .select<{ id: string; deactivated_at: number | null; legacy_password_hash: string }[]>(
      'id',
      'deactivated_at',
      'legacy_password_hash',
    );
  const [row, another] = rows;
  return row && !another
    ? { id: row.id, isDeactivated: row.deactivated_at !== null, passwordHash: row.legacy_password_hash }
    : undefined;
}

/** Notes that a person has signed in. @returns when they had the time before */
export function recordSignIn(
  db: Database,
  { userId, acr, at }: { userId: string; acr: number; at: Instant },
): Promise<Instant | undefined> {
  return db.transaction(async (trx) => {
    const {
      rows: [before],
    } = await trx.raw<{ rows: { at: Instant | null }[] }>(
      `update users set last_sign_in_at = :at, last_sign_in_acr = :acr from (select last_sign_in_at from users where id = :userId for update) as before
       where id = :userId returning before.last_sign_in_at as at`,
      { userId, at: instant(at), acr },
    );
    await recordAudit(trx, { at, actorId: userId, acr, event: 'sign-in', subject: 'user', subjectId: userId });
    return before?.at ?? undefined;
  });
}

/** Notes that a person has signed out. */
export function recordSignOut(
  db: Database,
  { userId, acr, at }: { userId: string; acr: number | null; at: Instant },
): Promise<void> {
  return recordAudit(db, { at, actorId: userId, acr, event: 'sign-out', subject: 'user', subjectId: userId });
}

/** Notes that somebody was not let in. `reason`: a code, never what was typed. */
export async function recordRefusedSignIn(
  db: Database,
  {
    userId = null,
    acr = null,
    reason,
    at,
  }: { userId?: string | null; acr?: number | null; reason: string; at: Instant },
): Promise<void> {
  await recordAudit(db, { at, actorId: userId, acr, event: 'sign-in-refused', subject: 'sign-in', subjectId: reason });
}
