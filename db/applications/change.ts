/** Letting a software in, changing what it may do, renewing its token, and shutting it out: each in the history of the operator. */
import { digestOf, makeToken, writeToken } from '../../domain/applications/token.ts';
import type { Scope } from '../../domain/applications/scopes.ts';
import { dayInMilliseconds, dayOf, type Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit, type Change } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { tellAdministrators } from './tell.ts';

export interface Fields {
  name: string;
  vendor: string;
  email: string;
  scopes: readonly Scope[];
  places: readonly string[];
  networks: readonly string[];
}
interface Sent {
  /** The form: sent twice, done once. */
  sending: string;
  at: Instant;
}
/** `known`: this very form has made one; its secret was shown then, and stands nowhere. */
export type Made = { outcome: 'made'; id: string; token: string } | { outcome: 'known'; id: string };

class AlreadyMade extends Error {}

export async function addApplication(
  db: Database,
  viewer: Viewer,
  bodyId: string,
  { days, ...fields }: Fields & { days: number },
  sent: Sent,
): Promise<Made> {
  try {
    return await db.transaction(async (trx) => {
      const id = (
        await trx('applications')
          .insert({
            ...{ organising_body_id: bodyId, created_by: viewer.userId, created_at: instant(sent.at) },
            ...columnsOf(trx, fields),
          })
          .returning<{ id: string }[]>('id')
      )[0]!.id;
      await trx('application_places').insert(
        fields.places.map((facility) => ({ application_id: id, facility_id: facility })),
      );
      const token = await insertToken(trx, viewer, { id, bodyId, days }, sent);
      if (token === undefined) throw new AlreadyMade();
      await audit(trx, viewer, { id, bodyId, event: 'add-application', change: changeOf(undefined, fields) }, sent.at);
      await tellAdministrators(trx, {
        bodyId,
        applicationId: id,
        kind: 'application-added',
        on: dayOf(sent.at),
        at: sent.at,
      });
      return { outcome: 'made', id, token };
    });
  } catch (error) {
    if (!(error instanceof AlreadyMade)) throw error;
    return { outcome: 'known', id: await ofSending(db, sent) };
  }
}

/** @returns undefined where there is no such software, or it was revoked */
export async function renewToken(
  db: Database,
  viewer: Viewer,
  id: string,
  { days, oldDays }: { days: number; oldDays: number },
  sent: Sent,
): Promise<Made | undefined> {
  return db.transaction(async (trx) => {
    const bodyId = await lockOpen(trx, viewer, id);
    if (bodyId === undefined) return undefined;
    // Not the one that this form makes: made already, it is left alone.
    const old = {
      expires_at: trx.raw('least(expires_at, cast(? as timestamptz))', [
        instant(sent.at + oldDays * dayInMilliseconds),
      ]),
    };
    const token = await insertToken(trx, viewer, { id, bodyId, days }, sent);
    if (token === undefined) return { outcome: 'known', id };
    const others = trx('application_tokens')
      .where({ application_id: id, revoked_at: null })
      .whereNot({ sending: sent.sending });
    await (oldDays > 0
      ? others.update(old)
      : others.update({ revoked_at: instant(sent.at), revoked_by: viewer.userId }));
    await audit(
      trx,
      viewer,
      { id, bodyId, event: 'renew-token', change: { days: { before: null, after: days } } },
      sent.at,
    );
    return { outcome: 'made', id, token };
  });
}

/** @returns `changed`: somebody else was there; undefined where there is no such software, or it was revoked */
export function changeApplication(
  db: Database,
  viewer: Viewer,
  id: string,
  { seen, ...fields }: Fields & { seen: number },
  at: Instant,
): Promise<'done' | 'changed' | undefined> {
  return db.transaction(async (trx) => {
    const bodyId = await lockOpen(trx, viewer, id);
    if (bodyId === undefined) return undefined;
    const before = (await trx('applications as a')
      .where({ id })
      .first(
        'name',
        'vendor',
        'email',
        'scopes',
        'version',
        trx.raw('cast(networks as text[]) as networks'),
        trx.raw('array(select facility_id from application_places where application_id = a.id) as places'),
      )) as Fields & {
      version: number;
    };
    if (before.version !== seen) return 'changed';
    const change = changeOf(before, fields);
    if (Object.keys(change).length === 0) return 'done';
    await trx('applications')
      .where({ id })
      .update({ ...columnsOf(trx, fields), version: seen + 1 });
    await trx('application_places')
      .where({ application_id: id })
      .whereNotIn('facility_id', [...fields.places])
      .delete();
    await trx('application_places')
      .insert(fields.places.map((facility) => ({ application_id: id, facility_id: facility })))
      .onConflict()
      .ignore();
    await audit(trx, viewer, { id, bodyId, event: 'change-application', change }, at);
    return 'done';
  });
}

