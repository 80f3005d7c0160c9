import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect } from 'chai';
import { askForBatch, batchSlug, type Batch } from '../../db/batches/batch.ts';
import { waitUntil } from '../../local/processes.ts';
import type { BatchProgress } from '../../workflows/batch.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import { makeNotes, noteNumbers } from '../batches/note-numbers.ts';
import { startKillableHouse, type KillableHouse } from '../support/killable.ts';

const count = 300;

describe('long work whose worker is killed in the middle', function () {
  this.timeout(150_000);
  let house: KillableHouse;
  let connection: Connection;
  let client: Client;
  let bell: Bell;
  before(async () => {
    house = await startKillableHouse({ web: false });
    await makeNotes(house.db);
    connection = await Connection.connect({ address: house.config.temporalAddress });
    client = new Client({ connection, namespace: house.config.temporalNamespace });
    bell = createBell({ client, taskQueue: house.config.temporalTaskQueue });
  });
  after(async () => {
    await (connection as Connection | undefined)?.close();
    await (house as KillableHouse | undefined)?.stop();
  });

  const find = (id: string): Promise<Batch> => house.db('batches').where({ id }).first();
  const reaches = (id: string, done: number): Promise<void> =>
    waitUntil('batch', async () => (await find(id)).done >= done, { timeout: 60_000 });

  it('is taken up again where it was: every item once, none missing', async () => {
    const { id } = await askForBatch(house.db, noteNumbers, {
      parameters: { count },
      administration: null,
      asker: null,
      at: Date.now(),
    });
    bell.ring(batchSlug, id);
    for (const [percent, part] of [
      [20, 'worker'],
      [55, 'postgres'],
    ] as const) {
      await reaches(id, (count * percent) / 100);
      await sleep(Math.random() * 200);
      await house.killAndRestart(part, 100);
      const {
        rows: [seen],
      } = await house.db.raw<{ rows: { notes: number; done: number; failed: number; status: string }[] }>(
        `select done, failed, status, (select count(*) from test_notes where batch_id = batches.id) as notes
         from batches where id = ?`,
        [id],
      );
      expect(seen).to.include({ failed: 0, status: 'running' });
      expect(seen!.notes, 'the mark and the work are one').to.equal(seen!.done);
    }
    await waitUntil('batch', async () => (await find(id)).status === 'done', { timeout: 60_000 });
    const notes = (await house.db('test_notes').where({ batch_id: id }).orderBy('position')) as { position: number }[];
    expect(notes.map(({ position }) => position)).to.deep.equal(Array.from({ length: count }, (_, index) => index + 1));
    expect(await find(id)).to.include({ total: count, done: count, failed: 0 });
    const handle = client.workflow.getHandle(`${batchSlug}-${id}`);
    await waitUntil('workflow', async () => (await handle.describe()).status.name === 'COMPLETED');
    expect(await handle.query<BatchProgress>('progress')).to.include({ status: 'done', done: count });
  });
});
