/** Long work as its page reads it, through the access filter. */
import type { Knex } from 'knex';
import type { QueryBuilder } from 'objection';
import type { Ability } from '../access/subjects.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { instant, type Database } from '../connect.ts';
import { BatchModel } from '../models/batch.ts';

export interface ItemFailure {
  position: number;
  subject_id: string;
  status: 'failed' | 'kept';
  failure: string;
}

const seen = (db: Database, ability: Ability): QueryBuilder<BatchModel> =>
  BatchModel.query(db).where('batches.id', 'in', accessibleBy(db('batches').select('id'), ability, 'read', 'Batch'));

/** Undefined when there is none, or not for these eyes. */
export const findBatch = async (db: Database, ability: Ability, id: string): Promise<BatchModel | undefined> =>
  seen(db, ability).modify('told').findById(id);

/** Newest first; an opening that had nobody to open for is left out. `before`: the last line of the page before. */
export async function listBatches(
  db: Database,
  ability: Ability,
  { before, limit }: { before?: { at: number; id: string }; limit: number },
): Promise<{ rows: BatchModel[]; next: boolean }> {
  const query = seen(db, ability).modify('told').where('batches.total', '>', 0);
  if (before) void query.whereRaw('(batches.at, batches.id) < (?, ?)', [instant(before.at), before.id]);
  const found = await query
    .orderBy([
      { column: 'batches.at', order: 'desc' },
      { column: 'batches.id', order: 'desc' },
    ])
    .limit(limit + 1);
  return { rows: found.slice(0, limit), next: found.length > limit };
}

/** Items that failed, or could not be undone, in their order. */
export const listFailures = (db: Database, batchId: string, limit: number): Promise<ItemFailure[]> =>
  db('batch_items')
    .where({ batch_id: batchId })
    .whereIn('status', ['failed', 'kept'])
    .orderBy('position')
    .limit(limit)
    .select('position', 'subject_id', 'status', 'failure') as Knex.QueryBuilder<object, ItemFailure[]>;
