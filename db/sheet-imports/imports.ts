/** Sheets that wait for their confirmation: only whoever sent one sees it, for as long as the parameter of its kind says. */
import { dayInMilliseconds, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { monthOf, type Month } from '../../domain/quarter.ts';
import { seal, unseal, type SealFor } from '../../domain/sealed.ts';
import type { Mending } from '../../domain/sheet/mending.ts';
import type { UploadedSheet } from '../../domain/sheet/recognise.ts';
import { instant, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';
import { pack, unpack, type KeptSheet } from './packed.ts';

/** What sheets are about; also the slug of their parameters. */
export type ImportKind = 'team' | 'attendance' | 'after-school';
const kinds: readonly ImportKind[] = ['team', 'attendance', 'after-school'];

/** What the sheet says, and what was done to it on the page. */
export interface WaitingSheet<Key extends string = string> {
  fileName: string;
  sheet: UploadedSheet<Key>;
  hasHidden: boolean;
  /** Sheets of the file that were not read. */
  others: readonly { name: string; isHidden: boolean }[];
  mending: Mending<Key>;
  /** What each row would have done when it was last worked on: the page says what has changed meanwhile. */
  shown: Readonly<Record<string, string>>;
}
/** How many rows did what. */
export type Counts<Name extends string = string> = Readonly<Record<Name, number>>;
export interface SheetImport<Waiting = WaitingSheet, Outcome = Counts> {
  id: string;
  /** Null where nobody has said yet of whose place it is: of after-school care alone. */
  organisingBodyId: string | null;
  /** Of attendance; null where nobody has said yet of which place it is. */
  facilityId: string | null;
  month: Month | null;
  version: number;
  createdAt: Instant;
  /** Undefined once it is done. */
  waiting?: Waiting;
  outcome?: Outcome;
}

const sealFor = (kind: ImportKind, id: string, secret: string): SealFor => ({
  secret,
  purpose: `${kind} import`,
  boundTo: id,
});

/** The name of its file, by itself: a list of many is read without what they say. */
const sealNameFor = (kind: ImportKind, id: string, secret: string): SealFor => ({
  ...sealFor(kind, id, secret),
  purpose: `name of a ${kind} import`,
});

interface Row {
  id: string;
  organising_body_id: string | null;
  facility_id: string | null;
  month: string | null;
  version: number;
  created_at: Instant;
  sealed: Buffer | null;
  outcome: Counts | null;
}
interface Asked {
  kind: ImportKind;
  id: string;
  userId: string;
  secret: string;
  now: Instant;
}

/** One of this person's, that is done or still waits. @template Waiting, Outcome those of its kind */
export async function findImport<Waiting, Outcome>(
  db: Database,
  { kind, id, userId, secret, now }: Asked,
): Promise<SheetImport<Waiting, Outcome> | undefined> {
  const row = (await db('sheet_imports').where({ id, kind, user_id: userId }).first()) as Row | undefined;
  if (!row) return undefined;
  const found = {
    id,
    organisingBodyId: row.organising_body_id,
    facilityId: row.facility_id,
    month: row.month && monthOf(row.month),
    version: row.version,
    createdAt: row.created_at,
  };
  if (row.outcome) return { ...found, outcome: row.outcome as Outcome };
  if (!row.sealed || row.created_at < now - (await keptFor(db, kind, now))) return undefined;
  const text = unseal(row.sealed, sealFor(kind, id, secret));
  return text === undefined ? undefined : { ...found, waiting: asWaiting(text) as Waiting };
}

const asKept = ({ sheet, ...waiting }: WaitingSheet): string => JSON.stringify({ ...waiting, sheet: pack(sheet) });
function asWaiting(text: string): WaitingSheet {
  const { sheet, ...waiting } = JSON.parse(text) as Omit<WaitingSheet, 'sheet'> & { sheet: KeptSheet };
  return { ...waiting, sheet: unpack(sheet) };
}

interface Keeping {
  kind: ImportKind;
  id: string;
  userId: string;
  organisingBodyId: string | null;
  about?: { facilityId: string | null; month: Month | null };
  waiting: WaitingSheet;
  secret: string;
  at: Instant;
}
export async function keepImport(
  db: Database,
  { kind, id, userId, organisingBodyId, about, waiting, secret, at }: Keeping,
): Promise<void> {
  await db('sheet_imports').insert({
    kind,
    id,
    user_id: userId,
    organising_body_id: organisingBodyId,
    ...(about ? { facility_id: about.facilityId, month: about.month && `${about.month}-01` } : {}),
    sealed: seal(asKept(waiting), sealFor(kind, id, secret)),
    sealed_name: seal(waiting.fileName, sealNameFor(kind, id, secret)),
    created_at: instant(at),
  });
}

/**
 * @param place where it is said of which place it is
 * @returns false: it was worked on elsewhere since `version`, or waits no longer
 */
export async function saveImport(
  db: Database,
  given: Pick<Keeping, 'kind' | 'id' | 'waiting' | 'secret'> & {
    version: number;
    place?: { id: string; organisingBodyId: string };
  },
): Promise<boolean> {
  const { kind, id, version, waiting, secret, place } = given;
  const saved = await db('sheet_imports')
    .where({ id, kind, version })
    .whereNotNull('sealed')
    .update({
      sealed: seal(asKept(waiting), sealFor(kind, id, secret)),
      version: version + 1,
      ...(place ? { facility_id: place.id, organising_body_id: place.organisingBodyId } : {}),
    });
  return saved > 0;
}

/** Given up: nothing of it is kept. */
export const dropImport = (db: Database, kind: ImportKind, id: string, userId: string): Promise<number> =>
  db('sheet_imports').where({ id, kind, user_id: userId }).whereNull('confirmed_at').delete();

export interface WaitingImport {
  id: string;
  createdAt: Instant;
  fileName: string;
  /** Null: nobody has said yet of whose place it is. */
  bodyName: string | null;
  facilityId: string | null;
  placeName: string | null;
  month: Day | null;
}
const waitingShown = 20;

/**
 * Those of a person that wait, the newest first, some at a time.
 * @param about only those of a place, or of a month of it
 * @param after the one from which the list goes on
 */
export async function listWaiting(
  db: Database,
  given: Pick<Asked, 'kind' | 'userId' | 'secret' | 'now'> & {
    about?: { facilityId: string; month?: Month };
    after?: string | undefined;
  },
): Promise<{ waiting: WaitingImport[]; isMore: boolean }> {
  const { kind, userId, secret, now, about, after } = given;
  const rows = await db('sheet_imports as i')
    .leftJoin('organising_bodies as b', 'b.id', 'i.organising_body_id')
    .leftJoin('facilities as f', 'f.id', 'i.facility_id')
    .where({ 'i.user_id': userId, 'i.kind': kind })
    .where({
      ...(about ? { 'i.facility_id': about.facilityId } : {}),
      ...(about?.month ? { 'i.month': `${about.month}-01` } : {}),
    })
    .whereNotNull('i.sealed')
    .where('i.created_at', '>=', instant(now - (await keptFor(db, kind, now))))
    .modify((query) => {
      if (after !== undefined)
        void query.whereRaw(
          '(i.created_at, i.id) < (select created_at, id from sheet_imports where id = ? and user_id = ?)',
          [after, userId],
        );
    })
    .orderBy([
      { column: 'i.created_at', order: 'desc' },
      { column: 'i.id', order: 'desc' },
    ])
    .limit(waitingShown + 1)
    .select<(Omit<WaitingImport, 'fileName'> & { name: Buffer | null })[]>({
      id: 'i.id',
      createdAt: 'i.created_at',
      name: 'i.sealed_name',
      bodyName: 'b.name',
      facilityId: 'i.facility_id',
      placeName: 'f.name',
      month: 'i.month',
    });
  return {
    waiting: rows.slice(0, waitingShown).map(({ name, ...row }) => ({
      ...row,
      fileName: (name && unseal(name, sealNameFor(kind, row.id, secret))) ?? '',
    })),
    isMore: rows.length > waitingShown,
  };
}

/** How long one waits, in milliseconds. */
export async function keptFor(db: Database, kind: ImportKind, now: Instant): Promise<number> {
  const { 'import-kept': kept } = await parametersOn(db, kind, dayOf(now));
  if (!kept) throw new Error(`no parameter import-kept of ${kind}`);
  return kept.value * dayInMilliseconds;
}

/** Erases those that nobody has confirmed in time. */
export async function sweepImports(db: Database, now: Instant): Promise<number> {
  const swept = await Promise.all(
    kinds.map(async (kind) =>
      db('sheet_imports')
        .where({ kind })
        .whereNotNull('sealed')
        .where('created_at', '<', instant(now - (await keptFor(db, kind, now))))
        .delete(),
    ),
  );
  return swept.reduce((sum, one) => sum + one, 0);
}
