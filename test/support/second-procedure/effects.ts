import type { ProcedureEffects } from '../../../activities/effects.ts';
import { process } from './process.ts';
import type { CaseData } from './contract.ts';

export const createQuarterEffects = (kit: Pick<ProcedureEffects, 'desk' | 'errands'>): ProcedureEffects => ({
  process,
  desk: {
    ...kit.desk,
    'note-places': async (trx, context) => {
      const { places } = context.case.state.data as CaseData;
      await trx('facilities')
        .where({ id: context.case.facility_id })
        .update({ phone: String(places) });
    },
  },
  errands: kit.errands,
});
