/** What this procedure has done by the clerk: a photo is put in the place that parents see, or taken away from it. */
import { publishPhoto, takeDownPhoto } from '../db/photo-validation/photos.ts';
import type { Words } from '../workflows/photo-validation/contract.ts';
import { process } from '../workflows/photo-validation/process.ts';
import { words } from '../views/photo-validation/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const photoValidation: ProcedureEffects<Words> = {
  process,
  words,
  desk: {
    'publish-photo': (trx, { case: { id }, act }) =>
      publishPhoto(trx, { caseId: id, actNumber: act.number, at: act.at }),
    'take-down-photo': async (trx, { case: { id }, act }) => {
      await takeDownPhoto(trx, id, act.at);
    },
  },
  letters: {},
  elsewhere: {},
  errands: {},
};
