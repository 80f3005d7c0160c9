/** What ONE says to all, or to some: written by those who answer for it, shown on top of pages until its readers put it away, kept on a page. */
import type { Audience, Reader } from '../domain/communications/audience.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Knex } from 'knex';
import { recordAudit } from './audit.ts';
import type { Viewer } from './access/viewer.ts';
import { instant, type Database } from './connect.ts';
import { turnPage, type Cursor, type Page } from './keyset.ts';
import { Communication } from './models/communication.ts';

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
  } else
    void query.whereRaw(
      `((sectors is null and kinds is null and administrations is null) or exists (
         select from jsonb_to_recordset(?) as place (kind text, administration text)
         where (sectors is null or case when place.kind like 'after-school%' then 'after-school' else 'early-childhood' end = any (sectors))
           and (kinds is null or place.kind = any (kinds))
           and (administrations is null or place.administration = any (administrations))))`,
      [JSON.stringify(places)],
    );
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

/** How many operators would read it: bodies with an open place among those named, all of them where none is. */
export async function countReaders(db: Database, { sectors, kinds, administrations }: Audience): Promise<number> {
  const query = db('facilities').whereNull('closed_on');
  if (sectors)
    void query.whereRaw(
      "case when kind like 'after-school%' then 'after-school' else 'early-childhood' end = any (cast(? as text[]))",
      [[...sectors]],
    );
  if (kinds) void query.whereIn('kind', [...kinds]);
  if (administrations) void query.whereIn('administration', [...administrations]);
  const [row] = (await query.countDistinct('organising_body_id as bodies')) as { bodies: string }[];
  return Number(row?.bodies ?? 0);
}

/** @param version of the page, for a change; undefined for a new one. @returns its id; undefined when somebody changed it meanwhile */
export async function writeCommunication(
  db: Database,
  { userId, acr }: Viewer,
  { kind, title, text, audience, waits, from, until }: Wording,
  { id, version, at }: { id?: number; version?: number; at: Instant },
): Promise<number | undefined> {
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
    const [row] = (await (id === undefined
      ? trx('banners').insert(columns).returning('id')
      : trx('banners')
          .where({ id, version })
          .update({ ...columns, version: trx.raw('version + 1') })
          .returning('id'))) as { id: string }[];
    if (!row) return undefined;
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
    return Number(row.id);
  });
}

/** Whoever wrote it publishes nothing to all alone. @returns whether it is published now, by this person or before; undefined when other words stand there since */
export const publishCommunication = (
  db: Database,
  { userId, acr }: Viewer,
  { id, version, at }: { id: number; version: number; at: Instant },
): Promise<'published' | 'own' | undefined> =>
  db.transaction(async (trx) => {
    const row = (await trx('banners').where({ id }).forUpdate().first()) as Communication | undefined;
    if (row?.version !== version) return undefined;
    if (!row.waits) return 'published';
    if (row.written_by === userId) return 'own';
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
