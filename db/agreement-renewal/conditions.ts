/** The conditions of the agreement that hold on a day: what the checklist of an examination asks. */
import type { Day } from '../../domain/calendar.ts';
import type { Section } from '../../workflows/agreement-renewal/contract.ts';
import type { Database } from '../connect.ts';

export interface AgreementCondition {
  code: string;
  section: Section;
  label: string;
  /** Where it is written. */
  reference: string;
}
export const listConditions = async (db: Database, on: Day): Promise<AgreementCondition[]> =>
  (await db('agreement_conditions')
    .where('valid_from', '<=', on)
    .where((still) => void still.whereNull('valid_to').orWhere('valid_to', '>=', on))
    .orderBy('position')
    .select('code', 'section', 'label', 'reference')) as AgreementCondition[];
