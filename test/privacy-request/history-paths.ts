/** Paths of a request about personal data whose history in the engine is recorded for each release, and walked by `workflow.test.ts`. */
import { addMonths } from '../../domain/calendar.ts';
import type { Action } from '../../workflows/privacy-request/contract.ts';
import { process } from '../../workflows/privacy-request/process.ts';
import type { Role } from '../../workflows/procedure.ts';
import { actsThrough } from '../support/engine-acts.ts';
import type { Engine } from '../support/engine.ts';
import type { Path } from '../support/record-histories.ts';
import { day } from '../support/times.ts';
import { strangerAsks } from './asks.ts';

export interface Asked {
  caseId: string;
  act: (role: Role, action: Action, facts?: object, content?: object | null) => Promise<number>;
}

/** Somebody without an account has asked and confirmed. */
export async function asks(engine: Engine, email?: string): Promise<Asked> {
  const { caseId } = await strangerAsks(engine.db, await engine.now(), email ? { email } : {});
  engine.bell.ring(process.slug, caseId);
  return { caseId, act: actsThrough(engine, process, caseId) };
}
/** The last day on which one must answer. */
export const dueOn = async (engine: Engine, caseId: string): Promise<string> =>
  ((await engine.row(caseId)).state.data as unknown as { dueOn: string }).dueOn;

export const privacyPaths: Record<string, Path> = {
  async 'replied-answered'(engine, snap) {
    const { caseId, act } = await asks(engine);
    await snap(caseId, 'examine-waiting');
    await act('dpo', 'ask-identity', {}, { reason: 'Quelle crèche ?' });
    await snap(caseId, 'question-asked-waiting');
    await act('procedure', 'give-reply', {}, { text: 'Les Lilas.' });
    await act('dpo', 'answer', { outcome: 'granted' }, { text: 'Voici.' });
    await snap(caseId, 'replied-answered');
  },
  async 'silent-late-refused'(engine, snap) {
    const { caseId, act } = await asks(engine);
    await act('dpo', 'ask-precision', {}, { reason: 'Quelle période ?' });
    await engine.sleep(32 * day);
    await snap(caseId, 'reply-missed-waiting');
    await engine.sleep(70 * day);
    await snap(caseId, 'late-waiting');
    await act('dpo', 'refuse', { motive: 'not-identified' }, { reason: 'Sans réponse.' });
    await snap(caseId, 'silent-late-refused');
  },
  async 'prolonged-withdrawn'(engine, snap) {
    const { caseId, act } = await asks(engine);
    await act('dpo', 'prolong', { until: addMonths(await dueOn(engine, caseId), 2) }, { reason: 'Vingt dossiers.' });
    await snap(caseId, 'prolonged-waiting');
    await act('procedure', 'withdraw');
    await snap(caseId, 'prolonged-withdrawn');
  },
  async 'cancelled'(engine, snap) {
    const { caseId, act } = await asks(engine);
    await act('dpo', 'cancel', {}, { reason: 'Deux fois la même.' });
    await snap(caseId, 'cancelled');
  },
};
