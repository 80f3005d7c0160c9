/** What a quarter of after-school care has done by the clerk. */
import { preparePayments } from '../db/aes-subsidy/prepare-payments.ts';
import { process } from '../workflows/aes-subsidy/process.ts';
import type { Words } from '../workflows/aes-subsidy/contract.ts';
import { letters } from '../views/aes-subsidy/letters.ts';
import { words } from '../views/aes-subsidy/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const aesSubsidy: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: { 'prepare-payment': preparePayments },
  elsewhere: {},
  errands: {},
};
