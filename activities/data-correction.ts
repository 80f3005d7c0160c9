/** What this procedure has done by the clerk: the datum is corrected wherever it stands. */
import { applyCorrection } from '../db/data-correction/apply.ts';
import type { Words } from '../workflows/data-correction/contract.ts';
import { process } from '../workflows/data-correction/process.ts';
import { words } from '../views/data-correction/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const dataCorrection: ProcedureEffects<Words> = {
  process,
  words,
  letters: {},
  desk: { 'apply-correction': applyCorrection },
  elsewhere: {},
  errands: {},
};
