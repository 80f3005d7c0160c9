/** What the validation of a team has done by the clerk: the facility is looked at before anybody is called late. */
import { findPathActs } from '../db/team-validation/path.ts';
import type { Words } from '../workflows/team-validation/contract.ts';
import { process } from '../workflows/team-validation/process.ts';
import { words } from '../views/team-validation/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const teamValidation: ProcedureEffects<Words> = {
  process,
  words,
  desk: {},
  letters: {},
  elsewhere: { 'look-at-path': findPathActs },
  errands: {},
};
