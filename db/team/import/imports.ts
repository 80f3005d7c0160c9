/** Imports of a team that wait for their confirmation: only whoever sent the sheet sees one, for as long as the parameter says. */
import { dayInMilliseconds, dayOf, type Instant } from '../../../domain/calendar.ts';
import { seal, unseal, type SealFor } from '../../../domain/sealed.ts';
import type { Mending } from '../../../domain/staff/sheet/read-sheet.ts';
import type { UploadedSheet } from '../../../domain/staff/sheet/recognise.ts';
import { instant, type Database } from '../../connect.ts';
import { parametersOn } from '../../parameters/parameters.ts';

/** What the sheet says, and what was done to it on the page. */
export interface WaitingSheet {
  fileName: string;
  sheet: UploadedSheet;
  hasHidden: boolean;
  /** Sheets of the file that were not read. */
  others: { name: string; isHidden: boolean }[];
  mending: Mending;
  /** What each row would have done when it was last worked on: the page says what has changed meanwhile. */
  shown: Readonly<Record<string, string>>;
}
/** How many rows did what. */
export interface ImportOutcome {
  persons: number;
  contracts: number;
  changed: number;
  same: number;
}
export interface TeamImport {
  id: string;
  organisingBodyId: string;
  version: number;
  createdAt: Instant;
  /** Undefined once it is done. */
  waiting?: WaitingSheet;
  outcome?: ImportOutcome;
}

const sealFor = (id: string, secret: string): SealFor => ({ secret, purpose: 'team import', boundTo: id });

interface Row {
  id: string;
  organising_body_id: string;
  version: number;
  created_at: Instant;
  sealed: Buffer | null;
  outcome: ImportOutcome | null;
}

/** One of this person's, that is done or still waits. */
export async function findImport(
  db: Database,
  { id, userId, secret, now }: { id: string; userId: string; secret: string; now: Instant },
): Promise<TeamImport | undefined> {
  const row = (await db('team_imports').where({ id, user_id: userId }).first()) as Row | undefined;
  if (!row) return undefined;
  const found = {
    id,
    organisingBodyId: row.organising_body_id,
    version: row.version,
    createdAt: row.created_at,
  };
  if (row.outcome) return { ...found, outcome: row.outcome };
  if (!row.sealed || row.created_at < now - (await keptFor(db, now))) return undefined;
  const text = unseal(row.sealed, sealFor(id, secret));
  return text === undefined ? undefined : { ...found, waiting: JSON.parse(text) as WaitingSheet };
}

export async function keepImport(
  db: Database,
  given: { id: string; userId: string; organisingBodyId: string; waiting: WaitingSheet; secret: string; at: Instant },
): Promise<void> {
  const { id, userId, organisingBodyId, waiting, secret, at } = given;
  await db('team_imports').insert({
    id,
    user_id: userId,
    organising_body_id: organisingBodyId,
    sealed: seal(JSON.stringify(waiting), sealFor(id, secret)),
    created_at: instant(at),
  });
}

/** @returns false: it was worked on elsewhere since `version`, or waits no longer */
export async function saveImport(
  db: Database,
  { id, version, waiting, secret }: { id: string; version: number; waiting: WaitingSheet; secret: string },
): Promise<boolean> {
  const saved = await db('team_imports')
    .where({ id, version })
    .whereNotNull('sealed')
    .update({ sealed: seal(JSON.stringify(waiting), sealFor(id, secret)), version: version + 1 });
  return saved > 0;
}

/** Given up: nothing of it is kept. */
export const dropImport = (db: Database, id: string, userId: string): Promise<number> =>
  db('team_imports').where({ id, user_id: userId }).whereNull('confirmed_at').delete();

/** Those of a person that wait, the newest first. */
export async function listWaiting(
  db: Database,
  { userId, now }: { userId: string; now: Instant },
): Promise<{ id: string; createdAt: Instant; bodyName: string }[]> {
  return db('team_imports as i')
    .join('organising_bodies as b', 'b.id', 'i.organising_body_id')
    .where('i.user_id', userId)
    .whereNotNull('i.sealed')
    .where('i.created_at', '>=', instant(now - (await keptFor(db, now))))
    .orderBy('i.created_at', 'desc')
    .limit(20)
    .select({ id: 'i.id', createdAt: 'i.created_at', bodyName: 'b.name' });
}

/** How long one waits, in milliseconds. */
export async function keptFor(db: Database, now: Instant): Promise<number> {
  const { 'import-kept': kept } = await parametersOn(db, 'team', dayOf(now));
  if (!kept) throw new Error('no parameter import-kept of teams');
  return kept.value * dayInMilliseconds;
}

/** Erases those that nobody has confirmed in time. */
export const sweepImports = async (db: Database, now: Instant): Promise<number> =>
  db('team_imports')
    .whereNotNull('sealed')
    .where('created_at', '<', instant(now - (await keptFor(db, now))))
    .delete();
