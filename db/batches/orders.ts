/** What may be said to long work under way. The row is the order; the workflow is rung for and reads it. */
import type { Instant } from '../../domain/calendar.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';
import { batchSlug, type BatchStatus } from './batch.ts';

export const batchOrders = ['pause', 'resume', 'cancel', 'undo', 'retry'] as const;
export type BatchOrder = (typeof batchOrders)[number];

type Leads = Readonly<Partial<Record<BatchStatus, BatchStatus>>>;
const leads: Readonly<Record<BatchOrder, Leads>> = {
  pause: { running: 'paused', undoing: 'undo-paused' },
  resume: { 'paused': 'running', 'undo-paused': 'undoing' },
  cancel: { running: 'cancelled', paused: 'cancelled' },
  undo: { paused: 'undoing', done: 'undoing', cancelled: 'undoing', undone: 'undoing' },
  retry: { done: 'running' },
};

interface Standing {
  status: BatchStatus;
  done: number;
  failed: number;
  kept: number;
}
/** Which orders make sense now. @param undoable whether the kind of work can be undone at all */
export function ordersFor({ status, done, failed, kept }: Standing, undoable: boolean): BatchOrder[] {
  return batchOrders.filter((order) => {
    if (leads[order][status] === undefined) return false;
    switch (order) {
      case 'undo':
        return undoable && (status === 'undone' ? kept > 0 : done > 0);
      case 'retry':
        return failed > 0;
      case 'pause':
      case 'resume':
      case 'cancel':
        return true;
      default:
        return order satisfies never;
    }
  });
}

export interface GivenOrder {
  /** False: somebody was quicker, or it makes no sense any more. */
  changed: boolean;
  status: BatchStatus;
}
/**
 * Gives an order. It holds from its commit: no item is begun after a pause. Ring for the batch afterwards.
 * @returns undefined when there is no such batch
 */
export function giveOrder(
  db: Database,
  id: string,
  order: BatchOrder,
  { undoable, actorId, acr, at }: { undoable: boolean; actorId: string | null; acr?: number | null; at: Instant },
): Promise<GivenOrder | undefined> {
  return db.transaction(async (trx) => {
    // An item under way is committed first, for it holds this row.
    const before = (await trx('batches').where({ id }).forUpdate().first('status', 'done', 'failed', 'kept')) as
      | Standing
      | undefined;
    if (!before) return undefined;
    if (!ordersFor(before, undoable).includes(order)) return { changed: false, status: before.status };
    const status = leads[order][before.status]!;
    const ends = status === 'cancelled';
    await trx('batches')
      .where({ id })
      .update({ status, failure: null, moved_at: instant(at), ended_at: ends ? instant(at) : null });
    if (order === 'retry') await takeUpAgain(trx, id);
    if (order === 'undo' && before.status === 'undone') await tryToUndoAgain(trx, id);
    await recordAudit(trx, {
      at,
      actorId,
      acr: acr ?? null,
      event: order,
      subject: batchSlug,
      subjectId: id,
      change: { status: { before: before.status, after: status } },
    });
    return { changed: true, status };
  });
}

async function takeUpAgain(trx: Database, id: string): Promise<void> {
  const count = await trx('batch_items')
    .where({ batch_id: id, status: 'failed' })
    .update({ status: 'pending', attempts: 0, failure: null });
  await trx('batches').where({ id }).decrement('failed', count);
}
async function tryToUndoAgain(trx: Database, id: string): Promise<void> {
  const count = await trx('batch_items')
    .where({ batch_id: id, status: 'kept' })
    .update({ status: 'done', attempts: 0, failure: null });
  await trx('batches')
    .where({ id })
    .update({ kept: trx.raw('kept - ?', [count]), done: trx.raw('done + ?', [count]) });
}
