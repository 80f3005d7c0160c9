import { expect } from 'chai';
import { findAgreed } from '../../db/after-school/agreed.ts';
import { openingSubjects } from '../../db/batches/opening-subjects.ts';
import { getEffectContext } from '../../db/effect-context.ts';
import { applyDecision, endProlongation, prolong } from '../../db/agreement-renewal/take-effect.ts';
import { takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { addDays, addMonths, dayOf, startOfDay, type Day } from '../../domain/calendar.ts';
import { openHouse, type House } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { joined } from '../../db/migrations/20261206_d1_agreement_bounds.ts';
import { anAgreement, bodyId, by, decideOn } from './an-agreement.ts';

const place = stableId('facility mercredis-envol');

describe('what an agreement leaves on its places', function () {
  this.timeout(240_000);
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());
  // One agreement at a time: what another test has left is no part of this one.
  beforeEach(async () => {
    await house.db('agreement_prolongations').delete();
    await house
      .db('aes_agreements')
      .whereIn('facility_id', house.db('facilities').where({ organising_body_id: bodyId }).select('id'))
      .delete();
    await house.db('agreements').where({ organising_body_id: bodyId }).delete();
  });

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

  const prolongations = (endsOn: Day) => house.db('agreement_prolongations').where({ from_on: addDays(endsOn, 1) });

  it('gives no day to what is refused late, and takes none from what goes on for another case', async () => {
    const endsOn = addMonths(dayOf(house.clock.now), 5);
    const late = await anAgreement(house, 'examination', { endsOn });
    await house
      .db('cases')
      .where({ id: late })
      .update({ state: house.db.raw(`jsonb_set(state, '{data,late}', 'true')`) });
    const at = house.clock.now + 86_400_000;
    await decideOn(house, late, { outcome: 'refuse', effectiveOn: addDays(endsOn, 40), grounds: ['project'] }, at);
    await carryOut(late, 'end-prolongation', endProlongation);
    expect(await prolongations(endsOn)).to.have.length(0);

    const other = await anAgreement(house, 'examination', { endsOn });
    await takeStep(house.db, other, {
      role: 'clock',
      userId: null,
      action: 'agreement-ends',
      at: startOfDay(addDays(endsOn, 1)),
    });
    await carryOut(other, 'prolong', prolong);
    const { agreement_id: agreementId } = (await prolongations(endsOn).first()) as { agreement_id: string };
    const places = await anAgreement(house, 'preparation', { kind: 'places', endsOn });
    await house
      .db('cases')
      .where({ id: places })
      .update({
        state: house.db.raw(`jsonb_set(state, '{data,agreementId}', to_jsonb(cast(? as text)))`, [agreementId]),
      });
    await carryOut(places, 'end-prolongation', endProlongation);
    expect(await prolongations(endsOn)).to.have.length(1);
    expect(((await prolongations(endsOn).first()) as { until_on: Day | null }).until_on).to.equal(null);
  });

  it('has lost no day where an appeal undoes a refusal, whatever first day is fixed', async () => {
    const endsOn = addMonths(dayOf(house.clock.now), 5);
    const caseId = await anAgreement(house, 'examination', { endsOn });
    const at = house.clock.now + 86_400_000;
    await decideOn(house, caseId, { outcome: 'refuse', effectiveOn: addDays(endsOn, 1), grounds: ['project'] }, at);
    await carryOut(caseId, 'end-prolongation', endProlongation);
    expect(await agreed(addDays(endsOn, 1), addDays(endsOn, 400))).to.deep.equal([]);
    await takeStep(house.db, caseId, { role: 'operator', userId: by, action: 'lodge-appeal', at: at + 9000 });
    const effectiveOn = addDays(endsOn, 60);
    await takeStep(house.db, caseId, {
      role: 'appeal-secretariat',
      userId: stableId('user appeal-secretariat'),
      action: 'decide-appeal',
      facts: { outcome: 'upheld', effectiveOn, untilOn: addMonths(effectiveOn, 50) },
      at: at + 10_000,
    });
    await takeStep(house.db, caseId, {
      role: 'clock',
      userId: null,
      action: 'take-effect',
      at: startOfDay(effectiveOn),
    });
    await carryOut(caseId, 'write-agreement', applyDecision);
    expect((await agreed(addDays(endsOn, 1), addDays(endsOn, 400))).map(({ from, to }) => [from, to])).to.deep.equal([
      [addDays(endsOn, 1), addDays(effectiveOn, -1)],
      [effectiveOn, addMonths(effectiveOn, 50)],
    ]);
  });

  it('goes on with the places agreed meanwhile: a change of places keeps its last day', async () => {
    const endsOn = addMonths(dayOf(house.clock.now), 5);
    const renewal = await anAgreement(house, 'examination', { endsOn });
    const [old] = (await house.db('agreements').where({ to_on: endsOn })) as { id: string }[];
    const from = addMonths(dayOf(house.clock.now), 1);
    const [changed] = (await house
      .db('agreements')
      .insert({ organising_body_id: bodyId, from_on: from, to_on: endsOn })
      .returning('id')) as { id: string }[];
    await takeStep(house.db, renewal, {
      role: 'clock',
      userId: null,
      action: 'agreement-ends',
      at: startOfDay(addDays(endsOn, 1)),
    });
    await carryOut(renewal, 'prolong', prolong);
    const [row] = (await prolongations(endsOn)) as { agreement_id: string }[];
    expect([row?.agreement_id, old?.id === changed?.id]).to.deep.equal([changed?.id, false]);
  });

  it('is not invited twice where other places have put another agreement in its place, until the same day', async () => {
    const endsOn = addMonths(dayOf(house.clock.now), 9);
    await anAgreement(house, 'invited', { endsOn });
    const invited = () =>
      openingSubjects['bodies-with-agreement-to-renew'](house.db, dayOf(house.clock.now)).pluck('a.organising_body_id');
    expect(await invited()).to.not.include(bodyId);
    const ofBody = () => house.db('agreements').where({ organising_body_id: bodyId });
    const today = dayOf(house.clock.now);
    await ofBody().update({ to_on: addDays(today, -11) });
    await house.db('agreements').insert({
      organising_body_id: bodyId,
      from_on: addDays(today, -10),
      to_on: endsOn,
    });
    expect(await invited()).to.not.include(bodyId);
    const operator = await house.asUser(by);
    expect(textOf((await operator.get('/pro/agreement')).text)).to.include('Introduisez le renouvellement avant le');
  });
});