/** All of its tokens at once, and what it would be told. @returns undefined where there is no such software; sent twice is done once */
export function revokeApplication(db: Database, viewer: Viewer, id: string, at: Instant): Promise<'done' | undefined> {
  return db.transaction(async (trx) => {
    const revoked = { revoked_at: instant(at), revoked_by: viewer.userId };
    const row = (await lockRow(trx, viewer, id)) as { bodyId: string; revokedAt: Instant | null } | undefined;
    if (!row) return undefined;
    if (row.revokedAt !== null) return 'done';
    await trx('applications').where({ id }).update(revoked);
    await trx('application_tokens').where({ application_id: id, revoked_at: null }).update(revoked);
    await trx('webhooks')
      .where({ application_id: id, removed_at: null })
      .update({ removed_at: instant(at) });
    await audit(trx, viewer, { id, bodyId: row.bodyId, event: 'revoke-application' }, at);
    return 'done';
  });
}

const lockRow = (trx: Database, { ability }: Viewer, id: string): Promise<unknown> =>
  accessibleBy(trx('applications'), ability, 'change', 'Application')
    .where({ id })
    .forUpdate()
    .first({ bodyId: 'organising_body_id', revokedAt: 'revoked_at' });

/** Nobody else changes it until the transaction ends. @returns its body; undefined where it is not there, or revoked */
export async function lockOpen(trx: Database, viewer: Viewer, id: string): Promise<string | undefined> {
  const row = (await lockRow(trx, viewer, id)) as { bodyId: string; revokedAt: Instant | null } | undefined;
  return row && row.revokedAt === null ? row.bodyId : undefined;
}

const columnsOf = (db: Database, { name, vendor, email, scopes, networks }: Omit<Fields, 'places'>) => ({
  ...{ name, vendor, email, scopes: [...scopes] },
  // As networks: what was written of an address beyond them is left out.
  networks: db.raw('array(select network(cast(n as inet)) from unnest(cast(? as text[])) as n)', [[...networks]]),
});

/** @returns the token; undefined where this form has made one */
async function insertToken(
  trx: Database,
  { userId }: Viewer,
  { id, bodyId, days }: { id: string; bodyId: string; days: number },
  { sending, at }: Sent,
): Promise<string | undefined> {
  const { sandbox } = await trx('organising_bodies').where({ id: bodyId }).first<{ sandbox: boolean }>('sandbox');
  const made = makeToken(sandbox);
  const inserted = await trx('application_tokens')
    .insert({
      ...{ application_id: id, prefix: made.prefix, secret_hash: digestOf(made.secret), sending },
      ...{ created_by: userId, created_at: instant(at), expires_at: instant(at + days * dayInMilliseconds) },
    })
    .onConflict('sending')
    .ignore()
    .returning('id');
  return inserted.length > 0 ? writeToken(made) : undefined;
}
const ofSending = async (db: Database, { sending }: Sent): Promise<string> =>
  (await db('application_tokens').where({ sending }).first<{ application_id: string }>('application_id'))
    .application_id;

export const audit = (
  trx: Database,
  { userId, acr }: Viewer,
  { id, bodyId, event, change }: { id: string; bodyId: string; event: string; change?: Change },
  at: Instant,
): Promise<void> =>
  recordAudit(trx, {
    ...{ at, actorId: userId, acr, onBehalfOf: bodyId, event },
    ...{ subject: 'application', subjectId: id, ...(change ? { change } : {}) },
  });

/** How each stands in the history. */
const named = {
  name: 'application',
  vendor: 'vendor',
  email: 'email',
  scopes: 'scopes',
  places: 'facility_ids',
  networks: 'networks',
} as const satisfies Record<keyof Fields, string>;
const told = Object.keys(named) as (keyof Fields)[];
function changeOf(before: Fields | undefined, after: Fields): Change {
  const written = (value: string | readonly string[] | undefined): string | null =>
    value === undefined ? null : typeof value === 'string' ? value : [...value].sort().join(', ');
  return Object.fromEntries(
    told
      .map((field) => [field, { before: written(before?.[field]), after: written(after[field]) }] as const)
      .filter(([, { before: was, after: is }]) => was !== is)
      .map(([field, value]) => [named[field], value]),
  );
}
