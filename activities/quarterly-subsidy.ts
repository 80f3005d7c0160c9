/** What a quarter has done by the clerk: its payments are prepared, and what is submitted validates Mon Équipe. */
import { findTeamActs } from '../db/quarterly-subsidy/validate-team.ts';
import { prepareAdvance, prepareBalance } from '../db/subsidies/prepare-payments.ts';
import type { Words } from '../workflows/quarterly-subsidy/contract.ts';
import { process } from '../workflows/quarterly-subsidy/process.ts';
import { letters } from '../views/quarterly-subsidy/letters.ts';
import { words } from '../views/quarterly-subsidy/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const quarterlySubsidy: ProcedureEffects<Words> = {
  process,
  words,
  desk: { 'prepare-advance': prepareAdvance, 'prepare-balance': prepareBalance },
  letters,
  elsewhere: { 'validate-team': findTeamActs },
  errands: {},
};
