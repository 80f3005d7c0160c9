/** Paths of a quarter of after-school care whose history in the engine is recorded for each release. */
import { randomUUID } from 'node:crypto';
import { lastDayOfQuarter } from '../../domain/after-school/budget-year.ts';
import { addDays } from '../../domain/calendar.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { calculation, digest, openQuarter } from './cases.ts';

const [one, other] = [randomUUID(), randomUUID()];
const first = { places: { [one]: digest }, left: 1, children: 1284 };
const rest = { places: { [other]: digest }, left: 0, children: 702 };

/** The quarter from January to March of the next year, opened on its first day. */
async function begin(engine: Engine) {
  const { db, bell } = engine;
  const year = Number((await engine.today()).slice(0, 4)) + 1;
  const quarter = `${String(year)}-01`;
  await engine.sleepUntil(`${String(year)}-01-01`);
  const { organising_body_id: bodyId } = (await db('facilities')
    .where({ id: await makeFacility(db) })
    .first('organising_body_id')) as { organising_body_id: string };
  const caseId = await openQuarter(db, { bodyId, at: await engine.now(), quarter });
  bell.ring(process.slug, caseId);
  await engine.settle();
  return {
    caseId,
    year: String(year),
    act: actsThrough(engine, process, caseId),
    ended: () => engine.sleepUntil(addDays(lastDayOfQuarter(quarter), 2)),
  };
}

export const afterSchoolQuarterPaths: Record<string, Path> = {
  async 'two-sendings-paid-and-settled'(engine, snap) {
    const { caseId, act, ended } = await begin(engine);
    await snap(caseId, 'running-waiting');
    await ended();
    await snap(caseId, 'to-send-waiting');
    await act('operator', 'send', first);
    await act('aes-manager', 'ask-correction', { corrections: [`${one}.2027-01`] });
    await act('operator', 'answer-correction', { ...first, children: 1280 });
    await act('aes-manager', 'propose', { changed: 0, calculation });
    await act('subsidy-signatory', 'sign');
    await snap(caseId, 'to-pay-waiting');
    await act('operator', 'send', rest);
    await act('procedure', 'pay', { cents: calculation.retained, payment: '1' });
    await act('aes-manager', 'propose', { changed: 0, calculation: { ...calculation, retained: 8_000_00 } });
    await act('subsidy-signatory', 'sign');
    await act('procedure', 'pay', { cents: 2_000_00, payment: '2' });
    await engine.sleep(40 * 86_400_000);
    await snap(caseId, 'settled');
  },
  async 'late-and-refused'(engine, snap) {
    const { caseId, year, act } = await begin(engine);
    await engine.sleepUntil(`${year}-06-02`);
    await snap(caseId, 'late-waiting');
    await act('operator', 'send', { ...first, left: 0 });
    await act('aes-manager', 'refuse-late', { places: [one] });
    await snap(caseId, 'refused');
  },
  async 'contested-line'(engine, snap) {
    const { caseId, act, ended } = await begin(engine);
    await ended();
    await act('operator', 'send', { ...first, left: 0 });
    await act('aes-manager', 'propose', { changed: 1, calculation });
    await act('subsidy-signatory', 'sign');
    await act('operator', 'contest', { line: `${one}.2027-01`, cents: 412_80 });
    await act('aes-manager', 'uphold-contest', { line: `${one}.2027-01` });
    await snap(caseId, 'contest-upheld-waiting');
  },
  async 'nothing-sent-and-closed'(engine, snap) {
    const { caseId, year, act } = await begin(engine);
    await engine.sleepUntil(`${String(Number(year) + 1)}-01-05`);
    await snap(caseId, 'to-close-waiting');
    await act('aes-manager', 'close', {});
    await snap(caseId, 'not-requested');
  },
};
