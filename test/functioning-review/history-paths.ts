/** Paths of a review whose history in the engine is recorded for each release. */
import { dayOf } from '../../domain/calendar.ts';
import type { Action } from '../../workflows/functioning-review/contract.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { firstWorkingDayIn, planReview } from './cases.ts';

interface Begun {
  caseId: string;
  act: (role: Role, action: Action, facts?: object) => Promise<number>;
}
async function begin(engine: Engine, inDays = 90): Promise<Begun> {
  const at = await engine.now();
  const caseId = await planReview(engine.db, {
    facilityId: await makeFacility(engine.db),
    at,
    firstDayOn: firstWorkingDayIn(inDays, at),
  });
  engine.bell.ring(process.slug, caseId);
  const act = actsThrough(engine, process, caseId);
  return { caseId, act: (role, action, facts = {}) => act(role, action, facts) };
}

export const reviewPaths: Record<string, Path> = {
  async 'signed'(engine, snap) {
    const { caseId, act } = await begin(engine);
    await snap(caseId, 'planned-waiting');
    await engine.sleep(95 * day);
    await snap(caseId, 'opened-waiting');
    await act('operator', 'send-self-assessment');
    await act('health-referent', 'give-health-opinion');
    await act('coordinator', 'send-ratings');
    await act('coordinator', 'confirm-meeting', { on: dayOf((await engine.now()) + 3 * day), from: '10:00' });
    await engine.sleep(5 * day);
    await snap(caseId, 'met-waiting');
    await act('coordinator', 'record-minutes', { heldOn: dayOf((await engine.now()) - 2 * day) });
    await act('operator', 'agree-minutes');
    await act('operator', 'submit-plan');
    await act('coordinator', 'accept-plan');
    await act('operator', 'sign-plan');
    await act('coordinator', 'countersign-plan');
    await engine.sleep(370 * day);
    await snap(caseId, 'follow-up-waiting');
  },
  async 'defaulted-extended'(engine, snap) {
    const { caseId, act } = await begin(engine, 20);
    await engine.sleep(150 * day);
    await snap(caseId, 'in-default-waiting');
    await act('coordinator', 'extend', { untilOn: dayOf((await engine.now()) + 30 * day) });
    await act('operator', 'send-self-assessment');
    await snap(caseId, 'in-default-extended');
  },
  async 'suspended-resumed'(engine, snap) {
    const { caseId, act } = await begin(engine, 20);
    await engine.sleep(30 * day);
    await act('procedure', 'suspend');
    await snap(caseId, 'suspended-waiting');
    await engine.sleep(40 * day);
    await act('procedure', 'resume');
    await act('procedure', 'lapse');
    await snap(caseId, 'suspended-resumed-lapsed');
  },
  async 'moved-arbitrated-suspended'(engine, snap) {
    const { caseId, act } = await begin(engine, 70);
    await engine.sleep(20 * day);
    await act('operator', 'propose-first-day', { days: [firstWorkingDayIn(70, await engine.now())] });
    await act('coordinator', 'move-first-day', { firstDayOn: firstWorkingDayIn(70, await engine.now()) });
    await snap(caseId, 'first-day-moved-waiting');
    await engine.sleep(75 * day);
    await act('operator', 'send-self-assessment');
    await act('coordinator', 'send-ratings');
    await act('coordinator', 'confirm-meeting', { on: dayOf((await engine.now()) + 2 * day), from: '10:00' });
    await engine.sleep(3 * day);
    await act('coordinator', 'record-minutes', { heldOn: dayOf((await engine.now()) - day) });
    await act('operator', 'agree-minutes');
    for (let round = 0; round < 3; round += 1) {
      await act('operator', 'submit-plan');
      await act('coordinator', 'ask-revision');
      if (round === 1) await snap(caseId, 'plan-third-round-waiting');
    }
    await snap(caseId, 'arbitration-waiting');
    await act('asr-manager', 'arbitrate');
    await act('operator', 'sign-plan');
    await act('operator', 'ask-change');
    await act('asr-manager', 'arbitrate');
    await engine.sleep(5 * day);
    await act('procedure', 'suspend');
    await snap(caseId, 'signing-suspended-waiting');
    await engine.sleep(30 * day);
    await act('procedure', 'resume');
    await act('operator', 'sign-plan');
    await snap(caseId, 'countersignature-waiting');
    // The activity of the place ends.
    await act('procedure', 'lapse');
    await snap(caseId, 'arbitrated-lapsed');
  },
};
