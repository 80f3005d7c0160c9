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
    'keep-collaboration': (trx, { case: { id }, act }) => keepCollaboration(trx, id, act),
    'inform-doctor': (trx, { case: { id }, act }) => informDoctor(trx, id, act.at),
  },
  letters: {},
  elsewhere: {},
  errands: {},
};
