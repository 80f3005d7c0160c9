/** What the validation of a doctor has done by the clerk: the tables that consultations look at, and the mail to the doctor. */
import { informDoctor } from '../db/doctors/inform.ts';
import { keepCollaboration } from '../db/doctors/keep.ts';
import type { Words } from '../workflows/doctor-validation/contract.ts';
import { process } from '../workflows/doctor-validation/process.ts';
import { words } from '../views/doctor-validation/words.ts';
import type { ProcedureEffects } from './effects.ts';

export const doctorValidation: ProcedureEffects<Words> = {
  process,
  words,
  desk: {
    async 'keep-collaboration'(trx, { case: { id }, act }) {
      await keepCollaboration(trx, id, act);
      // An answer may bring another number: whose it is has been told nothing yet.
      if (act.action === 'complete') await informDoctor(trx, id, act.at);
    },
    'inform-doctor': (trx, { case: { id }, act }) => informDoctor(trx, id, act.at),
  },
  letters: {},
  elsewhere: {},
  errands: {},
};
