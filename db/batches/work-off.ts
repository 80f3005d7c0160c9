/**
 * Works off the items of a batch, each in one transaction with its mark: a worker killed in the middle leaves no item half done,
 * and the next one does none twice. Two workers at once do no harm: the second finds the mark.
 */
import type { BatchProgress } from '../../workflows/batch.ts';
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { ActRefused } from '../record-act.ts';
import {
  BatchRefused,
  batchSlug,
  ItemRefused,
  type AnyBatchKind,
  type Batch,
  type BatchItem,
  type BatchStatus,
} from './batch.ts';

/** Tries of an item that fails for no reason of its own (a database that goes away, say) before it is given up (hypothèse). */
const maximumAttempts = 5;

export interface Chunk {
  /** Items at most. */
  limit: number;
  now: () => Instant;
  ring: (slug: string, caseId: string) => void;
  /** After each item: says that one is alive, and lets others go first. */
  afterItem: (position: number) => Promise<void>;
}

export const findKind = (kind: string, among: readonly AnyBatchKind[]): AnyBatchKind | undefined =>
  among.find((candidate) => candidate.kind === kind);

/** @returns undefined when there is no such batch @throws what an item threw, while it may still succeed */
export async function workOffItems(
  db: Database,
  kinds: readonly AnyBatchKind[],
  id: string,
  { limit, now, ring, afterItem }: Chunk,
): Promise<BatchProgress | undefined> {
  const batch = await findBatchRow(db, id);
  if (!batch) return undefined;
  if (batch.status !== 'running' && batch.status !== 'undoing') return tell(db, id);
  const direction = batch.status;
  const kind = findKind(batch.kind, kinds);
  const items = await nextItems(db, id, direction, limit);
  if (items.length > 0) {
    let prepared: unknown;
    try {
      if (!kind) throw new BatchRefused('unknown-kind');
      prepared = await kind.prepare(db, batch, now());
    } catch (error) {
      if (!(error instanceof BatchRefused)) throw error;
      await hold(db, id, direction, error.code, now());
      return tell(db, id);
    }
    for (const item of items) {
      const cases: [slug: string, caseId: string][] = [];
      const context = {
        batch,
        prepared,
        token: `${batchSlug}.${id}.${String(item.position)}`,
        at: now(),
        ring: (slug: string, caseId: string) => {
          cases.push([slug, caseId]);
        },
      };
      const isOrdered = await doItem(db, batch, item, direction, context.at, async (trx) =>
        direction === 'running' ? kind.work(trx, item, context) : (await kind.undo?.(trx, item, context), item.outcome),
      );
      if (!isOrdered) break;
      cases.forEach(([slug, caseId]) => {
        ring(slug, caseId);
      });
      await afterItem(item.position);
    }
  }
  await endIfNothingIsLeft(db, id, direction, now());
  return tell(db, id);
}

const nextItems = (db: Database, id: string, direction: BatchStatus, limit: number): Promise<BatchItem[]> =>
  direction === 'running'
    ? db('batch_items')
        .where({ batch_id: id, status: 'pending' })
        .orderBy('position')
        .limit(limit)
        .select('position', 'subject_id', 'outcome')
    : // What was done last is undone first.
      db('batch_items')
        .where({ batch_id: id, status: 'done' })
        .orderBy('position', 'desc')
        .limit(limit)
        .select('position', 'subject_id', 'outcome');

// The batch's row is locked first, and only while the order stands: a pause that is committed lets no further item begin.
const mark = {
  running: `
with batch as (update batches set done = done + 1, moved_at = :at where id = :id and status = 'running' returning id),
item as (update batch_items set status = 'done', failure = null, at = :at from batch
  where batch_id = batch.id and position = :position and batch_items.status = 'pending' returning position)
select (select count(*) from batch) as ordered, (select count(*) from item) as mine`,
  undoing: `
with batch as (update batches set done = done - 1, undone = undone + 1, moved_at = :at where id = :id and status = 'undoing' returning id),
item as (update batch_items set status = 'undone', failure = null, at = :at from batch
  where batch_id = batch.id and position = :position and batch_items.status = 'done' returning position)
select (select count(*) from batch) as ordered, (select count(*) from item) as mine`,
};
class NotMine extends Error {}

