import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect } from 'chai';
import { askForBatch, batchSlug, type Batch } from '../../db/batches/batch.ts';
import { giveOrder, type BatchOrder } from '../../db/batches/orders.ts';
import { ringLagging } from '../../db/ring-lagging.ts';
import { waitUntil } from '../../local/processes.ts';
import { progress, signals, type Order } from '../../workflows/batch.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { makeNotes, noteNumbers, type NoteNumbers } from './note-numbers.ts';

describe('long work, carried on by the engine', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine({ batches: [noteNumbers] });
    await makeNotes(engine.db);
  });
  after(() => engine.close());

  const ask = async (parameters: NoteNumbers, { rung = true } = {}): Promise<string> => {
    const at = await engine.now();
    const { id } = await askForBatch(engine.db, noteNumbers, { parameters, administration: null, asker: null, at });
    if (rung) engine.bell.ring(batchSlug, id);
    return id;
  };
  const find = (id: string): Promise<Batch> => engine.db('batches').where({ id }).first();
  const becomes = (id: string, ...statuses: Batch['status'][]): Promise<void> =>
    waitUntil('batch', async () => statuses.includes((await find(id)).status), { timeout: 20_000 });
  const reaches = (id: string, done: number): Promise<void> =>
    waitUntil('batch', async () => (await find(id)).done >= done, { timeout: 20_000 });
  const handleOf = (id: string) => engine.env.client.workflow.getHandle(`${batchSlug}-${id}`);
  /** Without `result()`, which would let time run on while a bell is still on its way. */
  const ended = (id: string): Promise<void> =>
    waitUntil('workflow', async () => (await handleOf(id).describe()).status.name === 'COMPLETED', { timeout: 20_000 });
  const give = async (id: string, order: BatchOrder): Promise<void> => {
    await giveOrder(engine.db, id, order, { undoable: true, actorId: null, at: await engine.now() });
    engine.bell.ring(batchSlug, id);
  };
  /** `RECORD_HISTORIES=0.2 npm test -- test/batches/engine.test.ts` keeps what later releases must replay. */
  async function keep(id: string, name: string): Promise<void> {
    const release = process.env.RECORD_HISTORIES;
    if (!release) return;
    const file = new URL(`./histories/${release}-${name}.json`, import.meta.url);
    // The machine that recorded it is nobody's business.
    const history = historyToJSON(await handleOf(id).fetchHistory()).replaceAll(
      /"identity": "[^"]*"/g,
      '"identity": "test"',
    );
    writeFileSync(file, `${history}\n`, { flag: 'wx' });
  }
  const noted = async (id: string): Promise<number> => (await engine.db('test_notes').where({ batch_id: id })).length;

  it('goes to its end in chunks, and says how far it is to who asks the engine', async () => {
    const id = await ask({ count: 250 });
    await reaches(id, 110);
    const { done, status } = (await handleOf(id).query(progress))!;
    expect(status).to.equal('running');
    expect(done).to.be.within(100, 200);
    await ended(id);
    expect(await find(id)).to.include({ status: 'done', done: 250 });
    expect(await noted(id)).to.equal(250);
    expect(await handleOf(id).query(progress)).to.include({ status: 'done', done: 250 });
    await keep(id, 'batch-done');
  });

  it('is held, taken up and stopped by orders of the portal', async () => {
    const id = await ask({ count: 200 });
    await reaches(id, 20);
    await give(id, 'pause');
    const held = await noted(id);
    await waitUntil('workflow', async () => (await handleOf(id).query(progress))?.status === 'paused');
    expect(await noted(id)).to.equal(held);
    await keep(id, 'batch-held');
    await give(id, 'resume');
    await reaches(id, held + 10);
    await give(id, 'cancel');
    const left = await noted(id);
    await ended(id);
    expect([(await find(id)).status, await noted(id)]).to.deep.equal(['cancelled', left]);
    await keep(id, 'batch-stopped');
  });

  it('is undone after its end, by a run of its own', async () => {
    const id = await ask({ count: 130, stays: [7] });
    await ended(id);
    await becomes(id, 'done');
    await give(id, 'undo');
    await becomes(id, 'undone');
    expect(await find(id)).to.include({ undone: 129, kept: 1, done: 0 });
    expect(await noted(id)).to.equal(1);
    await ended(id);
    await keep(id, 'batch-undone');
  });

  it('obeys who runs the engine, by its signals', async () => {
    const id = await ask({ count: 1_000 });
    const signal = (order: Order): Promise<void> => handleOf(id).signal(signals[order]);
    await reaches(id, 5);
    await signal('pause');
    await becomes(id, 'paused');
    await signal('resume');
    await reaches(id, (await find(id)).done + 10);
    await signal('cancel');
    await becomes(id, 'cancelled');
    await ended(id);
    await keep(id, 'batch-by-signals');
    expect((await engine.db('audit').where({ subject: 'batch', subject_id: id })).length).to.equal(3);
  });

  it('is found when its bell was lost, at the start and while it was on hold', async () => {
    const id = await ask({ count: 10 }, { rung: false });
    await ringLagging(engine.db, engine.bell);
    await becomes(id, 'done');
    const other = await ask({ count: 400 });
    await reaches(other, 10);
    await give(other, 'pause');
    await waitUntil('workflow', async () => ((await find(other)) as Batch & { told: string }).told === 'paused');
    await giveOrder(engine.db, other, 'cancel', { undoable: true, actorId: null, at: await engine.now() });
    await ringLagging(engine.db, engine.bell);
    await ended(other);
    expect(await engine.db('batches').whereRaw('told is distinct from status')).to.deep.equal([]);
  });
});
