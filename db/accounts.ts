/** The accounts behind a sign-in: found by the hash of a national number, or by an old login until it is converted. */
import type { Instant } from '../domain/calendar.ts';
import { recordAudit } from './audit.ts';
import { instant, type Database } from './connect.ts';

export interface Account {
  id: string;
  isDeactivated: boolean;
}

/** By `hashNationalNumber`. */
export async function findAccountByNiss(db: Database, nissHash: Buffer): Promise<Account | undefined> {
  const row = await db('users')
    .where('niss_hash', nissHash)
    .first<{ id: string; deactivated_at: number | null } | undefined>('id', 'deactivated_at');
  return row && { id: row.id, isDeactivated: row.deactivated_at !== null };
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

/** Notes that a person has signed in. */
export function recordSignIn(
  db: Database,
  { userId, acr, at }: { userId: string; acr: number; at: Instant },
): Promise<void> {
  return db.transaction(async (trx) => {
    await trx('users')
      .where('id', userId)
      .update({ last_sign_in_at: instant(at) });
    await recordAudit(trx, { at, actorId: userId, acr, event: 'sign-in', subject: 'user', subjectId: userId });
  });
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

/** What the form « Convertir mon utilisateur » shows beforehand. */
export async function getConversion(
  db: Database,
  userId: string,
): Promise<{ firstName: string; familyName: string; email: string }> {
  const row = await db('users')
    .where('id', userId)
    .first<{ first_name: string; family_name: string; email: string } | undefined>(
      'first_name',
      'family_name',
      'email',
    );
  if (!row) throw new Error('no such user');
  return { firstName: row.first_name, familyName: row.family_name, email: row.email };
}

export interface Conversion {
  userId: string;
  firstName: string;
  familyName: string;
  email: string;
  nissHash: Buffer;
  /** Which wording of the consent was ticked. */
  consentVersion: string;
  at: Instant;
}

/**
 * Makes an old account one of a named person: the password goes, the national number's hash comes (guide, 12).
 * Every session of the account ends. @returns false, with nothing changed, when the number belongs to another account
 */
export async function convertAccount(db: Database, conversion: Conversion): Promise<boolean> {
  const { userId, at } = conversion;
  try {
    await db.transaction(async (trx) => {
      const before = await getConversion(trx, userId);
      await trx('users')
        .where('id', userId)
        .update({
          first_name: conversion.firstName,
          family_name: conversion.familyName,
          email: conversion.email,
          niss_hash: conversion.nissHash,
          legacy_password_hash: null,
          consent_at: instant(at),
          consent_text_version: conversion.consentVersion,
          consent_by: userId,
        });
      await trx('sessions').where('user_id', userId).delete();
      await recordAudit(trx, {
        at,
        actorId: userId,
        acr: 200,
        event: 'convert-user',
        subject: 'user',
        subjectId: userId,
        change: {
          first_name: { before: before.firstName, after: conversion.firstName },
          family_name: { before: before.familyName, after: conversion.familyName },
          email: { before: before.email, after: conversion.email },
          niss_hash: { before: null, after: 'set' },
          legacy_password_hash: { before: 'set', after: null },
          consent_text_version: { before: null, after: conversion.consentVersion },
        },
      });
    });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === '23505') return false;
    throw error;
  }
}
