/** Paths of a quarter whose history in the engine is recorded for each release. */
import { addDays } from '../../domain/calendar.ts';
import { lastDayOf, monthsOf } from '../../domain/quarter.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { calculation, digest, openQuarter } from './cases.ts';

const declared = calculation.declared;

/** The first quarter of the next year, opened on its first day. */
async function begin(engine: Engine) {
  const { db, bell } = engine;
  const year = Number((await engine.today()).slice(0, 4)) + 1;
  const quarter = `${String(year)}-1`;
  await engine.sleepUntil(`${String(year)}-01-01`);
  const facilityId = await makeFacility(db);
  await db('facilities').where({ id: facilityId }).update({ kind: 'subsidised-creche' });
  const caseId = await openQuarter(db, { facilityId, at: await engine.now(), quarter });
  bell.ring(process.slug, caseId);
  await engine.settle();
  return {
    caseId,
    quarter,
    months: monthsOf(quarter),
    act: actsThrough(engine, process, caseId),
    ended: () => engine.sleepUntil(addDays(lastDayOf(quarter), 2)),
  };
}

export const quarterPaths: Record<string, Path> = {
  async 'paid-and-settled'(engine, snap) {
    const { caseId, months, act, ended } = await begin(engine);
    await snap(caseId, 'running-waiting');
    for (const month of months) {
      await act('operator', 'send-attendance', { month, digest, children: 28, days: 400, halfDays: 30 });
      await act('operator', 'sign-consultations', { month, digest, consultations: 3, cents: 26_856 });
    }
    await ended();
    await snap(caseId, 'to-submit-waiting');
    await act('operator', 'submit', { digest, declared });
    await act('subsidy-manager', 'ask-correction', { corrections: ['staff'] });
    await act('operator', 'answer-correction', { digest, declared });
    await act('subsidy-manager', 'propose', { changed: 0, calculation: null });
    await snap(caseId, 'awaiting-scale-waiting');
    await act('procedure', 'calculate', { calculation });
    await act('subsidy-signatory', 'sign');
    await snap(caseId, 'to-pay-waiting');
    await act('procedure', 'pay', { cents: calculation.retained, payment: '1' });
    await engine.sleep(40 * 86_400_000);
    await snap(caseId, 'settled');
  },
  async 'late-and-contested'(engine, snap) {
    const { caseId, quarter, act } = await begin(engine);
    await engine.sleepUntil(`${quarter.slice(0, 4)}-07-02`);
    await snap(caseId, 'late-waiting');
    await act('operator', 'submit', { digest, declared });
    await act('subsidy-manager', 'propose', { changed: 1, calculation });
    await act('subsidy-signatory', 'sign');
    await act('operator', 'contest', { line: 'fees', cents: 7_680 });
    await act('subsidy-manager', 'uphold-contest', { line: 'fees' });
    await snap(caseId, 'contest-upheld-waiting');
  },
  async 'correction-missed-and-refused'(engine, snap) {
    const { caseId, act, ended } = await begin(engine);
    await ended();
    await act('operator', 'submit', { digest, declared });
    await act('subsidy-manager', 'ask-correction', { corrections: ['staff'] });
    await engine.sleep(20 * 86_400_000);
    await snap(caseId, 'correction-missed-waiting');
    await act('subsidy-signatory', 'refuse', { motive: 'not-subsidised' });
    await snap(caseId, 'refused');
  },
};
