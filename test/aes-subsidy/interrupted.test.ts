import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { preparePayments } from '../../db/aes-subsidy/prepare-payments.ts';
import { batchKinds } from '../../db/batches/kinds.ts';
import { workOffItems } from '../../db/batches/work-off.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { makeAccount } from '../subsidies/accounts.ts';
import { openHouse, type House } from '../support/house.ts';
import { castors, envol } from './cases.ts';
import { nid, peopleOf, walkQuarter, type People, type Walk } from './walk.ts';

describe('a payment of a quarter after school that is cut short', () => {
  let house: House;
  let people: People;
  let walk: Walk;
  let due: number;
  before(async () => {
    house = await openHouse();
    people = await peopleOf(house);
    await makeAccount(house.db, {
      body: 'mercredis',
      number: 4_567,
      nissKey: house.config.nissKey,
      purposes: ['after-school'],
      at: house.clock.now,
    });
    walk = await walkQuarter(house, people, { quarter: '2050-01', places: [envol, castors, nid] });
    await walk.send([envol, castors, nid]);
    await walk.propose();
    due = (await walk.due(envol)) + (await walk.due(castors)) + (await walk.due(nid));
  });
  after(() => house.close());

  it('prepares each place once, though the clerk dies before its mark and two take it up', async () => {
    await walk.act(people.monique, 'office', 'sign', { remarks: '' });
    const { number } = (await house.db('acts').where({ case_id: walk.caseId, action: 'sign' }).first('number')) as {
      number: number;
    };
    const context = (await getEffectContext(house.db, {
      caseId: walk.caseId,
      number,
      effect: 'prepare-payment',
    })) as unknown as Parameters<typeof preparePayments>[1];
    const dying = house.db.transaction(async (trx) => {
      await preparePayments(trx, context);
      throw new Error('killed');
    });
    expect(await dying.catch((error: unknown) => (error as Error).message)).to.equal('killed');
    expect(await walk.prepared()).to.deep.equal([]);
    await Promise.all([1, 2].map(() => house.db.transaction((trx) => preparePayments(trx, context))));
    const prepared = await walk.prepared();
    expect(prepared.map(([name]) => name)).to.deep.equal(["L'Envol", 'Le Nid', 'Les Castors']);
    expect(prepared.reduce((sum, [, , cents]) => sum + cents, 0)).to.equal(due);
  });

  it('books each place once, though the worker dies after the second and two take it up; the quarter is paid to the cent', async () => {
    const { headers } = await people.hassan.post('/office/payments/files', {
      token: randomUUID(),
      executionOn: '25/11/2026',
    });
    const file = headers.location!.slice('/office/payments/files/'.length);
    await people.monique.post(`/office/payments/files/${file}/release`).expect(303);
    await people.hassan.post(`/office/payments/files/${file}/executed`, { on: '23/11/2026' }).expect(303);
    const { id } = (await house.db('batches').where({ key: file }).first('id')) as { id: string };
    let done = 0;
    const work = (dies: boolean) =>
      workOffItems(house.dbOf('worker'), batchKinds, id, {
        limit: 1_000,
        now: () => house.clock.now,
        ring: () => undefined,
        afterItem: () => {
          done += 1;
          return dies && done === 2 ? Promise.reject(new Error('killed')) : Promise.resolve();
        },
      });
    const booked = async (): Promise<number> =>
      (await house.db('acts').where({ case_id: walk.caseId, action: 'pay' })).length;
    expect(await work(true).catch((error: unknown) => (error as Error).message)).to.equal('killed');
    expect(await booked(), 'in the middle').to.be.within(1, 2);
    expect((await walk.caseOf()).state.data.paid, 'in the middle').to.be.below(due);
    await Promise.all([work(false), work(false)]);
    await work(false);
    expect(await booked()).to.equal(3);
    expect((await walk.caseOf()).state.data.paid).to.equal(due);
    expect(await walk.prepared()).to.deep.equal([]);
  });
});
