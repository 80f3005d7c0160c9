/** Old shared accounts on their way to a named person: asked for after a strong sign-in, done once every address has agreed by its link. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import { recordAudit, type Change } from './audit.ts';
import { instant, type Database } from './connect.ts';

/** How long a link may be followed (hypothèse). */
export const linkLifetime = 60 * 60_000;

/** Who asks, as the signed answer of the federal sign-in gave it. */
export interface Claimant {
  firstName: string;
  familyName: string;
  /** `hashNationalNumber`. */
  nissHash: Buffer;
  acr: number;
}

/** The address that ONE knows of an account that still has its password; undefined once it is converted or deactivated. */
export async function findKnownAddress(db: Database, userId: string): Promise<string | undefined> {
  const row = await convertible(db, userId).first<{ email: string } | undefined>('email');
  return row?.email;
}
const convertible = (db: Database, userId: string) =>
  db('users')
    .where('id', userId)
    .whereNotNull('legacy_password_hash')
    .whereNull('niss_hash')
    .whereNull('deactivated_at');

/**
 * Sends a link to the address that ONE knows of the account, whose owner thereby agrees, and one to the address that is to be used if it is
 * another. What the same person had asked before is void. @returns false when the account can no longer be converted
 */
export function askConversion(
  db: Database,
  {
    userId,
    claimant,
    email,
    consentVersion,
    at,
  }: { userId: string; claimant: Claimant; email: string; consentVersion: string; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const known = await findKnownAddress(trx, userId);
    if (known === undefined) return false;
    await trx('conversions').where({ user_id: userId, niss_hash: claimant.nissHash }).whereNull('done_at').delete();
    const id = randomUUID();
    const expiresAt = instant(at + linkLifetime);
    await trx('conversions').insert({
      id,
      user_id: userId,
      niss_hash: claimant.nissHash,
      first_name: claimant.firstName,
      family_name: claimant.familyName,
      email,
      consent_text_version: consentVersion,
      asked_at: instant(at),
      expires_at: expiresAt,
    });
    const isKnown = known.toLowerCase() === email.toLowerCase();
    const mails = [
      { kind: 'agree-to-conversion', email: known, token: newToken() },
      ...(isKnown ? [] : [{ kind: 'confirm-address', email, token: newToken() }]),
    ];
    await trx('conversion_links').insert(
      mails.map(({ token }) => ({ token_hash: hashToken(token), conversion_id: id })),
    );
    await trx('link_mails').insert(mails.map((mail) => ({ ...mail, mail_at: instant(at), expires_at: expiresAt })));
    await recordAudit(trx, {
      at,
      actorId: null,
      acr: claimant.acr,
      event: 'convert-ask',
      subject: 'user',
      subjectId: userId,
    });
    return true;
  });
}

const newToken = (): string => randomBytes(32).toString('base64url');
const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * `void`: the link is unknown, of somebody else, used or too old, or the account is somebody's already: which of these is nobody's business.
 * `waiting`: another address has not agreed yet. `barred`: the person has an account that may not take these rights.
 */
export type Following = 'done' | 'waiting' | 'barred' | 'void';

/** Follows a link, for the person who asked and for nobody else. */
export async function followLink(
  db: Database,
  link: { token: string; claimant: Claimant; at: Instant },
): Promise<Following> {
  try {
    return await db.transaction((trx) => follow(trx, link));
  } catch (error) {
    // The same person has just converted another account: now there is one to join.
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
    return db.transaction((trx) => follow(trx, link));
  }
}
const uniqueViolation = '23505';

interface Asked {
  id: string;
  user_id: string;
  email: string;
  consent_text_version: string;
}

