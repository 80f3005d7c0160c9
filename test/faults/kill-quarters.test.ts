import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect } from 'chai';
import { batchSlug } from '../../db/batches/batch.ts';
import { ringLagging } from '../../db/ring-lagging.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { dayOf } from '../../domain/calendar.ts';
import { monthOf, quarterOf, quartersFurther } from '../../domain/quarter.ts';
import { waitUntil } from '../../local/processes.ts';
import { createBell, type Bell } from '../../workflows/bell.ts';
import { makeCreches, makeOffice, writeReports } from '../quarterly-subsidy/many-creches.ts';
import { inHands } from '../support/in-hands.ts';
import { isFollowed, letWait, openQuarters } from '../quarterly-subsidy/many-quarters.ts';
import { reckon, submitQuarter, type Submission } from '../quarterly-subsidy/last-evening.ts';
import { calculatedEach, publish } from '../quarterly-subsidy/publication.ts';
import { startKillableHouse, type KillableHouse } from '../support/killable.ts';

const [count, waits] = [24, 60];
const quarter = quartersFurther(quarterOf(monthOf(dayOf(Date.now()))), -1);

describe('quarters of many crèches, while parts of the house are killed', function () {
  this.timeout(240_000);
  let house: KillableHouse;
  let office: Awaited<ReturnType<typeof makeOffice>>;
  let connection: Connection;
  let bell: Bell;
  let ids: string[];
  before(async () => {
    house = await startKillableHouse();
    connection = await Connection.connect({ address: house.config.temporalAddress });
    const client = new Client({ connection, namespace: house.config.temporalNamespace });
    bell = createBell({ client, taskQueue: house.config.temporalTaskQueue });
    office = await makeOffice(house.db);
    await makeCreches(house.db, count, { quarter, withChildren: true });
    ids = await openQuarters(house.db, { quarter, at: Date.now(), hands: 4 });
    await writeReports(house.db, quarter);
  });
  after(async () => {
    await (connection as Connection | undefined)?.close();
    await (house as KillableHouse | undefined)?.stop();
  });
  const followed = (): Promise<void> =>
    waitUntil(
      'clerk',
      async () => {
        await ringLagging(house.db, bell);
        await sleep(500);
        return isFollowed(house.db);
      },
      { timeout: 120_000 },
    );

  it('n crèches submit at once while the web is killed: none lost, none twice', async () => {
    const { publicUrl, sessionSecret } = house.config;
    const done: Submission[] = [];
    const kills: Promise<unknown>[] = [];
    let clicks = 0;
    // Before the sending is read, and while it is being recorded or answered.
    const onClick = (): void => {
      clicks += 1;
      if (clicks === 6) kills.push(house.killAndRestart('web', 50));
      if (clicks === 16) kills.push(sleep(Math.random() * 200).then(() => house.killAndRestart('web', 50)));
    };
    await inHands(5, ids, async (id) => {
      done.push(await submitQuarter({ db: house.db, publicUrl, sessionSecret }, id, onClick));
    });
    await Promise.all(kills);
    expect(kills).to.have.length(2);
    expect(done).to.have.length(count);
    expect(
      done.some(({ sendings }) => sendings > 1),
      'somebody has sent twice',
    ).to.equal(true);
    expect(await reckon(house.db, ids, done)).to.deep.equal({ lost: [], twice: [], missing: [] });
    await followed();
    expect((await verifyActs(house.db)).faults).to.deep.equal([]);
  });

  it('a publication while the worker is killed: each waiting quarter is calculated once', async () => {
    await makeCreches(house.db, waits, { quarter, from: count + 1 });
    await letWait(house.db, await openQuarters(house.db, { quarter, at: Date.now(), from: count + 1 }), {
      manager: office.manager,
      at: Date.now(),
    });
    const { batchId, total } = await publish(house.db, office, quarter);
    expect(total).to.equal(waits);
    bell.ring(batchSlug, batchId);
    const doneSoFar = async (): Promise<number> =>
      ((await house.db('batches').where({ id: batchId }).first('done')) as { done: number }).done;
    await waitUntil('batch', async () => (await doneSoFar()) > waits / 4, { timeout: 60_000 });
    await house.killAndRestart('worker', 50);
    expect(await doneSoFar(), 'it was in the middle').to.be.lessThan(waits);
    await waitUntil('batch', async () => (await doneSoFar()) === waits, { timeout: 90_000 });
    await followed();
    expect(await calculatedEach(house.db, quarter)).to.deep.equal([
      // Submitted this evening, and not controlled yet.
      { acts: 0, kept: 0, status: 'in-control', quarters: count },
      { acts: 1, kept: 1, status: 'to-sign', quarters: waits },
    ]);
  });
});
