/** Paths of a correction whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import type { Action, Kind } from '../../workflows/data-correction/contract.ts';
import { process } from '../../workflows/data-correction/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { makeCorrection } from './make-correction.ts';

export interface Correction {
  caseId: string;
  facilityId: string;
  act: (role: Role, action: Action, facts?: object, content?: object | null) => Promise<number>;
}

/** A new place, and a correction of its name. */
export async function ask(
  engine: Engine,
  { kind = 'facility-name' as Kind, wanted = 'Crèche Le Nom Exact' } = {},
): Promise<Correction> {
  const facilityId = await makeFacility(engine.db);
  const caseId = await makeCorrection(engine.db, { facilityId, kind, wanted, at: await engine.now() });
  engine.bell.ring(process.slug, caseId);
  return { caseId, facilityId, act: actsThrough(engine, process, caseId) };
}

export const correctionPaths: Record<string, Path> = {
  async 'accepted'(engine, snap) {
    const { caseId, act } = await ask(engine);
    await snap(caseId, 'decision-waiting');
    await act('referent', 'ask-complement');
    await snap(caseId, 'complement-asked-waiting');
    await act('operator', 'give-complement');
    await act('referent', 'hand-on', { desk: 'helpdesk' });
    await act('helpdesk', 'accept');
    await snap(caseId, 'accepted');
  },
  async 'complement-missed'(engine, snap) {
    const { caseId, act } = await ask(engine);
    await act('referent', 'ask-complement');
    await engine.sleep(35 * day);
    await snap(caseId, 'complement-missed');
  },
  async 'escalated-refused'(engine, snap) {
    const { caseId, act } = await ask(engine);
    await engine.sleep(20 * day);
    await act('referent', 'refuse', { motive: 'proof' });
    await snap(caseId, 'escalated-refused');
  },
};
