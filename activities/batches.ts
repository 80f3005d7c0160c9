/** The worker's hand in long work: chunks, at a pace at which people and clerks come first. */
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import type { AnyBatchKind } from '../db/batches/batch.ts';
import { giveOrder } from '../db/batches/orders.ts';
import { findKind, workOffItems } from '../db/batches/work-off.ts';
import type { Database } from '../db/connect.ts';
import type { BatchActivities } from '../workflows/batch.ts';
import type { Bell } from '../workflows/bell.ts';

/** Items of one activity: a history of 4,000 cases stays short, and a killed worker is missed for seconds. */
const chunk = 100;
/** Items in a second at most, where their kind says nothing (hypothèse): 4,000 openings take under three minutes, and leave both cores most of their time. */
const perSecond = 25;
/** Cases opened and not yet seen by their clerk: beyond, the batch waits for the engine. */
const ahead = 50;

export interface BatchDependencies {
  db: Database;
  bell: Bell;
  kinds: readonly AnyBatchKind[];
  /** Of every kind: for tests. */
  pace?: number;
}

export function createBatchActivities({ db, bell, kinds, pace }: BatchDependencies): BatchActivities {
  const paceOf = async (id: string): Promise<number> => {
    const batch = await db('batches').where({ id }).first<{ kind: string } | undefined>('kind');
    return pace ?? (batch && findKind(batch.kind, kinds)?.perSecond) ?? perSecond;
  };
  return {
    async workOffBatch(id) {
      const context = Context.current();
      const now = engineClock(context);
      const ofKind = await paceOf(id);
      let began = performance.now();
      const beat = setInterval(() => {
        context.heartbeat();
      }, 3_000);
      const progress = await workOffItems(db, kinds, id, {
        limit: chunk,
        now,
        ring: (slug, caseId) => {
          bell.ring(slug, caseId);
        },
        async afterItem() {
          await context.sleep(Math.max(0, 1_000 / ofKind - (performance.now() - began)));
          while (bell.waiting() > ahead) await context.sleep(100);
          began = performance.now();
        },
      })
        .catch((error: unknown) => {
          if (error instanceof CancelledFailure) throw error;
          // Only the code crosses: a message of the database may hold a value.
          const { code, name } = error as { code?: string; name?: string };
          throw ApplicationFailure.retryable('an item could not be done yet', code ?? name ?? 'failed');
        })
        .finally(() => {
          clearInterval(beat);
        });
      if (!progress) throw ApplicationFailure.nonRetryable('no such batch', 'batch-not-found');
      return progress;
    },

    async orderBatch({ id, order }) {
      const batch = await db('batches').where({ id }).first<{ kind: string } | undefined>('kind');
      if (!batch) throw ApplicationFailure.nonRetryable('no such batch', 'batch-not-found');
      const undoable = findKind(batch.kind, kinds)?.undo !== undefined;
      await giveOrder(db, id, order, { undoable, actorId: null, at: engineClock(Context.current())() });
    },
  };
}

/** The engine's own time, as its workflows see it. */
function engineClock({ info }: Context): () => number {
  const started = performance.now();
  return () => info.currentAttemptScheduledTimestampMs + Math.round(performance.now() - started);
}
