/** What the preparatory process has done by the clerk: its letters. */
import { letters } from '../views/preparatory-process/letters.ts';
import { words } from '../views/preparatory-process/words.ts';
import type { Words } from '../workflows/preparatory-process/contract.ts';
import { process } from '../workflows/preparatory-process/process.ts';
import type { ProcedureEffects } from './effects.ts';

export const preparatoryProcess: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: {},
  elsewhere: {},
  errands: {},
};
