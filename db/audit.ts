/** Who saw and changed what: rows that are only ever added, and a chain of seals over them. */
import { createHash } from 'node:crypto';
import type { Instant } from '../domain/calendar.ts';
import { canonical } from './act-hash.ts';
import { instant, type Database } from './connect.ts';
import { isOnlyLooking } from './only-looking.ts';

/** Column by column, what it was and what it is. */
export type Change = Record<string, { before: unknown; after: unknown }>;

export interface AuditEntry {
  at: Instant;
  /** Null: nobody signed in, or the application itself. */
  actorId: string | null;
  /** Organising body for which the person acts. */
  onBehalfOf?: string | null;
  /** Strength of the sign-in (450 itsme, 500 eID). */
  acr?: number | null;
  /** `consult`, `create`, `update`, `delete`, `download`, `sign-in`, `export`… */
  event: string;
  subject: string;
  subjectId: string;
  change?: Change;
}

// One sees that they changed, when and by whom; not what they were (RGPD, minimisation).
const personal = new Set([
  'name',
  'first_name',
  'family_name',
  'email',
  'phone',
  'person',
  'partner',
  'niss',
  'niss_hash',
  'niss_sealed',
  'birth_on',
  'born_on',
  'street',
  'number',
  'box',
  'iban',
  'holder',
  'employer',
  'legacy_login',
  'legacy_password_hash',
  'text',
  'content',
  'form',
]);
const mask = (value: unknown): unknown =>
  value === null || value === undefined || value === '' ? (value ?? null) : '•••';

/**
 * Adds a line, in the transaction of the change it tells of. Of a page that the helpdesk sees as a user does, its own line is there already:
 * what the page notes would say that the user was there.
 */
export const recordAudit = (db: Database, entry: AuditEntry): Promise<void> => recordAudits(db, [entry]);

/** Adds many at once. */
export async function recordAudits(db: Database, entries: readonly AuditEntry[]): Promise<void> {
  if (isOnlyLooking()) return;
  for (let from = 0; from < entries.length; from += batch)
    await db('audit').insert(entries.slice(from, from + batch).map(rowOf));
}
const rowOf = ({ at, actorId, onBehalfOf = null, acr = null, event, subject, subjectId, change }: AuditEntry) => ({
  at: instant(at),
  actor_id: actorId,
  on_behalf_of: onBehalfOf,
  acr,
  event,
  subject,
  subject_id: subjectId,
  change: change ? JSON.stringify(maskChange(change)) : null,
});

/** The change with the values of personal columns hidden; whether there was a value stays visible. */
export function maskChange(change: Change): Change {
  return Object.fromEntries(
    Object.entries(change).map(([column, { before, after }]) => [
      column,
      // Of a section of a sheet: « emergency.phone ».
      personal.has(column.slice(column.lastIndexOf('.') + 1))
        ? { before: mask(before), after: mask(after) }
        : { before: before ?? null, after: after ?? null },
    ]),
  );
}

interface AuditRow {
  id: number;
  at: number;
  actor_id: string | null;
  on_behalf_of: string | null;
  acr: number | null;
  event: string;
  subject: string;
  subject_id: string;
  change: unknown;
}
interface Seal {
  up_to: number;
  hash: Buffer;
}
const batch = 2_000;

/**
 * Seals what was added since the last seal: a hash over these lines and the seal before. Run at night.
 * @returns the id of the last line sealed; undefined when there was nothing new
 */
export function sealAudit(db: Database, at: Instant): Promise<number | undefined> {
  return db.transaction(async (trx) => {
    // Waits for the writers under way and holds the next ones back: no line can appear later below the seal.
    await trx.raw('select lock_audit()');
    const last = (await trx('audit_seals').orderBy('up_to', 'desc').first('up_to', 'hash')) as Seal | undefined;
    const newest = (await trx('audit').max('id as id').first()) as { id: number | null };
    if (newest.id === null || newest.id <= (last?.up_to ?? 0)) return undefined;
    const hash = await hashLines(trx, last?.up_to ?? 0, newest.id, last?.hash ?? null);
    await trx('audit_seals').insert({ up_to: newest.id, at: instant(at), hash });
    return newest.id;
  });
}

/** Recomputes every seal. @returns the `up_to` of the first seal that no longer fits its lines; undefined when all do */
export async function verifySeals(db: Database): Promise<number | undefined> {
  const seals = (await db('audit_seals').orderBy('up_to').select('up_to', 'hash')) as Seal[];
  let previous: Seal = { up_to: 0, hash: Buffer.alloc(0) };
  for (const seal of seals) {
    const hash = await hashLines(db, previous.up_to, seal.up_to, previous.up_to === 0 ? null : previous.hash);
    if (!hash.equals(seal.hash)) return seal.up_to;
    previous = seal;
  }
  return undefined;
}

async function hashLines(db: Database, after: number, upTo: number, previous: Buffer | null): Promise<Buffer> {
  const hash = createHash('sha256').update(previous ?? '');
  for (let from = after; ; ) {
    const rows = (await db('audit')
      .where('id', '>', from)
      .where('id', '<=', upTo)
      .orderBy('id')
      .limit(batch)) as AuditRow[];
    for (const row of rows) hash.update(`${canonical(row)}\n`);
    const last = rows.at(-1);
    if (!last) return hash.digest();
    from = last.id;
  }
}
