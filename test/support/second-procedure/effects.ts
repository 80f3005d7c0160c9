import type { ProcedureEffects } from '../../../activities/effects.ts';
import type { Words } from './contract.ts';
import { letters } from './letters.ts';
import { process } from './process.ts';
import { words } from './words.ts';

export const quarterAttendance: ProcedureEffects<Words> = {
  process,
  words,
  letters,
  desk: {
    'note-places': async (trx, context) => {
      const { places } = context.case.state.data;
      await trx('facilities')
        .where({ id: context.case.facility_id })
        .update({ phone: String(places) });
    },
  },
  elsewhere: {},
  errands: {},
};
