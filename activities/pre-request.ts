/** What pre-requests have done by the clerk: mails to families, and the end of those whose child has a place. */
import { findFamilyOf, findOthers } from '../db/pre-request/families.ts';
import { queueWord } from '../db/link-mails.ts';
import { slug, type Action, type Words } from '../workflows/pre-request/contract.ts';
import { process } from '../workflows/pre-request/process.ts';
import { words } from '../views/pre-request/words.ts';
import type { ProcedureEffects } from './effects.ts';

/** After these the family has something to do, and a day by which. */
const awaits: readonly string[] = [
  'offer-place',
  'change-offer',
  'ask-question',
  'remind-offer',
  'remind-question',
  'remind-expiry',
] satisfies Action[];

export const preRequest: ProcedureEffects<Words> = {
  process,
  words,
  letters: {},
  desk: {
    async 'tell-family'(trx, { case: { id }, act }) {
      const family = await findFamilyOf(trx, id);
      if (!family) return;
      const kind = awaits.includes(act.action) ? 'pre-request-awaits' : 'pre-request-news';
      await queueWord(trx, { kind, email: family.email, at: act.at, familyId: family.id });
    },
  },
  elsewhere: {
    'withdraw-others': async (trx, { case: { id } }) =>
      (await findOthers(trx, id)).map((other) => ({ caseId: other.id, slug, action: 'found-elsewhere', facts: {} })),
  },
  errands: {},
};
