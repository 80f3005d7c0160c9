/** What this procedure has done by the clerk, beside its letters and notices. */
import { decisions } from '../db/authorisation-adaptation/decisions.ts';
import type { Words } from '../workflows/authorisation-adaptation/contract.ts';
import { process } from '../workflows/authorisation-adaptation/process.ts';
import { letters } from '../views/authorisation-adaptation/letters.ts';
import { words } from '../views/authorisation-adaptation/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const authorisationAdaptation: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  ...decisions,
  errands: {},
};
