/** Reviews in time: each opens on its own day, and a cessation in the middle of one holds it up. How many: `REVIEWS=4000`. */
import { expect } from 'chai';
import { addDays, dayOf, daysBetween, nextWorkingDay } from '../../domain/calendar.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { decide, instruct, startEngine, type Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import { day } from '../support/times.ts';
import { planReview } from './cases.ts';

const many = Number(globalThis.process.env.REVIEWS ?? '40');
/** Planned before the clerk is waited for. */
const atOnce = 100;

describe('reviews in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const dueOf = async (caseId: string): Promise<string | null | undefined> =>
    (await engine.row(caseId)).state.tasks[0]?.dueOn;

  it('is held up by a temporary cessation in the middle of it, and goes on at the reintegration with its delay moved', async () => {
    const facilityId = await makeFacility(engine.db);
    const at = await engine.now();
    const caseId = await planReview(engine.db, { facilityId, at, firstDayOn: nextWorkingDay(addDays(dayOf(at), 10)) });
    engine.bell.ring(process.slug, caseId);
    await engine.sleep(20 * day);
    const due = await dueOf(caseId);
    const ceased = await engine.open('temporary-cessation', { facilityId });
    const from = await engine.today();
    await engine.act(ceased, 'acknowledge', { facts: { effectiveOn: from } });
    await engine.sleep(day);
    await engine.settle();
    expect((await engine.row(caseId)).status).to.equal('suspended');
    const suspendedOn = ((await engine.row(caseId)).state.data as { suspendedOn?: string }).suspendedOn;
    await engine.sleep(30 * day);
    expect(
      (await engine.actionsOf(caseId)).map(({ action }) => action),
      'no reminder meanwhile',
    ).to.deep.equal(['plan', 'invite', 'open-review', 'suspend']);
    const back = await engine.open('return-to-premises', { facilityId, linkedCaseId: ceased });
    await instruct(engine, back);
    await decide(engine, back, 'grant', await engine.today());
    await engine.sleep(day);
    await engine.settle();
    const row = await engine.row(caseId);
    expect(row.status).to.equal('self-assessment');
    const resumed = (await engine.actionsOf(caseId)).find(({ action }) => action === 'resume')!;
    const long = daysBetween(suspendedOn!, resumed.on);
    expect(await dueOf(caseId)).to.equal(nextWorkingDay(addDays(due!, long)));
  });

  it(`opens ${String(many)} reviews, each on its day and none before`, async () => {
    const at = await engine.now();
    const planned = new Map<string, string>();
    for (let index = 0; index < many; index += 1) {
      const firstDayOn = nextWorkingDay(addDays(dayOf(at), 5 + (index % 20)));
      const caseId = await planReview(engine.db, { facilityId: await makeFacility(engine.db), at, firstDayOn });
      planned.set(caseId, firstDayOn);
      engine.bell.ring(process.slug, caseId);
      if (index % atOnce === atOnce - 1) await engine.settle();
    }
    // A day at a time, as it comes: a month leapt over at once would ask for everything of it in the same second.
    for (let gone = 0; gone < 30; gone += 1) await engine.sleep(day);
    const opened = (await engine
      .db('acts')
      .whereIn('case_id', [...planned.keys()])
      .where({ action: 'open-review' })
      .select('case_id', 'at')) as { case_id: string; at: number }[];
    expect(opened).to.have.length(many);
    expect(opened.filter((act) => dayOf(act.at) !== planned.get(act.case_id))).to.deep.equal([]);
  }).timeout(180_000 + 300 * many);
});
