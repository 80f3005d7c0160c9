/** Paths of a doctor whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import type { Told } from '../../db/doctors/told.ts';
import type { Action, Kind } from '../../workflows/doctor-validation/contract.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { introduce, someDoctor } from './cases.ts';

export interface Doctor {
  caseId: string;
  facilityId: string;
  doctor: Told;
  act: (role: Role, action: Action, facts?: object, content?: object) => Promise<unknown>;
}

/** A doctor of a new crèche (or one given), sent to ONE. */
export async function introduced(
  engine: Engine,
  given: { facilityId?: string; doctor?: Told; kind?: Kind } = {},
): Promise<Doctor> {
  const { facilityId = await makeFacility(engine.db), doctor = someDoctor(), kind = 'new' } = given;
  const at = await engine.now();
  const caseId = await introduce(engine.db, {
    facilityId,
    at,
    doctor,
    kind,
    token: stableId(`${facilityId} ${doctor.inami} ${String(at)}`),
  });
  engine.bell.ring(process.slug, caseId);
  await engine.settle();
  return { caseId, facilityId, doctor, act: actsThrough(engine, process, caseId) };
}

export const doctorPaths: Record<string, Path> = {
  async 'suspended-ended'(engine, snap) {
    const { caseId, act } = await introduced(engine);
    await snap(caseId, 'to-validate-waiting');
    await act('subsidy-manager', 'ask-complement', {}, { points: ['term'] });
    await snap(caseId, 'complement-asked-waiting');
    await act('operator', 'complete', { from: '2026-09-01' }, { kilometres: 9 });
    await act('subsidy-manager', 'validate', {}, { checked: [] });
    await snap(caseId, 'validated-waiting');
    await act('operator', 'ask-change', {}, { mobile: '0470 99 88 77' });
    await snap(caseId, 'change-to-validate-waiting');
    await act('subsidy-manager', 'accept-change', {}, {});
    await act('subsidy-manager', 'suspend', { from: await engine.today() }, { reason: 'essai' });
    await snap(caseId, 'suspended-waiting');
    await act('operator', 'end-collaboration', { until: await engine.today() }, {});
    await engine.sleep(2 * day);
    await snap(caseId, 'suspended-ended');
  },
  async 'complement-missed'(engine, snap) {
    const { caseId, act } = await introduced(engine);
    await act('subsidy-manager', 'ask-complement', {}, { points: ['signatures'] });
    await engine.sleep(35 * day);
    await snap(caseId, 'complement-missed');
  },
  async 'reminded-refused'(engine, snap) {
    const { caseId, act } = await introduced(engine);
    await engine.sleep(25 * day);
    await act('subsidy-manager', 'refuse', { motive: 'convention' }, { reason: 'essai' });
    await snap(caseId, 'reminded-refused');
  },
};
