/** Paths of a project whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { crecheAnswers, makeProject } from '../../db/seeds/demonstration/preparatory-process/make-project.ts';
import type { Action, Kind } from '../../workflows/preparatory-process/contract.ts';
import { process } from '../../workflows/preparatory-process/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { addDays } from '../../domain/calendar.ts';
import { given } from './a-project.ts';

export interface Project {
  caseId: string;
  act: (role: Role, action: Action, facts?: object, content?: object | null) => Promise<number>;
}

/** Of a body of its own. */
export async function introduce(engine: Engine, kind: Kind = 'creche'): Promise<Project> {
  const facilityId = await makeFacility(engine.db);
  const { organising_body_id: bodyId } = await engine
    .db('facilities')
    .where({ id: facilityId })
    .first<{ organising_body_id: string }>('organising_body_id');
  const caseId = await makeProject(engine.db, {
    bodyId,
    administration: 'namur',
    kind,
    answers: { ...crecheAnswers, opensOn: '2030-01-10' },
    by: bodyId,
    at: await engine.now(),
  });
  engine.bell.ring(process.slug, caseId);
  await engine.settle();
  return { caseId, act: actsThrough(engine, process, caseId) };
}

export const projectPaths: Record<string, Path> = {
  async 'ready'(engine, snap) {
    const { caseId, act } = await introduce(engine);
    await snap(caseId, 'to-meet-waiting');
    const slot = { on: addDays(await engine.today(), 10), from: '10:00' };
    await act('coordinator', 'propose-dates', { type: 'visit', slots: [slot] }, { place: 'Andenne' });
    await snap(caseId, 'dates-proposed-waiting');
    await act('operator', 'choose-date', slot);
    await snap(caseId, 'appointment-waiting');
    await engine.sleep(12 * day);
    await act('coordinator', 'record-report', { type: 'visit', heldOn: slot.on }, { report: 'Vu.' });
    await act('coordinator', 'give-opinion', { opinions: given('unfavourable') }, { premisesText: 'La cour.' });
    await snap(caseId, 'to-improve-waiting');
    await act('operator', 'improve', {}, { text: 'La cour est clôturée.' });
    await act('coordinator', 'give-opinion', { opinions: given() }, {});
    await snap(caseId, 'to-declare-waiting');
    await act('coordinator', 'declare-ready', {}, {});
    await snap(caseId, 'ready');
  },
  async 'asleep'(engine, snap) {
    const { caseId, act } = await introduce(engine, 'home');
    await act('adviser', 'ask-complement', {}, { text: 'Les plans.' });
    await snap(caseId, 'complement-asked-waiting');
    await engine.sleep(70 * day);
    await snap(caseId, 'asleep-waiting');
    await act('operator', 'wake', {}, {});
    await act('operator', 'withdraw', {}, {});
    await snap(caseId, 'woken-withdrawn');
  },
};
