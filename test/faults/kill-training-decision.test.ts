import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect } from 'chai';
import { batchSlug, type Batch } from '../../db/batches/batch.ts';
import { decide } from '../../db/training-desk/decide.ts';
import { undoDecision } from '../../db/training-desk/undo.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { waitUntil } from '../../local/processes.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import { startKillableHouse, type KillableHouse } from '../support/killable.ts';
import { makeAgent, openLines, recognising, spellingsOf, written } from '../training-desk/desk-house.ts';

const count = 200;

describe('a decision on many lines of training whose worker is killed in the middle', function () {
  this.timeout(240_000);
  let house: KillableHouse;
  let connection: Connection;
  let bell: Bell;
  before(async () => {
    house = await startKillableHouse({ web: false });
    await openLines(house.db, written('Horizon Enfance', 'Gestion des conflits', count));
    connection = await Connection.connect({ address: house.config.temporalAddress });
    const client = new Client({ connection, namespace: house.config.temporalNamespace });
    bell = createBell({ client, taskQueue: house.config.temporalTaskQueue });
  });
  after(async () => {
    await (connection as Connection | undefined)?.close();
    await (house as KillableHouse | undefined)?.stop();
  });

  const find = (id: string): Promise<Batch> => house.db('batches').where({ id }).first();
  const actsPerLine = async (action: string): Promise<number[]> => {
    const rows = (await house
      .db('training_lines as l')
      .leftJoin('acts as a', (on) => {
        on.on('a.case_id', 'l.case_id').onVal('a.action', action);
      })
      .groupBy('l.case_id')
      .select(house.db.raw('count(a.number) as count'))) as unknown as { count: number }[];
    return rows.map((row) => row.count);
  };
  const killAt = async (id: string, column: 'done' | 'undone', part: 'worker' | 'postgres'): Promise<void> => {
    await waitUntil('batch', async () => (await find(id))[column] >= count / 3, { timeout: 90_000 });
    await sleep(Math.random() * 200);
    await house.killAndRestart(part, 100);
  };

  it('reaches every line once, and undoing it leaves every line once', async () => {
    const claire = await makeAgent(house.db, 'aes-referent');
    const made = await decide(
      house.db,
      claire,
      recognising(await spellingsOf(house.db, 'Horizon Enfance')),
      Date.now(),
    );
    if ('refused' in made) throw new Error(made.refused);
    bell.ring(batchSlug, made.batchId);
    await killAt(made.batchId, 'done', 'worker');
    await waitUntil('batch', async () => (await find(made.batchId)).status === 'done', { timeout: 90_000 });
    expect(new Set(await actsPerLine('recognise'))).to.deep.equal(new Set([1]));
    expect(await house.db('training_lines').where({ status: 'recognised' })).to.have.lengthOf(count);

    await undoDecision(house.db, claire, made.decisionId, Date.now());
    bell.ring(batchSlug, made.batchId);
    await killAt(made.batchId, 'undone', 'postgres');
    await waitUntil('batch', async () => (await find(made.batchId)).status === 'undone', { timeout: 90_000 });
    expect(new Set(await actsPerLine('reopen'))).to.deep.equal(new Set([1]));
    expect(await house.db('training_lines').where({ status: 'waiting' })).to.have.lengthOf(count);
    expect(await house.db('training_line_spellings').whereNotNull('decision_id')).to.have.lengthOf(0);
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);
  });
});