/** @returns false when the order has changed: nothing more is to be done */
async function doItem(
  db: Database,
  { id }: Batch,
  { position }: BatchItem,
  direction: 'running' | 'undoing',
  at: Instant,
  work: (trx: Database) => Promise<object | null>,
): Promise<boolean> {
  try {
    return await db.transaction(async (trx) => {
      const {
        rows: [found],
      } = await trx.raw<{ rows: { ordered: number; mine: number }[] }>(mark[direction], {
        id,
        position,
        at: instant(at),
      });
      if (!found?.ordered) return false;
      if (!found.mine) throw new NotMine();
      const outcome = await work(trx);
      if (outcome)
        await trx('batch_items')
          .where({ batch_id: id, position })
          .update({ outcome: JSON.stringify(outcome) });
      return true;
    });
  } catch (error) {
    if (error instanceof NotMine) return true;
    if (error instanceof ItemRefused || error instanceof ActRefused) {
      await giveUp(db, id, position, direction, error.code, at);
      return true;
    }
    const [row] = (await db('batch_items')
      .where({ batch_id: id, position })
      .increment('attempts', 1)
      .returning('attempts')) as { attempts: number }[];
    if ((row?.attempts ?? 0) < maximumAttempts) throw error;
    const { code, name } = error as { code?: string; name?: string };
    await giveUp(db, id, position, direction, code ?? name ?? 'failed', at);
    return true;
  }
}

const refusal = {
  running: { from: 'pending', to: 'failed', failed: 1, done: 0, kept: 0 },
  undoing: { from: 'done', to: 'kept', failed: 0, done: -1, kept: 1 },
};
async function giveUp(
  db: Database,
  id: string,
  position: number,
  direction: 'running' | 'undoing',
  failure: string,
  at: Instant,
): Promise<void> {
  const { from, to, ...counts } = refusal[direction];
  await db.raw(
    // The batch first, as every item does: two workers never wait for one another.
    `with batch as (select id from batches where id = :id for update),
     item as (update batch_items set status = :to, failure = :failure, at = :at from batch
       where batch_id = batch.id and position = :position and batch_items.status = :from returning batch_id)
     update batches set failed = failed + :failed, done = done + :done, kept = kept + :kept, moved_at = :at
     from item where batches.id = item.batch_id`,
    { id, position, from, to, failure, ...counts, at: instant(at) },
  );
}

/** Ends what has nothing left; in one statement, so that an order or a retry that comes at the same moment is not overwritten. */
async function endIfNothingIsLeft(
  db: Database,
  id: string,
  direction: 'running' | 'undoing',
  at: Instant,
): Promise<void> {
  const [left, ended] = direction === 'running' ? ['pending', 'done'] : ['done', 'undone'];
  await db('batches')
    .where({ id, status: direction })
    .whereNotExists(db('batch_items').where({ batch_id: id, status: left }).select(db.raw('1')))
    .update({ status: ended, ended_at: instant(at), moved_at: instant(at) });
}

const hold = (
  db: Database,
  id: string,
  direction: 'running' | 'undoing',
  failure: string,
  at: Instant,
): Promise<number> =>
  db('batches')
    .where({ id, status: direction })
    .update({ status: direction === 'running' ? 'paused' : 'undo-paused', failure, moved_at: instant(at) });

const findBatchRow = (db: Database, id: string): Promise<Batch | undefined> => db('batches').where({ id }).first();
/** Where it stands, and that the workflow has been told so. */
async function tell(db: Database, id: string): Promise<BatchProgress> {
  const [batch] = (await db('batches')
    .where({ id })
    .update({ told: db.ref('status') })
    .returning(['status', 'total', 'done', 'failed', 'undone', 'kept'])) as BatchProgress[];
  if (!batch) throw new Error('batch not found');
  return batch;
}
