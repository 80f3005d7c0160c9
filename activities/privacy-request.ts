/** What this procedure has done by the clerk: a mail to who has asked, that says that there is news and nothing else. */
import { queueWord } from '../db/link-mails.ts';
import { findAskerOf } from '../db/privacy-request/askers.ts';
import type { Words } from '../workflows/privacy-request/contract.ts';
import { process } from '../workflows/privacy-request/process.ts';
import { words } from '../views/privacy-request/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const privacyRequest: ProcedureEffects<Words> = {
  process,
  words,
  letters: {},
  desk: {
    async 'tell-asker'(trx, { case: { id }, act }) {
      const asker = await findAskerOf(trx, id);
      if (!asker) return;
      const kind = asker.user_id ? 'privacy-request-own-news' : 'privacy-request-news';
      await queueWord(trx, { kind, email: asker.email, at: act.at });
    },
  },
  elsewhere: {},
  errands: {},
};
