/** The list of organisations as the referents keep it: what stands in it, and two of them that are one. */
import { searchable } from '../../domain/searchable.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface OrganisationRow {
  id: string;
  name: string;
  kind: 'one' | 'agreed' | 'habilitated' | 'unknown';
  status: 'to-examine' | 'recognised' | 'refused';
  version: number;
  aliases: string[];
  modules: number;
  /** The merge that brought it where it is. */
  into: { id: string; name: string; mergeId: string | null } | null;
}

const organisations = (db: Database) =>
  db('training_organisations as o')
    .leftJoin('training_organisations as t', 't.id', 'o.alias_of')
    .select<OrganisationRow[]>(
      'o.id',
      'o.name',
      'o.kind',
      'o.status',
      'o.version',
      db.raw('array(select a.name from training_organisations a where a.alias_of = o.id order by a.name) as aliases'),
      db.raw(
        '(select count(*) from training_modules m where m.organisation_id = o.id and m.alias_of is null) as modules',
      ),
      db.raw(
        `case when o.alias_of is not null then json_build_object('id', t.id, 'name', t.name, 'mergeId',
           (select g.id from training_merges g where g.organisation_id = o.id and g.undone_at is null)) end as into`,
      ),
    );

/** By name. @param after the last one of the page before */
export function listOrganisations(
  db: Database,
  {
    words,
    after,
    limit,
  }: { words?: string | undefined; after?: { name: string; id: string } | undefined; limit: number },
): Promise<OrganisationRow[]> {
  const query = organisations(db).whereNull('o.alias_of').orderBy(['o.name', 'o.id']).limit(limit);
  if (words)
    void query.whereRaw(
      `exists (select 1 from training_organisations x where coalesce(x.alias_of, x.id) = o.id
         and (searchable(x.name) like ? or searchable(x.name) % ?))`,
      [`%${searchable(words)}%`, searchable(words)],
    );
  if (after) void query.whereRaw('(o.name, o.id) > (?, ?)', [after.name, after.id]);
  return query as unknown as Promise<OrganisationRow[]>;
}
export const findOrganisationRow = (db: Database, id: string): Promise<OrganisationRow | undefined> =>
  organisations(db).where('o.id', id).first() as unknown as Promise<OrganisationRow | undefined>;

/** Those whose names are most like this one's: with which it may be one. */
export const listLikeOrganisations = (
  db: Database,
  { id, name }: { id: string; name: string },
): Promise<OrganisationRow[]> =>
  organisations(db)
    .whereNull('o.alias_of')
    .whereNot('o.id', id)
    .whereRaw('similarity(searchable(o.name), searchable(?)) > 0.25', [name])
    .orderByRaw('similarity(searchable(o.name), searchable(?)) desc, o.name', [name])
    .limit(8) as unknown as Promise<OrganisationRow[]>;

export type Merged = 'merged' | 'changed' | 'no-target';

/** The one becomes another spelling of the other: its modules and its other spellings go with it. @param version that the page showed */
export function mergeOrganisations(
  db: Database,
  viewer: Viewer,
  { id, into, version, at }: { id: string; into: string; version: number; at: Instant },
): Promise<Merged> {
  return db.transaction(async (trx) => {
    await oneAtATime(trx);
    const rows = (await trx('training_organisations')
      .whereIn('id', [id, into])
      .orderBy('id')
      .forUpdate()
      .select('id', 'alias_of', 'version')) as { id: string; alias_of: string | null; version: number }[];
    const one = rows.find((row) => row.id === id);
    const other = rows.find((row) => row.id === into);
    if (!other || other.alias_of !== null || id === into) return 'no-target';
    if (one?.version !== version || one.alias_of !== null) return 'changed';
    const modules = await moved(trx, 'training_modules', { organisation_id: id }, { organisation_id: into });
    const aliases = await moved(trx, 'training_organisations', { alias_of: id }, { alias_of: into });
    await trx('training_organisations')
      .where({ id })
      .update({ alias_of: into, version: version + 1 });
    await trx('training_merges').insert({
      organisation_id: id,
      into_id: into,
      modules,
      aliases,
      merged_by: viewer.userId,
      merged_at: instant(at),
    });
    await audit(trx, viewer, { id, at, event: 'merge', change: { alias_of: { before: null, after: into } } });
    return 'merged';
  });
}

/** What has gone on with the other one since, into a third, comes back from there; what has left it otherwise stays where it is. */
export function separateOrganisations(
  db: Database,
  viewer: Viewer,
  { id, at }: { id: string; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    await oneAtATime(trx);
    const merge = (await trx('training_merges')
      .where({ organisation_id: id })
      .whereNull('undone_at')
      .forUpdate()
      .first()) as { id: string; into_id: string; modules: string[]; aliases: string[] } | undefined;
    if (!merge) return false;
    const { target } = (await trx('training_organisations')
      .where({ id: merge.into_id })
      .first(trx.raw('coalesce(alias_of, id) as target'))) as { target: string };
    await trx('training_organisations')
      .where({ id })
      .update({ alias_of: null, version: trx.raw('version + 1') });
    await trx('training_modules')
      .whereIn('id', merge.modules)
      .where({ organisation_id: target })
      .update({ organisation_id: id });
    await trx('training_organisations')
      .whereIn('id', merge.aliases)
      .where({ alias_of: target })
      .update({ alias_of: id });
    await trx('training_merges')
      .where({ id: merge.id })
      .update({ undone_by: viewer.userId, undone_at: instant(at) });
    await audit(trx, viewer, {
      id,
      at,
      event: 'separate',
      change: { alias_of: { before: merge.into_id, after: null } },
    });
    return true;
  });
}

async function moved(trx: Database, table: string, from: object, to: object): Promise<string[]> {
  const rows = (await trx(table).where(from).update(to).returning('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}
const audit = (
  trx: Database,
  { userId, acr }: Viewer,
  {
    id,
    at,
    event,
    change,
  }: { id: string; at: Instant; event: string; change: Record<string, { before: unknown; after: unknown }> },
): Promise<void> =>
  recordAudit(trx, { at, actorId: userId, acr, event, subject: 'training-organisation', subjectId: id, change });
