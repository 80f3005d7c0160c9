/** A kind of long work that a test can count: each item writes a line, once; undoing takes it away. */
import { ItemRefused, type BatchKind } from '../../db/batches/batch.ts';
import type { Database } from '../../db/connect.ts';

export interface NoteNumbers {
  count: number;
  /** Positions that can never be done, and those that have moved on when they are to be undone. */
  impossible?: number[];
  stays?: number[];
}

/** With no rule against a second line: that there is none is what the tests look at. */
export const makeNotes = (db: Database): Promise<unknown> =>
  db.raw(
    'create table test_notes (batch_id uuid, position int, token text); grant all on test_notes to pro_one_worker',
  );

export const noteNumbers: BatchKind<NoteNumbers, null> = {
  kind: 'note-numbers',
  mayStart: { action: 'supervise', subject: 'Case' },
  items: (db, { count }) =>
    db(db.raw('generate_series(1, ?) as numbers', [count])).select(db.raw('gen_random_uuid() as id')),
  prepare: () => Promise.resolve(null),
  named: () => Promise.resolve([]),
  async work(trx, { position }, { batch, token }) {
    await trx('test_notes').insert({ batch_id: batch.id, position, token });
    if (batch.parameters.impossible?.includes(position)) throw new ItemRefused('impossible');
    return { position };
  },
  async undo(trx, { position }, { batch }) {
    if (batch.parameters.stays?.includes(position)) throw new ItemRefused('moved-on');
    await trx('test_notes').where({ batch_id: batch.id, position }).delete();
  },
};
