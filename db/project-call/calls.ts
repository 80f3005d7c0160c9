/** The calls themselves: written and published. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { recordAudit } from '../audit.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';

export interface ProjectCall {
  id: string;
  title: string;
  description: string;
  /** Of facilities that may answer. */
  kinds: string[];
  opens_at: Instant;
  /** A file that comes at this very instant comes too late. */
  closes_at: Instant;
  rules_name: string | null;
  rules_size: number | null;
  /** Hexadecimal SHA-256: where the document is kept. */
  rules_digest: string | null;
  version: number;
  published_at: Instant | null;
  /** Since then a second person is to publish them, unless an opinion has changed (`results.ts`). */
  results_proposed_at: Instant | null;
  results_at: Instant | null;
}
export type Wording = Pick<ProjectCall, 'title' | 'description' | 'kinds' | 'opens_at' | 'closes_at'>;

const mostShown = 100;

const calls = (db: Database): Knex.QueryBuilder =>
  db('project_calls').select(
    'id',
    'title',
    'description',
    'kinds',
    'opens_at',
    'closes_at',
    'rules_name',
    'rules_size',
    db.raw("encode(rules_digest, 'hex') as rules_digest"),
    'version',
    'published_at',
    'results_proposed_at',
    'results_at',
  );

/** All of them, the last to close first, with how many files stand in each. */
export const listCalls = (db: Database): Promise<ProjectCall[]> =>
  calls(db)
    .orderBy([
      { column: 'closes_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostShown) as unknown as Promise<ProjectCall[]>;

export const findCall = async (db: Database, id: string): Promise<ProjectCall | undefined> =>
  (await calls(db).where({ id }).first()) as ProjectCall | undefined;

/** Published, for one of these kinds of places, begun or not; the last to close first. */
export const listPublished = (db: Database, kinds: readonly string[]): Promise<ProjectCall[]> =>
  calls(db)
    .whereNotNull('published_at')
    .whereRaw('kinds && cast(? as text[])', [[...kinds]])
    .orderBy([
      { column: 'closes_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostShown) as unknown as Promise<ProjectCall[]>;

const minute = 60_000;
/** The last minute in which a file is in time: what people are told. */
export const lastMinuteOf = ({ closes_at: closes }: Pick<ProjectCall, 'closes_at'>): Instant => closes - minute;

/** Whether a file that reaches the portal at that instant is in time. */
export const takesFiles = (
  { published_at: published, opens_at: opens, closes_at: closes }: ProjectCall,
  at: Instant,
): boolean => published !== null && at >= opens && at < closes;

/** The call that a file was deposited for, and the hour of its last deposit. */
export async function findDeposited(db: Database, caseId: string): Promise<{ call: ProjectCall; at: Instant }> {
  const row = (await db('cases as c')
    .join('acts as a', 'a.case_id', 'c.id')
    .where({ 'c.id': caseId })
    .whereIn('a.action', ['deposit', 'deposit-again'])
    .orderBy('a.number', 'desc')
    .first('a.at', db.raw("c.state -> 'data' ->> 'call' as call"))) as { at: Instant; call: string } | undefined;
  const call = row && (await findCall(db, row.call));
  if (!call) throw new Error(`${caseId} names no call`);
  return { call, at: row.at };
}

/** @returns its id; undefined when somebody changed or published it meanwhile. */
export function writeCall(
  db: Database,
  { userId, acr }: Viewer,
  { title, description, kinds, opens_at: opens, closes_at: closes }: Wording,
  { id, version, at }: { id?: string; version?: number; at: Instant },
): Promise<string | undefined> {
  const columns = {
    title,
    description,
    kinds,
    opens_at: instant(opens),
    closes_at: instant(closes),
    written_by: userId,
    written_at: instant(at),
  };
  return db.transaction(async (trx) => {
    const [row] = (await (id === undefined
      ? trx('project_calls').insert(columns).returning('id')
      : trx('project_calls')
          .where({ id, version: version ?? 0 })
          .whereNull('published_at')
          .update({ ...columns, version: trx.raw('version + 1') })
          .returning('id'))) as { id: string }[];
    if (!row) return undefined;
    await recordAudit(trx, {
      at,
      actorId: userId,
      acr,
      event: id === undefined ? 'create' : 'update',
      subject: 'project-call',
      subjectId: row.id,
    });
    return row.id;
  });
}

/** The rules of the call, a PDF; the one before is not offered any more. */
export const attachRules = (
  db: Database,
  id: string,
  { name, size, digest }: { name: string; size: number; digest: string },
): Promise<number> =>
  db('project_calls')
    .where({ id })
    .whereNull('published_at')
    .update({
      rules_name: name,
      rules_size: size,
      rules_digest: Buffer.from(digest, 'hex'),
      version: db.raw('version + 1'),
    });

/** @returns false when somebody has changed or published it meanwhile */
export function publishCall(
  db: Database,
  { userId, acr }: Viewer,
  { id, version, at }: { id: string; version: number; at: Instant },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const done = await trx('project_calls')
      .where({ id, version })
      .whereNull('published_at')
      .update({ published_by: userId, published_at: instant(at), version: version + 1 });
    if (done === 0) return false;
    await recordAudit(trx, { at, actorId: userId, acr, event: 'publish', subject: 'project-call', subjectId: id });
    return true;
  });
}
