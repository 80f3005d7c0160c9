/** What calls for projects have done by the clerk: the receipt of each deposit. */
import { letters } from '../views/project-call/letters.ts';
import { words } from '../views/project-call/words.ts';
import type { Words } from '../workflows/project-call/contract.ts';
import { process } from '../workflows/project-call/process.ts';
import type { ProcedureEffects } from './effects.ts';

export const projectCall: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: {},
  elsewhere: {},
  errands: {},
};