async function follow(
  trx: Database,
  { token, claimant, at }: { token: string; claimant: Claimant; at: Instant },
): Promise<Following> {
  const hash = hashToken(token);
  const asked = await trx('conversions')
    .join('conversion_links as link', 'link.conversion_id', 'conversions.id')
    .where('link.token_hash', hash)
    .whereNull('link.followed_at')
    .whereNull('conversions.done_at')
    .where('conversions.expires_at', '>', instant(at))
    .where('conversions.niss_hash', claimant.nissHash)
    .forUpdate()
    .first<Asked | undefined>(
      'conversions.id',
      'conversions.user_id',
      'conversions.email',
      'conversions.consent_text_version',
    );
  // Of two persons who convert one account at once, the second waits here and finds it gone.
  const account = asked && (await convertible(trx, asked.user_id).forUpdate().first<Account | undefined>());
  if (!account) return 'void';
  await trx('conversion_links')
    .where('token_hash', hash)
    .update({ followed_at: instant(at) });
  const [left] = (await trx('conversion_links')
    .where('conversion_id', asked.id)
    .whereNull('followed_at')
    .select('token_hash')) as object[];
  if (left) return 'waiting';

  const own = await trx('users')
    .where('niss_hash', claimant.nissHash)
    .forUpdate()
    .first<{ id: string; portal: string; deactivated_at: number | null } | undefined>('id', 'portal', 'deactivated_at');
  if (own && (own.deactivated_at !== null || own.portal !== account.portal)) {
    await recordRefusedConversion(trx, { userId: account.id, acr: claimant.acr, at });
    return 'barred';
  }
  const change = own
    ? await join(trx, account, own.id, asked.email, at)
    : await name(trx, account, claimant, asked, at);
  await trx('conversions')
    .where('id', asked.id)
    .update({ done_at: instant(at) });
  await trx('conversions').where('user_id', account.id).whereNull('done_at').delete();
  await trx('sessions').where('user_id', account.id).delete();
  await trx('link_mails').insert({
    kind: 'converted',
    email: account.email,
    mail_at: instant(at),
    expires_at: instant(at + 24 * linkLifetime),
  });
  await recordAudit(trx, {
    at,
    actorId: own?.id ?? account.id,
    acr: claimant.acr,
    event: 'convert-user',
    subject: 'user',
    subjectId: account.id,
    change,
  });
  return 'done';
}

interface Account {
  id: string;
  portal: string;
  first_name: string;
  family_name: string;
  email: string;
}

/** The account becomes that of the person. */
async function name(trx: Database, account: Account, claimant: Claimant, asked: Asked, at: Instant): Promise<Change> {
  await trx('users')
    .where('id', account.id)
    .update({
      first_name: claimant.firstName,
      family_name: claimant.familyName,
      email: asked.email,
      niss_hash: claimant.nissHash,
      legacy_password_hash: null,
      consent_at: instant(at),
      consent_text_version: asked.consent_text_version,
      consent_by: account.id,
    });
  return {
    first_name: { before: account.first_name, after: claimant.firstName },
    family_name: { before: account.family_name, after: claimant.familyName },
    email: { before: account.email, after: asked.email },
    niss_hash: { before: null, after: 'set' },
    legacy_password_hash: { before: 'set', after: null },
    consent_text_version: { before: null, after: asked.consent_text_version },
  };
}

/** The person has an account already: the rights of the old one go there, and it ends. */
async function join(trx: Database, account: Account, ownId: string, email: string, at: Instant): Promise<Change> {
  const ids = { own: ownId, old: account.id };
  // Where the person was deactivated or deleted, an old account gives nothing back.
  await trx.raw(
    `delete from grants g using memberships m where g.user_id = :old and m.user_id = :own
       and m.organising_body_id = g.organising_body_id and coalesce(m.deactivated_at, m.deleted_at) is not null`,
    ids,
  );
  await trx.raw(
    `insert into memberships (user_id, organising_body_id, added_by, added_at, deactivated_at)
     select :own, organising_body_id, added_by, added_at, deactivated_at from memberships where user_id = :old and deleted_at is null
     on conflict do nothing`,
    ids,
  );
  await trx.raw(
    `update grants g set user_id = :own where g.user_id = :old and not exists (
       select from grants o where o.user_id = :own
         and (o.role, o.organising_body_id, o.dossier, o.facility_id, o.administration)
           is not distinct from (g.role, g.organising_body_id, g.dossier, g.facility_id, g.administration)
         and o.valid_from <= g.valid_from and coalesce(o.valid_to, 'infinity') >= coalesce(g.valid_to, 'infinity'))`,
    ids,
  );
  await trx('memberships').where('user_id', account.id).delete();
  await trx.raw(
    `update notices n set user_id = :own where n.user_id = :old and not exists (
       select from notices o where o.user_id = :own and o.case_id = n.case_id and o.act_number = n.act_number)`,
    ids,
  );
  await trx('users').where('id', ownId).update({ email });
  await trx('users')
    .where('id', account.id)
    .update({ legacy_password_hash: null, deactivated_at: instant(at) });
  return {
    legacy_password_hash: { before: 'set', after: null },
    joined_id: { before: null, after: ownId },
  };
}

/** Notes that somebody did not get an account: they are not named, for the account is not theirs. */
function recordRefusedConversion(
  db: Database,
  { userId, acr, at }: { userId: string; acr: number | null; at: Instant },
): Promise<void> {
  return recordAudit(db, { at, actorId: null, acr, event: 'convert-refused', subject: 'user', subjectId: userId });
}
