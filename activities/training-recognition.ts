/** What this procedure has done by the clerk: nothing. What follows from its acts is written with them. */
import type { Words } from '../workflows/training-recognition/contract.ts';
import { process } from '../workflows/training-recognition/process.ts';
import { words } from '../views/training-recognition/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const trainingRecognition: ProcedureEffects<Words> = {
  process,
  words,
  desk: {},
  letters: {},
  elsewhere: {},
  errands: {},
};
