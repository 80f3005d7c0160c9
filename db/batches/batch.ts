/**
 * Long work that is no case: what a kind of it supplies, and how one is asked for. What is written here is the truth;
 * the workflow `batch` only carries it on, and a bell (`bell.ring('batch', id)`) tells it to look.
 */
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import type { Ability, SubjectName } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import type { BatchStatus } from '../../workflows/batch.ts';
import { instant, type Database } from '../connect.ts';

/** The workflow's type, and the beginning of its id. */
export const batchSlug = 'batch';

export type { BatchStatus };

export interface Batch<P extends object = object> {
  id: string;
  kind: string;
  key: string | null;
  parameters: P;
  reason: string | null;
  administration: string | null;
  asked_by: string | null;
  at: Instant;
  status: BatchStatus;
  /** Why it has put itself on hold: who asked for it has no right to it any more, say. */
  failure: string | null;
  total: number;
  done: number;
  failed: number;
  undone: number;
  kept: number;
  moved_at: Instant;
  ended_at: Instant | null;
}
export interface BatchItem {
  position: number;
  subject_id: string;
  /** What the work left for undoing it. */
  outcome: object | null;
}
export interface ItemContext<P extends object, C> {
  batch: Batch<P>;
  /** What `prepare` found, for all items of a chunk. */
  prepared: C;
  /** Of the item, for acts: done again after a crash it is the same. */
  token: string;
  at: Instant;
  /** Rings for a case once the item is committed. */
  ring: (slug: string, caseId: string) => void;
}

/** `slug`: of the case that the subject belongs to; null when it is a facility. */
export interface NamedSubject {
  id: string;
  text: string;
  slug: string | null;
  /** Null: it has no page of its own. */
  page_id: string | null;
}

/** What a kind of long work supplies. Ids and codes only in parameters and outcomes. */
export interface BatchKind<P extends object = object, C = unknown> {
  kind: string;
  /** Items in a second at most: where somebody waits for the end of it. */
  perSecond?: number;
  /** Asked of whoever starts one; null: the calendar alone does. */
  mayStart: { action: string; subject: SubjectName } | null;
  /** The subjects, as a query of one column `id`, in the order in which they are worked off. */
  items(db: Database, parameters: P, asker: Viewer | null): Knex.QueryBuilder;
  /** Read once for each chunk. @throws BatchRefused when the batch cannot go on */
  prepare(db: Database, batch: Batch<P>, at: Instant): Promise<C>;
  /** One item, in the transaction of its mark. @returns what undoing needs @throws ItemRefused when it can never be done */
  work(trx: Database, item: BatchItem, context: ItemContext<P, C>): Promise<object | null>;
  /** What its subjects are called, those that the reader may see. */
  named(db: Database, ability: Ability, ids: readonly string[]): Promise<NamedSubject[]>;
  /** Where the work allows it. @throws ItemRefused when this one must stay as it is */
  undo?(trx: Database, item: BatchItem, context: ItemContext<P, C>): Promise<void>;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a kind with any parameters, for the kit that serves them all
export type AnyBatchKind = BatchKind<any, any>;

/** This item, never: it is listed with its code, and the others go on. */
export class ItemRefused extends Error {
  code: string;
  constructor(code: string) {
    super(`item refused: ${code}`);
    this.name = 'ItemRefused';
    this.code = code;
  }
}
/** No item of this batch, for now: it puts itself on hold, and waits for a person. */
export class BatchRefused extends Error {
  code: string;
  constructor(code: string) {
    super(`batch refused: ${code}`);
    this.name = 'BatchRefused';
    this.code = code;
  }
}

export interface BatchRequest<P extends object> {
  parameters: P;
  /** Of these there is one batch only: asked for twice, the first is given back. */
  key?: string;
  reason?: string;
  administration: string | null;
  /** Null: the calendar. */
  asker: Viewer | null;
  at: Instant;
}

/** Writes the batch with all its items, or none. Ring for it afterwards. */
export function askForBatch<P extends object>(
  db: Database,
  kind: BatchKind<P>,
  { parameters, key, reason, administration, asker, at }: BatchRequest<P>,
): Promise<{ id: string; total: number; already: boolean }> {
  return db.transaction(async (trx) => {
    const id = randomUUID();
    const inserted = await trx('batches')
      .insert({
        id,
        kind: kind.kind,
        key: key ?? null,
        parameters: JSON.stringify(parameters),
        reason: reason ?? null,
        administration,
        asked_by: asker?.userId ?? null,
        at: instant(at),
        moved_at: instant(at),
        total: 0,
      })
      .onConflict(trx.raw('(kind, key) where key is not null'))
      .ignore();
    if ((inserted as unknown as { rowCount: number }).rowCount === 0) {
      const there = await trx('batches')
        .where({ kind: kind.kind, key })
        .first<{ id: string; total: number }>('id', 'total');
      return { ...there, already: true };
    }
    await trx.raw(
      'insert into batch_items (batch_id, position, subject_id) select ?, row_number() over (), subjects.id from (?) as subjects',
      [id, kind.items(trx, parameters, asker)],
    );
    const [row] = (await trx('batches')
      .where({ id })
      .update({ total: trx('batch_items').where({ batch_id: id }).count('*') })
      .returning('total')) as { total: number }[];
    // Nothing to do is done.
    await trx('batches')
      .where({ id, total: 0 })
      .update({ status: 'done', told: 'done', ended_at: instant(at) });
    if (asker)
      await recordAudit(trx, {
        at,
        actorId: asker.userId,
        acr: asker.acr,
        event: 'create',
        subject: batchSlug,
        subjectId: id,
      });
    return { id, total: row!.total, already: false };
  });
}
