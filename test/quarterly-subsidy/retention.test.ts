/** What retention takes of a quarter that is over, and what stays. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { declaredOf } from '../../db/quarterly-subsidy/declared.ts';
import { recordAct } from '../../db/record-act.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { openHouse, type House } from '../support/house.ts';
import { openQuarter, stableOf } from './cases.ts';
import { makeReady, sealOf } from './ready.ts';

describe('retention of a quarter', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('takes salaries, costs and what was submitted, once it is over; the acts still verify, and the audit says so', async () => {
    const { db, clock } = house;
    const caseId = await openQuarter(db, {
      facilityId: stableOf('clair-matin'),
      at: clock.now,
      quarter: '2052-2',
      status: 'to-submit',
    });
    await makeReady(db, caseId, clock.now);
    const erase = (account: 'web' | 'worker') =>
      house
        .dbOf(account)
        .raw<{ rows: { erased: number }[] }>('select erase_quarter(?, ?) as erased', [
          caseId,
          new Date(clock.now + 1000),
        ]);
    const failureOf = (asked: PromiseLike<unknown>): Promise<string> =>
      Promise.resolve(asked).then(
        () => 'done',
        (error: unknown) => String(error),
      );
    const { act_number: version } = (await db('cases').where({ id: caseId }).first('act_number')) as {
      act_number: number;
    };
    const visitor = await house.asUser(stableId('user admin-clair-matin'));
    const form = { token: randomUUID(), version: String(version), seal: await sealOf(db, caseId, clock.now) };
    await visitor.post(`/pro/quarterly-subsidy/${caseId}/submit`, form).expect(303);
    expect(await declaredOf(db, caseId)).not.to.equal(undefined);
    expect(await failureOf(erase('worker'))).to.include('only a quarter that is over');

    await recordAct(db, process, caseId, {
      action: 'refuse',
      facts: { motive: 'other' },
      token: randomUUID(),
      actor: { role: 'subsidy-signatory', userId: randomUUID() },
      at: clock.now,
    });
    expect(await failureOf(erase('web'))).to.include('permission denied');
    expect((await erase('worker')).rows[0]!.erased).to.equal(1);
    expect((await erase('worker')).rows[0]!.erased).to.equal(0);
    expect(await declaredOf(db, caseId)).to.equal(undefined);
    for (const table of ['quarter_salaries', 'quarter_costs', 'quarter_reports'])
      expect(await db(table).where({ case_id: caseId }), table).to.deep.equal([]);
    expect(await db('audit').where({ event: 'erase' }).whereLike('subject_id', `${caseId}/%`)).to.have.length(1);
    // The clock of these tests ends a quarter by hand, without its deadline.
    expect((await verifyActs(db)).faults.filter(({ what }) => what !== 'deadline')).to.deep.equal([]);
    await visitor.get(`/pro/quarterly-subsidy/${caseId}`).expect(200);
  });
});
