/** What a review has done by the clerk. */
import { openNextReview } from '../db/functioning-review/plan/open-next.ts';
import { letters } from '../views/functioning-review/letters.ts';
import type { Words } from '../workflows/functioning-review/contract.ts';
import { process } from '../workflows/functioning-review/process.ts';
import { words } from '../views/functioning-review/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const functioningReview: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: { 'plan-next-review': openNextReview },
  elsewhere: {},
  errands: {},
};
