/** What ONE says to all, or to some: written by those who answer for it, shown on top of pages until its readers put it away, kept on a page. */
import type { Audience, Reader } from '../domain/communications/audience.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Knex } from 'knex';
import { meant } from './audience.ts';
import { recordAudit } from './audit.ts';
import type { Viewer } from './access/viewer.ts';
import { instant, type Database } from './connect.ts';
import { turnPage, type Cursor, type Page } from './keyset.ts';
import { Communication } from './models/communication.ts';
import { tellSecondPersons } from './second-persons.ts';

export interface Wording {
  kind: Communication['kind'];
  title: string;
  text: string;
  audience: Audience;
  /** A second person is to publish it. */
  waits: boolean;
  from: Instant;
  until: Instant;
}

/** Of a page (the guide: twenty). */
const pageSize = 20;

/** The latest first, those to come included: for who writes them. */
export const listAllCommunications = (db: Database, cursor: Cursor): Promise<Page<Communication>> =>
  pageOf(db, db('banners').select('banners.*'), 'shown_until', cursor);

export const findCommunication = async (db: Database, id: number): Promise<Communication | undefined> =>
  Communication.query(db).findById(id);

/** What a reader was and is told, the latest first: the rule of `isFor`, for a list. */
export function listCommunications(
  db: Database,
  { portal, places, administrations }: Reader,
  now: Instant,
  cursor: Cursor,
): Promise<Page<Communication>> {
  const query = db('banners')
    .whereNot('waits', true)
    .where('shown_from', '<=', instant(now))
    .whereRaw('portals @> array[?]', [portal])
    .select('banners.*');
  if (portal === 'office') {
    if (administrations)
      void query.whereRaw('(administrations is null or administrations && cast(? as text[]))', [[...administrations]]);
  } else void meant(query, 'banners', places);
  return pageOf(db, query, 'shown_from', cursor);
}

async function pageOf(
  db: Database,
  query: Knex.QueryBuilder,
  column: 'shown_from' | 'shown_until',
  cursor: Cursor,
): Promise<Page<Communication>> {
  const from = cursor.after ?? cursor.before;
  const place = from
    ? ((await db('banners')
        .where('id', from)
        .first(db.raw('cast(?? as text) as place', [column]))) as { place: string } | undefined)
    : undefined;
  return turnPage<Communication>(
    db,
    query,
    { column: db.raw('??', [`banners.${column}`]), id: 'banners.id', descending: true },
    cursor,
    place?.place,
    pageSize,
  );
}

/** How many operators would read it: bodies with an open place among those named, and all bodies with an open place. */
export async function countReaders(
  db: Database,
  { sectors, kinds, administrations }: Audience,
): Promise<{ bodies: number; all: number }> {
  const { rows } = await db.raw<{ rows: { bodies: number; all: number }[] }>(
    `select cast(count(distinct organising_body_id) as int) as "all",
       cast(count(distinct organising_body_id) filter (where
         (cast(:sectors as text[]) is null or case when kind like 'after-school%' then 'after-school' else 'early-childhood' end = any (:sectors))
         and (cast(:kinds as text[]) is null or kind = any (:kinds))
         and (cast(:administrations as text[]) is null or administration = any (:administrations))) as int) as bodies
     from facilities where closed_on is null`,
    {
      sectors: sectors && [...sectors],
      kinds: kinds && [...kinds],
      administrations: administrations && [...administrations],
    },
  );
  return rows[0] ?? { bodies: 0, all: 0 };
}

/** Those that wait for this person: somebody else wrote them, and their last day is not over. */
export const waitingFor = (db: Database, { userId }: Pick<Viewer, 'userId'>, now: Instant) =>
  db('banners')
    .where('waits', true)
    .where('shown_until', '>', instant(now))
    .whereRaw('written_by is distinct from cast(? as uuid)', [userId]);

/**
 * @param version of the page, for a change
 * @param token of the form, for a new one: sent twice, it is there once
 * @returns whether it is written; false when somebody changed it meanwhile
 */
export async function writeCommunication(
  db: Database,
  { userId, acr }: Viewer,
  { kind, title, text, audience, waits, from, until }: Wording,
  { id, version, token, at }: { id?: number; version?: number; token?: string; at: Instant },
): Promise<boolean> {
  const columns = {
    kind,
    title,
    text,
    portals: audience.portals,
    sectors: audience.sectors,
    kinds: audience.kinds,
    administrations: audience.administrations,
    waits,
    shown_from: instant(from),
    shown_until: instant(until),
    written_by: userId,
    written_at: instant(at),
    // Whoever saw the former words to publication has not seen these.
    published_by: null,
    published_at: null,
  };
  return db.transaction(async (trx) => {
    const before =
      id === undefined
        ? undefined
        : ((await trx('banners').where({ id }).forUpdate().first('waits', 'written_by')) as
            | Pick<Communication, 'waits' | 'written_by'>
            | undefined);
    const [row] = (await (id === undefined
      ? trx('banners')
          .insert({ ...columns, token })
          .onConflict('token')
          .ignore()
          .returning('id')
      : trx('banners')
          .where({ id, version })
          .update({ ...columns, version: trx.raw('version + 1') })
          .returning('id'))) as { id: string }[];
    if (!row) return id === undefined;
    if (waits)
      await tellSecondPersons(trx, {
        kind: 'communication-waits',
        writer: userId,
        ...(before?.waits ? { formerWriter: before.written_by } : {}),
        at,
      });
    // Other words are news to whoever put the former ones away.
    if (id !== undefined) await trx('banners_put_away').where({ banner_id: id }).delete();
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: id === undefined ? 'create' : 'update',
      subject: 'communication',
      subjectId: String(row.id),
    });
    return true;
  });
}

/**
 * Whoever wrote it publishes nothing to all alone.
 * @returns whether it is published now, by this person or before; `over`: its last day has passed, nobody would read it; undefined when other words stand there since
 */
export const publishCommunication = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, at }: { id: number; version: number; at: Instant },
): Promise<'published' | 'own' | 'over' | undefined> =>
  db.transaction(async (trx) => {
    const row = (await trx('banners').where({ id }).forUpdate().first()) as Communication | undefined;
    if (row?.version !== version) return undefined;
    if (!row.waits) return 'published';
    if (row.written_by === userId) return 'own';
    if (row.shown_until <= at) return 'over';
    await trx('banners')
      .where({ id })
      .update({ waits: false, published_by: userId, published_at: instant(at) });
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: 'decide',
      subject: 'communication',
      subjectId: String(id),
    });
    return 'published';
  });

/** Off the pages of one reader; it stays on the page of communications. */
export const putAway = (db: Database, userId: string, id: number): Promise<unknown> =>
  db.raw(
    'insert into banners_put_away (user_id, banner_id) select ?, id from banners where id = ? on conflict do nothing',
    [userId, id],
  );
