import { expect } from 'chai';
import { askForBatch, type BatchKind } from '../../db/batches/batch.ts';
import { giveOrder, type BatchOrder } from '../../db/batches/orders.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import type { BatchProgress } from '../../workflows/batch.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeNotes, noteNumbers, type NoteNumbers } from './note-numbers.ts';

const at = Date.parse('2026-11-23T09:00:00Z');

describe('long work that is no case', () => {
  let test: TestDatabase;
  before(async () => {
    test = await freshDatabase();
    await makeNotes(test.db);
  });
  after(() => test.drop());

  const ask = async (parameters: NoteNumbers, key?: string): Promise<string> =>
    (
      await askForBatch(test.db, noteNumbers, {
        parameters,
        administration: null,
        asker: null,
        at,
        ...(key ? { key } : {}),
      })
    ).id;
  const order = (id: string, what: BatchOrder) => giveOrder(test.db, id, what, { undoable: true, actorId: null, at });
  const workOff = (
    id: string,
    {
      limit = 1_000,
      after = async (_: number): Promise<void> => undefined,
      kind = noteNumbers as BatchKind<NoteNumbers, null>,
    } = {},
  ): Promise<BatchProgress> =>
    workOffItems(test.db, [kind], id, {
      limit,
      now: () => at,
      ring: () => undefined,
      afterItem: after,
    }) as Promise<BatchProgress>;
  const notes = async (id: string): Promise<number[]> =>
    ((await test.db('test_notes').where({ batch_id: id }).orderBy('position')) as { position: number }[]).map(
      ({ position }) => position,
    );
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

  it('is worked off chunk by chunk, each item once, and then it is done', async () => {
    const id = await ask({ count: 25 });
    expect(await workOff(id, { limit: 10 })).to.include({ status: 'running', total: 25, done: 10 });
    expect(await workOff(id, { limit: 10 })).to.include({ status: 'running', done: 20 });
    expect(await workOff(id, { limit: 10 })).to.include({ status: 'done', done: 25 });
    expect(await workOff(id)).to.include({ status: 'done', done: 25 });
    expect(await notes(id)).to.deep.equal(upTo(25));
    expect((await test.db('test_notes').where({ batch_id: id, position: 7 }).first('token')) as object).to.deep.equal({
      token: `batch.${id}.7`,
    });
  });

  it('is done by two workers at once without doing anything twice', async () => {
    const id = await ask({ count: 60 });
    await Promise.all([workOff(id), workOff(id), workOff(id)]);
    expect(await notes(id)).to.deep.equal(upTo(60));
    expect(await workOff(id)).to.include({ status: 'done', done: 60, failed: 0 });
  });

  it('begins no item once the pause is answered, and goes on where it was', async () => {
    const id = await ask({ count: 30 });
    let paused = 0;
    await workOff(id, {
      async after(position) {
        if (position !== 12) return;
        await order(id, 'pause');
        paused = (await notes(id)).length;
      },
    });
    expect([paused, (await notes(id)).length]).to.deep.equal([12, 12]);
    expect(await workOff(id)).to.include({ status: 'paused', done: 12 });
    await order(id, 'resume');
    expect(await workOff(id)).to.include({ status: 'done', done: 30 });
    expect(await notes(id)).to.deep.equal(upTo(30));
  });

  it('leaves undone what was not begun when it is stopped', async () => {
    const id = await ask({ count: 10 });
    await workOff(id, { limit: 4 });
    await order(id, 'cancel');
    expect(await workOff(id)).to.include({ status: 'cancelled', done: 4 });
    expect(await notes(id)).to.deep.equal(upTo(4));
    expect((await order(id, 'resume'))?.changed).to.equal(false);
  });

  it('lists what can never be done, goes on with the others, and tries again when told so', async () => {
    const id = await ask({ count: 8, impossible: [3, 5] });
    expect(await workOff(id)).to.include({ status: 'done', done: 6, failed: 2 });
    expect(await notes(id), 'a refused item leaves nothing').to.deep.equal([1, 2, 4, 6, 7, 8]);
    await test
      .db('batches')
      .where({ id })
      .update({ parameters: JSON.stringify({ count: 8, impossible: [5] }) });
    await order(id, 'retry');
    expect(await workOff(id)).to.include({ status: 'done', done: 7, failed: 1 });
    expect(await notes(id)).to.deep.equal([1, 2, 3, 4, 6, 7, 8]);
  });

  it('is undone from the last item to the first; what has moved on is kept and listed', async () => {
    const id = await ask({ count: 9, stays: [4] });
    await workOff(id, { limit: 6 });
    await order(id, 'cancel');
    await order(id, 'undo');
    const undone: number[] = [];
    expect(
      await workOff(id, {
        after: (position) => {
          undone.push(position);
          return Promise.resolve();
        },
      }),
    ).to.include({ status: 'undone', done: 0, undone: 5, kept: 1 });
    expect(undone).to.deep.equal([6, 5, 4, 3, 2, 1]);
    expect(await notes(id)).to.deep.equal([4]);
    await test
      .db('batches')
      .where({ id })
      .update({ parameters: JSON.stringify({ count: 9 }) });
    await order(id, 'undo');
    expect(await workOff(id)).to.include({ status: 'undone', undone: 6, kept: 0 });
  });

  it('tries an item that fails for no reason of its own again, and gives it up in the end', async () => {
    const id = await ask({ count: 3 });
    let falls = 0;
    const falling: BatchKind<NoteNumbers, null> = {
      ...noteNumbers,
      work: (trx, item, context) => {
        if (item.position !== 2) return noteNumbers.work(trx, item, context);
        falls += 1;
        return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNRESET' }));
      },
    };
    for (let times = 1; times < 5; times += 1)
      expect(await workOff(id, { kind: falling }).catch((error: unknown) => (error as Error).message)).to.equal('away');
    expect(await workOff(id, { kind: falling })).to.include({ status: 'done', done: 2, failed: 1 });
    expect(falls).to.equal(5);
    expect(
      (await test.db('batch_items').where({ batch_id: id, position: 2 }).first('failure')) as object,
    ).to.deep.equal({
      failure: 'ECONNRESET',
    });
  });

  it('is asked for once where there is one of it only, however many ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => ask({ count: 5 }, 'once')));
    expect(new Set(ids).size).to.equal(1);
    expect(await test.db('batch_items').where({ batch_id: ids[0]! })).to.have.lengthOf(5);
  });

  it('takes one of two orders given at the same moment', async () => {
    const id = await ask({ count: 5 });
    const answers = await Promise.all([order(id, 'pause'), order(id, 'pause'), order(id, 'pause')]);
    expect(answers.filter((answer) => answer?.changed)).to.have.lengthOf(1);
    const mixed = await Promise.all([order(id, 'resume'), order(id, 'cancel')]);
    expect(mixed.filter((answer) => answer?.changed).length).to.be.within(1, 2);
    expect(['running', 'cancelled']).to.include((await workOff(id, { limit: 1 })).status);
  });

  it('has nothing to do, and is done', async () => {
    expect(await workOff(await ask({ count: 0 }))).to.include({ status: 'done', total: 0 });
  });
});
