/** What retention takes of a review that is long over, and what stays. */
import { expect } from 'chai';
import { eraseReviews } from '../../db/functioning-review/erase.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays, addMonths, dayOf, startOfDay } from '../../domain/calendar.ts';
import { openHouse, type House } from '../support/house.ts';
import { doSteps, reviewIn } from './cases.ts';
import { planOf, writePlan } from './plans.ts';

const person = stableId('user admin-petits-chenes');

describe('retention of a review', () => {
  let house: House;
  before(async () => {
    house = await openHouse();
  });
  after(() => house.close());

  it('takes both evaluations, the plan, who took part and what was written ten years after its end, not a day before; the acts still verify', async () => {
    const { db, clock } = house;
    const at = clock.now;
    const caseId = await reviewIn(db, 'follow-up', { facilityId: stableId('facility chenes'), at });
    await writePlan(db, caseId, planOf(at), { at });
    const now = new Date(at).toISOString();
    const by = { updated_by: person, updated_at: now };
    for (const table of ['review_answers', 'review_ratings'])
      await db(table).insert({ case_id: caseId, criterion: 'sleep', score: 3, remark: 'Bien', ...by });
    await db('review_late_saves').insert({
      case_id: caseId,
      side: 'one',
      criterion: 'sleep',
      evidence: '',
      remark: 'Autre',
      saved_by: person,
      saved_at: now,
    });
    await db('review_presence').insert({
      case_id: caseId,
      side: 'one',
      user_id: person,
      domain: 'health',
      seen_at: now,
    });
    await db('review_meeting_notes').insert({ case_id: caseId, criterion: 'sleep', note: 'Dit', ...by });
    await db('review_participants').insert({ case_id: caseId, side: 'operator', user_id: person, added_at: now });
    const tables = [
      'review_answers',
      'review_ratings',
      'review_late_saves',
      'review_presence',
      'review_meeting_notes',
      'review_plans',
      'review_objectives',
      'review_actions',
      'review_participants',
    ];
    const left = async (): Promise<string[]> => {
      const rows = await Promise.all(
        tables.map(async (table) => ((await db(table).where({ case_id: caseId }).first()) ? [table] : [])),
      );
      return rows.flat();
    };
    const written = async (): Promise<number> =>
      (await db('act_contents').where({ case_id: caseId, erased_at: null }).whereNotNull('content')).length;

    const worker = house.dbOf('worker');
    const late = startOfDay(addMonths(dayOf(at), 1000));
    await eraseReviews(worker, late);
    expect(await left(), 'it is not over').to.deep.equal([...tables]);
    await doSteps(db, caseId, [{ role: 'clock', action: 'end-cycle' }], at);
    const until = addMonths(dayOf(at), 120);
    await eraseReviews(worker, startOfDay(until));
    expect(await left(), 'ten years are not over').to.deep.equal([...tables]);
    expect(await written()).to.be.greaterThan(0);

    expect(await eraseReviews(worker, startOfDay(addDays(until, 1)))).to.be.greaterThan(0);
    expect(await left()).to.deep.equal([]);
    expect(await written()).to.equal(0);
    expect(await eraseReviews(worker, startOfDay(addDays(until, 1))), 'done again').to.equal(0);
    const acts = (await db('acts').where({ case_id: caseId }).orderBy('number').select('action')) as {
      action: string;
    }[];
    expect(acts.at(-1)?.action).to.equal('end-cycle');
    expect((await verifyActs(db)).faults.filter(({ what }) => what !== 'deadline')).to.deep.equal([]);
    expect(await db('audit').where({ event: 'erase' }).whereLike('subject_id', `${caseId}/%`)).not.to.deep.equal([]);
    const nathalie = await house.as('Nathalie Servais');
    for (const url of [
      `/pro/functioning-review/${caseId}`,
      `/pro/reviews/${caseId}/plan`,
      `/pro/reviews/${caseId}/compare`,
    ])
      await nathalie.get(url).expect(200);
  });
});
