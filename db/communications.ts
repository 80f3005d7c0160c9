/** What ONE says to all, or to some: written by those who answer for it, shown on top of pages until its readers put it away, kept on a page. */
import type { Instant } from '../domain/calendar.ts';
import { recordAudit } from './audit.ts';
import type { Viewer } from './access/viewer.ts';
import { instant, type Database } from './connect.ts';
import type { Sector } from './home/shell.ts';
import { Communication } from './models/communication.ts';

export interface Wording {
  kind: Communication['kind'];
  title: string;
  text: string;
  portals: ('pro' | 'office')[];
  /** Of operators; both where none is said. */
  sectors: Sector[] | null;
  from: Instant;
  until: Instant;
}

/** The latest first, those to come included: for who writes them. */
export const listAllCommunications = async (db: Database): Promise<Communication[]> =>
  Communication.query(db)
    .orderBy([
      { column: 'shown_until', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(200);

export const findCommunication = async (db: Database, id: number): Promise<Communication | undefined> =>
  Communication.query(db).findById(id);

/** What a portal was and is told, the latest first. */
export const listCommunications = async (
  db: Database,
  { portal, sectors }: { portal: 'pro' | 'office'; sectors: readonly Sector[] },
  now: Instant,
): Promise<Communication[]> =>
  Communication.query(db)
    .where('shown_from', '<=', instant(now))
    .whereRaw('portals @> array[?]', [portal])
    .where((either) => {
      void either.whereNull('sectors');
      if (portal === 'pro') void either.orWhereRaw('sectors && cast(? as text[])', [[...sectors]]);
    })
    .orderBy('shown_from', 'desc')
    .limit(50);

/** @param version of the page, for a change; undefined for a new one. @returns its id; undefined when somebody changed it meanwhile */
export async function writeCommunication(
  db: Database,
  { userId, acr }: Viewer,
  wording: Wording,
  { id, version, at }: { id?: number; version?: number; at: Instant },
): Promise<number | undefined> {
  const columns = {
    kind: wording.kind,
    title: wording.title,
    text: wording.text,
    portals: wording.portals,
    sectors: wording.sectors,
    shown_from: instant(wording.from),
    shown_until: instant(wording.until),
    written_by: userId,
    written_at: instant(at),
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

/** Off the pages of one reader; it stays on the page of communications. */
export const putAway = (db: Database, userId: string, id: number): Promise<unknown> =>
  db.raw(
    'insert into banners_put_away (user_id, banner_id) select ?, id from banners where id = ? on conflict do nothing',
    [userId, id],
  );
