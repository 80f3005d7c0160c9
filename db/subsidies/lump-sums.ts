/** Tables of lump sums: encoded by one person, published by another, corrected by the next version. */
import type { Instant } from '../../domain/calendar.ts';
import type { Quarter } from '../../domain/quarter.ts';
import { staffGroups } from '../../domain/subsidy/calculate.ts';
import type { LumpSumEuros, Regime } from '../../domain/subsidy/lump-sums.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { askForBatch } from '../batches/batch.ts';
import { publishLumpSums } from '../batches/publish-lump-sums.ts';
import { writeCommunication, type Wording } from '../communications.ts';
import { instant, type Database } from '../connect.ts';

export interface LumpSumTable {
  id: string;
  quarter: Quarter;
  regime: Regime;
  version: number;
  motive: string | null;
  status: 'draft' | 'published' | 'dropped';
  encoded_by: string;
  encoded_at: Instant;
  published_by: string | null;
  published_at: Instant | null;
  encoder: string;
  publisher: string | null;
  euros: LumpSumEuros;
}
export const perPage = 20;

const tables = (db: Database) =>
  db('lump_sum_tables as t')
    .join('users as e', 'e.id', 't.encoded_by')
    .leftJoin('users as p', 'p.id', 't.published_by')
    .joinRaw(
      'join lateral (select jsonb_object_agg(staff_group, euros) as euros from lump_sums where table_id = t.id) s on true',
    )
    .whereNot('t.status', 'dropped')
    .select(
      't.*',
      's.euros',
      db.raw("e.first_name || ' ' || e.family_name as encoder"),
      db.raw("p.first_name || ' ' || p.family_name as publisher"),
    );

export interface TableFilter {
  regime?: Regime;
  publishedOnly?: boolean;
}
/** A page of them, the latest first. @param page from 1 */
export async function listTables(
  db: Database,
  { regime, publishedOnly }: TableFilter,
  page: number,
): Promise<{ rows: LumpSumTable[]; total: number }> {
  const among = (query: ReturnType<typeof tables>) =>
    query.modify((each) => {
      if (regime) void each.where('t.regime', regime);
      if (publishedOnly) void each.where('t.status', 'published');
    });
  const rows = (await among(tables(db))
    .orderByRaw("t.status = 'draft' desc, coalesce(t.published_at, t.encoded_at) desc, t.id")
    .limit(perPage)
    .offset((page - 1) * perPage)) as LumpSumTable[];
  const { count } = (await db
    .from(among(tables(db)).as('all'))
    .count('* as count')
    .first()) as { count: number };
  return { rows, total: Number(count) };
}

export const findTable = (db: Database, id: string): Promise<LumpSumTable | undefined> =>
  tables(db).where('t.id', id).first() as unknown as Promise<LumpSumTable | undefined>;
/** The one before it. */
export const tableBefore = (
  db: Database,
  { quarter, regime, version }: Pick<LumpSumTable, 'quarter' | 'regime' | 'version'>,
): Promise<LumpSumTable | undefined> =>
  tables(db)
    .where({ 't.quarter': quarter, 't.regime': regime, 't.status': 'published' })
    .where('t.version', '<', version)
    .orderBy('t.version', 'desc')
    .first() as unknown as Promise<LumpSumTable | undefined>;

export interface EncodedTable {
  quarter: Quarter;
  regime: Regime;
  euros: LumpSumEuros;
  /** Asked of a correction. */
  motive?: string;
}
export type NotEncoded = 'draft-there' | 'motive-missing';

/** A draft: the next version of its quarter and regime. @returns its id, or why there is none */
export function encodeTable(
  db: Database,
  viewer: Viewer,
  { quarter, regime, euros, motive }: EncodedTable,
  at: Instant,
): Promise<{ id: string } | { refused: NotEncoded; id?: string }> {
  return db.transaction(async (trx) => {
    const last = (await trx('lump_sum_tables')
      .where({ quarter, regime })
      .whereNot('status', 'dropped')
      .orderBy('version', 'desc')
      .first('id', 'version', 'status')) as Pick<LumpSumTable, 'id' | 'version' | 'status'> | undefined;
    if (last?.status === 'draft') return { refused: 'draft-there', id: last.id };
    if (last && !motive) return { refused: 'motive-missing' };
    const [row] = (await trx('lump_sum_tables')
      .insert({
        quarter,
        regime,
        version: (last?.version ?? 0) + 1,
        motive: last ? motive : null,
        encoded_by: viewer.userId,
        encoded_at: instant(at),
      })
      // Two at the same moment: the second finds the draft of the first.
      .onConflict()
      .ignore()
      .returning('id')) as { id: string }[];
    if (!row) return { refused: 'draft-there' };
    await trx('lump_sums').insert(
      staffGroups.map((group) => ({ table_id: row.id, staff_group: group, euros: euros[group] })),
    );
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'create',
      subject: 'lump-sums',
      subjectId: row.id,
    });
    return { id: row.id };
  });
}

/** @returns false when it is no draft any more */
export function dropTable(db: Database, viewer: Viewer, id: string, at: Instant): Promise<boolean> {
  return db.transaction(async (trx) => {
    if ((await trx('lump_sum_tables').where({ id, status: 'draft' }).update({ status: 'dropped' })) === 0) return false;
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'delete',
      subject: 'lump-sums',
      subjectId: id,
    });
    return true;
  });
}

/**
 * Publishes it, tells operators, and asks for the batch that calculates what waits for it: all or nothing.
 * @returns the batch to ring for; undefined when somebody has published or dropped it meanwhile
 */
export function publishTable(
  db: Database,
  viewer: Viewer,
  id: string,
  { told, at }: { told: Wording; at: Instant },
): Promise<{ batchId: string; total: number } | undefined> {
  return db.transaction(async (trx) => {
    const [table] = (await trx('lump_sum_tables')
      .where({ id, status: 'draft' })
      .whereNot('encoded_by', viewer.userId)
      .update({ status: 'published', published_by: viewer.userId, published_at: instant(at) })
      .returning(['quarter', 'regime', 'version', 'motive'])) as Pick<
      LumpSumTable,
      'quarter' | 'regime' | 'version' | 'motive'
    >[];
    if (!table) return undefined;
    const { quarter, regime, version } = table;
    // Whoever is about to let a request wait for it comes before, and is among its items; or finds it published.
    await trx('lump_sum_waits')
      .insert({ quarter, regime, published: version })
      .onConflict(['quarter', 'regime'])
      .merge({ published: version });
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'publish',
      subject: 'lump-sums',
      subjectId: id,
      change: { version: { before: version - 1, after: version } },
    });
    await writeCommunication(trx, viewer, told, { at });
    const { id: batchId, total } = await askForBatch(trx, publishLumpSums, {
      parameters: { tableId: id, quarter, regime },
      key: id,
      ...(table.motive ? { reason: table.motive } : {}),
      administration: null,
      asker: viewer,
      at,
    });
    return { batchId, total };
  });
}

/** Of what a publication would calculate, and calculate anew. */
export async function countConcerned(
  db: Database,
  { quarter, regime }: { quarter: Quarter; regime: Regime },
): Promise<{ waiting: number; revised: number }> {
  const row = (await publishLumpSums
    .items(db, { tableId: '', quarter, regime }, null)
    .clear('select')
    .clear('order')
    .first(
      db.raw("count(*) filter (where cases.status = 'awaiting-scale') as waiting"),
      db.raw("count(*) filter (where cases.status <> 'awaiting-scale') as revised"),
    )) as { waiting: number; revised: number };
  return row;
}
