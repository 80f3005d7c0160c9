import { expect } from 'chai';
import { findAgreed } from '../../db/after-school/agreed.ts';
import { openingSubjects } from '../../db/batches/opening-subjects.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { applyDecision, endProlongation, prolong } from '../../db/agreement-renewal/take-effect.ts';
import { takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addMonths, dayOf, startOfDay, type Day } from '../../domain/calendar.ts';
import { openHouse, type House } from '../support/house.ts';
import { anAgreement, decideOn } from './an-agreement.ts';

const place = stableId('facility mercredis-envol');

describe('what an agreement leaves on its places', function () {
  this.timeout(240_000);
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  const agreed = async (from: Day, to: Day) => (await findAgreed(house.db, [place], from, to)).get(place) ?? [];
  const carryOut = async (caseId: string, effect: string, work: typeof prolong): Promise<void> => {
    const { act_number: number } = await house
      .db('cases')
      .where({ id: caseId })
      .first<{ act_number: number }>('act_number');
    await work(house.db, (await getEffectContext(house.db, { caseId, number, effect })) as never);
  };
  const decide = (caseId: string, decision: object, at: number): Promise<void> => decideOn(house, caseId, decision, at);

  it('goes on after its end without a last day, until a decision gives it one, and no day is left out', async () => {
    const today = dayOf(house.clock.now);
    const endsOn = addMonths(today, 5);
    const caseId = await anAgreement(house, 'examination', { endsOn });
    expect((await agreed(endsOn, addDays(endsOn, 30))).map(({ to }) => to)).to.deep.equal([endsOn]);
    const over = startOfDay(addDays(endsOn, 1));
    await takeStep(house.db, caseId, { role: 'clock', userId: null, action: 'agreement-ends', at: over });
    await carryOut(caseId, 'prolong', prolong);
    await carryOut(caseId, 'prolong', prolong);
    expect(await agreed(addDays(endsOn, 1), addDays(endsOn, 400))).to.deep.equal(
      [{ from: addDays(endsOn, 1), to: null }].map((period) => ({ facility_id: place, ...period })),
    );
    const places = house.db('aes_agreements').where({ to_on: endsOn });
    const bodies = async () =>
      openingSubjects['after-school-1-bodies'](house.db, addDays(endsOn, 10)).pluck('f.organising_body_id');
    const { organising_body_id: bodyId } = await house
      .db('cases')
      .where({ id: caseId })
      .first<{ organising_body_id: string }>();
    expect(await bodies()).to.include(bodyId);
    await places.clone().update({ to_on: addDays(endsOn, -60) });
    expect(
      await agreed(addDays(endsOn, 1), addDays(endsOn, 400)),
      'a place that had left is not brought back',
    ).to.deep.equal([]);
    expect(await bodies()).not.to.include(bodyId);
    await house
      .db('aes_agreements')
      .where({ to_on: addDays(endsOn, -60) })
      .update({ to_on: endsOn });
    const untilOn = addMonths(endsOn, 60);
    await decide(caseId, { outcome: 'renew', effectiveOn: addDays(endsOn, 1), untilOn }, over + 86_400_000);
    await takeStep(house.db, caseId, { role: 'clock', userId: null, action: 'take-effect', at: over + 2 * 86_400_000 });
    await carryOut(caseId, 'write-agreement', applyDecision);
    await carryOut(caseId, 'write-agreement', applyDecision);
    const periods = await agreed(endsOn, addDays(endsOn, 400));
    expect(periods.map(({ from, to }) => [from, to])).to.deep.include([addDays(endsOn, 1), untilOn]);
    expect(periods.some(({ to }) => to === null)).to.equal(false);
    expect(await house.db('agreements').where({ case_id: caseId })).to.have.length(1);
  });

  it('ends on the day before the one that a refusal fixes', async () => {
    const endsOn = addMonths(dayOf(house.clock.now), 5);
    const caseId = await anAgreement(house, 'examination', { endsOn });
    const over = startOfDay(addDays(endsOn, 1));
    await takeStep(house.db, caseId, { role: 'clock', userId: null, action: 'agreement-ends', at: over });
    await carryOut(caseId, 'prolong', prolong);
    const effectiveOn = addDays(endsOn, 40);
    await decide(caseId, { outcome: 'refuse', effectiveOn, grounds: ['project'] }, over + 86_400_000);
    await carryOut(caseId, 'end-prolongation', endProlongation);
    const last = (await agreed(addDays(endsOn, 1), addDays(endsOn, 400))).at(-1);
    expect(last?.to).to.equal(addDays(effectiveOn, -1));
  });
});
