/** What this procedure has done by the clerk: which account is paid to, and mails to those who answer for the body. */
import { tellAdministrators } from '../db/bank-accounts/tell-administrators.ts';
import { accountsReplaced, leaveAccount, useAccount } from '../db/bank-accounts/use.ts';
import type { Words } from '../workflows/bank-account/contract.ts';
import { process } from '../workflows/bank-account/process.ts';
import { words } from '../views/bank-account/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const bankAccount: ProcedureEffects<Words> = {
  process,
  words,
  letters: {},
  desk: { 'tell-administrators': tellAdministrators, 'use-account': useAccount, 'leave-account': leaveAccount },
  elsewhere: { 'release-purposes': accountsReplaced },
  errands: {},
};
