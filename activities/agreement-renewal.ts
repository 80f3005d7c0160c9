/** What agreements have done by the clerk: letters, and what a decision writes on its day. */
import { applyDecision, endProlongation, prolong } from '../db/agreement-renewal/take-effect.ts';
import { letters } from '../views/agreement-renewal/letters.ts';
import { words } from '../views/agreement-renewal/words.ts';
import type { Words } from '../workflows/agreement-renewal/contract.ts';
import { process } from '../workflows/agreement-renewal/process.ts';
import type { ProcedureEffects } from './effects.ts';

export const agreementRenewal: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: { 'prolong': prolong, 'end-prolongation': endProlongation, 'write-agreement': applyDecision },
  elsewhere: {},
  errands: {},
};
