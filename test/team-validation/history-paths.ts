/** Paths of a validation whose history in the engine is recorded for each release. */
import type { TeamPath } from '../../workflows/team-validation/contract.ts';
import { process } from '../../workflows/team-validation/process.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { openYear } from './cases.ts';

const team = { digest: 'ab'.repeat(32), people: 13, links: 15, warnings: 0 };

/** The year after the one it is. */
async function begin(engine: Engine, path: TeamPath = 'yearly') {
  const { db, bell } = engine;
  const year = String(Number((await engine.today()).slice(0, 4)) + 1);
  const facilityId = await makeFacility(db);
  if (path === 'quarterly') await db('facilities').where({ id: facilityId }).update({ kind: 'subsidised-creche' });
  const caseId = await openYear(db, { facilityId, at: await engine.now(), year, path });
  bell.ring(process.slug, caseId);
  await engine.settle();
  return {
    caseId,
    year,
    act: actsThrough(engine, process, caseId),
  };
}

export const teamPaths: Record<string, Path> = {
  async 'validated-in-time'(engine, snap) {
    const { caseId, year, act } = await begin(engine);
    await snap(caseId, 'open-waiting');
    await engine.sleepUntil(`${year}-05-10`);
    await act('operator', 'begin');
    await snap(caseId, 'in-preparation-waiting');
    await act('operator', 'validate', team);
    await snap(caseId, 'validated');
  },
  async 'validated-late'(engine, snap) {
    const { caseId, year, act } = await begin(engine);
    await engine.sleepUntil(`${year}-06-02`);
    await snap(caseId, 'late-waiting');
    await act('coordinator', 'follow-up');
    await act('operator', 'validate', team);
    await snap(caseId, 'validated-late');
  },
  async 'not-validated'(engine, snap) {
    const { caseId, year } = await begin(engine);
    await engine.sleepUntil(`${String(Number(year) + 1)}-01-02`);
    await snap(caseId, 'not-validated');
  },
  async 'by-a-quarter'(engine, snap) {
    const { caseId, year, act } = await begin(engine, 'quarterly');
    await engine.sleepUntil(`${year}-06-02`);
    await snap(caseId, 'quarterly-waiting');
    await act('procedure', 'validate-from-quarter', { quarter: `${year}-1`, digest: team.digest, people: 9 });
    await snap(caseId, 'validated-automatically');
  },
};
