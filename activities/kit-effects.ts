/** The effects that every procedure has in common: its letters, its notices. A procedure adds its own beside. */
import { letterEffects } from '../views/procedure-letters.ts';
import type { ProcedureEffects } from './effects.ts';
import { createLetterErrand, type LetterDependencies } from './letters.ts';
import { createOperatorNotice, notifyAgents, notifySupervisor, type OperatorNoticeDependencies } from './notices.ts';

export type KitDependencies = LetterDependencies & OperatorNoticeDependencies;

export function createKitEffects(deps: KitDependencies): Pick<ProcedureEffects, 'desk' | 'errands'> {
  const writeLetter = createLetterErrand(deps);
  return {
    desk: { 'notify-agents': notifyAgents, 'notify-supervisor': notifySupervisor },
    errands: {
      ...Object.fromEntries(letterEffects.map((effect) => [effect, writeLetter])),
      'notify-operator': createOperatorNotice(deps),
    },
  };
}