describe('agreements of one body that ran at the same time', function () {
  this.timeout(240_000);
  it('are one, until the nearest end; each place keeps its own days', async () => {
    const house = await openHouse();
    const { db } = house;
    await db('cases')
      .where({ subject_id: bodyId })
      .update({ closed_at: new Date(house.clock.now) });
    await db('agreement_prolongations').delete();
    await db('aes_agreements').update({ agreement_id: null });
    await db('agreements').delete();
    const own = (await db('facilities')
      .where({ organising_body_id: bodyId })
      .whereIn('kind', ['after-school-1', 'after-school-2'])
      .orderBy('id')
      .pluck('id')) as string[];
    await db('aes_agreements').whereIn('facility_id', own).delete();
    for (const [index, [from_on, to_on]] of (
      [
        ['2024-01-01', '2098-12-31'],
        ['2025-01-01', '2099-12-31'],
        ['2010-01-01', '2014-12-31'],
      ] as const
    ).entries()) {
      const [made] = (await db('agreements')
        .insert({ organising_body_id: bodyId, from_on, to_on })
        .returning('id')) as { id: string }[];
      await db('aes_agreements').insert({ facility_id: own[index], from_on, to_on, agreement_id: made!.id });
    }
    await db.raw(joined);
    expect(await db('agreements').orderBy('from_on').select('from_on', 'to_on')).to.deep.equal([
      { from_on: '2010-01-01', to_on: '2014-12-31' },
      { from_on: '2024-01-01', to_on: '2098-12-31' },
    ]);
    expect(await db('aes_agreements').whereIn('facility_id', own).orderBy('from_on').pluck('to_on')).to.deep.equal([
      '2014-12-31',
      '2098-12-31',
      '2099-12-31',
    ]);
    expect(
      await db('aes_agreements as p').join('agreements as a', 'a.id', 'p.agreement_id').where('a.to_on', '2098-12-31'),
    ).to.have.length(2);
    await house.close();
  });
});
