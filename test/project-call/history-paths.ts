/** Paths of a file for a call whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import type { Action } from '../../workflows/project-call/contract.ts';
import { process } from '../../workflows/project-call/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { deposit } from './files.ts';

interface Deposited {
  caseId: string;
  act: (role: Role, action: Action, facts?: object, content?: object | null) => Promise<number>;
}

/** For a place of its own, in a call that closes in ten days unless told otherwise. */
export async function depositIn(engine: Engine, closesOn?: Day): Promise<Deposited> {
  const facility = await makeFacility(engine.db);
  const at = await engine.now();
  const caseId = await deposit(engine.db, { facility, at, closesOn: closesOn ?? addDays(dayOf(at), 10) });
  engine.bell.ring(process.slug, caseId);
  await engine.settle();
  return { caseId, act: actsThrough(engine, process, caseId) };
}

export const callPaths: Record<string, Path> = {
  async 'selected'(engine, snap) {
    const { caseId, act } = await depositIn(engine);
    await snap(caseId, 'deposited-waiting');
    await act('operator', 'deposit-again', { places: 21 }, { places: 21 });
    await engine.sleep(11 * day);
    await snap(caseId, 'examination-waiting');
    await act('asr-manager', 'give-opinion', { complete: true, selected: false }, { reason: 'Le budget.' });
    await snap(caseId, 'examined-waiting');
    await act('asr-manager', 'give-opinion', { complete: true, selected: true }, { reason: 'Le budget est clair.' });
    await act('procedure', 'publish-result', {}, { reason: 'Le budget est clair.' });
    await snap(caseId, 'selected');
  },
  async 'not-selected'(engine, snap) {
    const { caseId, act } = await depositIn(engine);
    await engine.sleep(80 * day);
    await snap(caseId, 'examination-late-waiting');
    await act('asr-manager', 'give-opinion', { complete: false, selected: false }, { reason: 'Le devis manque.' });
    await act('procedure', 'publish-result', {}, { reason: 'Le devis manque.' });
    await snap(caseId, 'not-selected');
  },
  async 'withdrawn'(engine, snap) {
    const { caseId, act } = await depositIn(engine);
    await act('operator', 'withdraw', {}, {});
    await snap(caseId, 'withdrawn');
  },
};
