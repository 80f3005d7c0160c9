/** The history of one organising body: who consulted and who changed what of its data, newest first, as far as the reader may see it. */
import type { Knex } from 'knex';
import { endOfDay, startOfDay, type Day } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { nameSubjects, type HistoryRow } from '../supervision/history.ts';

export const deeds = ['consulted', 'changed', 'access'] as const;
export type Deed = (typeof deeds)[number];

export interface BodyHistoryFilter {
  deed?: Deed;
  subjects?: readonly string[];
  events?: readonly string[];
  actorId?: string;
  from?: Day;
  to?: Day;
}
export interface BodyHistoryRow extends Omit<HistoryRow, 'id' | 'body'> {
  id: string;
  deed: Deed;
  /** Whose account it is about. */
  about: string | null;
  /** An agent of ONE. */
  fromOne: boolean;
}
export interface Asked {
  bodyId: string;
  filter: BodyHistoryFilter;
  /** Acts that agents do among themselves, as `slug/action`. */
  hidden: readonly string[];
}

/** More than this is for several exports of shorter periods. */
export const mostExported = 20_000;
const pageSize = 50;

export async function listBodyHistory(
  db: Database,
  viewer: Viewer,
  asked: Asked,
  cursor: Cursor,
): Promise<Page<BodyHistoryRow>> {
  const from = cursor.after ?? cursor.before;
  const place =
    from === undefined
      ? undefined
      : await db('body_history')
          .where({ id: from, organising_body_id: asked.bodyId })
          .first<{ at: string } | undefined>(db.raw('cast(at as text) as at'));
  const page = await turnPage<BodyHistoryRow>(
    db,
    linesOf(db, viewer, asked),
    { column: db.raw('line.at'), id: 'line.id', descending: true },
    cursor,
    place?.at,
    pageSize,
  );
  return { ...page, rows: await named(db, page.rows) };
}

/** Newest first, at most `mostExported` and one. */
export async function listForSheet(db: Database, viewer: Viewer, asked: Asked): Promise<BodyHistoryRow[]> {
  const rows = (await linesOf(db, viewer, asked)
    .orderBy([
      { column: 'line.at', order: 'desc' },
      { column: 'line.id', order: 'desc' },
    ])
    .limit(mostExported + 1)) as BodyHistoryRow[];
  return named(db, rows);
}

const named = async (db: Database, rows: readonly BodyHistoryRow[]): Promise<BodyHistoryRow[]> =>
  (await nameSubjects(db, rows)).map((row) => ({ ...row, ...(row.about ? { name: row.about } : {}) }));

// As this body calls them: what another body wrote of a person is not told here.
const aboutName =
  "coalesce(about_there.first_name, about.first_name) || ' ' || coalesce(about_there.family_name, about.family_name)";
const actorName =
  "coalesce(there.first_name, actor.first_name) || ' ' || coalesce(there.family_name, actor.family_name)";

function linesOf(db: Database, { ability }: Viewer, { bodyId, filter, hidden }: Asked): Knex.QueryBuilder {
  const query = accessibleBy(db('body_history as line'), ability, 'read', 'HistoryLine', 'line').where(
    'line.organising_body_id',
    bodyId,
  );
  if (filter.deed) void query.where('line.deed', filter.deed);
  if (filter.subjects) void query.whereRaw('line.subject = any(?)', [[...filter.subjects]]);
  if (filter.events) void query.whereRaw('line.event = any(?)', [[...filter.events]]);
  if (filter.actorId) void query.where('line.actor_id', filter.actorId);
  if (filter.from) void query.where('line.at', '>=', instant(startOfDay(filter.from)));
  if (filter.to) void query.where('line.at', '<', instant(endOfDay(filter.to)));
  return query
    .whereRaw("(line.action is null or (cases.slug || '/' || line.action) <> all(?))", [[...hidden]])
    .leftJoin('audit', 'audit.id', 'line.audit_id')
    .leftJoin('acts', (on) => on.on('acts.case_id', 'line.case_id').andOn('acts.number', 'line.act_number'))
    .leftJoin('cases', 'cases.id', 'line.case_id')
    .leftJoin('users as actor', 'actor.id', 'line.actor_id')
    .leftJoin('memberships as there', (on) =>
      on.on('there.user_id', 'actor.id').andOn('there.organising_body_id', 'line.organising_body_id'),
    )
    .leftJoin('users as about', 'about.id', 'line.about_user_id')
    .leftJoin('memberships as about_there', (on) =>
      on.on('about_there.user_id', 'about.id').andOn('about_there.organising_body_id', 'line.organising_body_id'),
    )
    .select(
      db.raw('cast(line.id as text) as id'),
      'line.at',
      'line.event',
      'line.deed',
      'line.subject',
      db.raw('coalesce(audit.subject_id, cast(line.case_id as text)) as subject_id'),
      'audit.change',
      db.raw('coalesce(audit.acr, acts.acr) as acr'),
      'line.actor_id',
      { actor: db.raw(actorName) },
      db.raw('coalesce(actor.portal = \'office\', false) as "fromOne"'),
      { about: db.raw(aboutName) },
      'line.action',
      'acts.actor_role',
      'cases.slug',
    );
}

/** Who did something here, for the filter. */
export async function listActors(
  db: Database,
  { ability }: Viewer,
  bodyId: string,
): Promise<{ id: string; name: string; fromOne: boolean }[]> {
  return db('users as actor')
    .leftJoin('memberships as there', (on) =>
      on.on('there.user_id', 'actor.id').andOnVal('there.organising_body_id', bodyId),
    )
    .whereIn(
      'actor.id',
      accessibleBy(db('body_history as line'), ability, 'read', 'HistoryLine', 'line')
        .where('line.organising_body_id', bodyId)
        .whereNotNull('line.actor_id')
        .distinct('line.actor_id'),
    )
    .orderByRaw("actor.portal = 'office', 2")
    .select('actor.id', { name: db.raw(actorName) }, db.raw('actor.portal = \'office\' as "fromOne"'));
}
