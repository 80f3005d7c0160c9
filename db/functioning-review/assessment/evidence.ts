/** What the operator joins to their answers: it waits with the case until the answers are sent, and goes with them. */
import type { Instant } from '../../../domain/calendar.ts';
import { instant, type Database } from '../../connect.ts';

export interface Evidence {
  id: string;
  slot: string;
  name: string;
  size: number;
}
/** Oldest first. The caller has looked at the rights on the case, and at whether the answers may be read. */
export const listEvidence = async (db: Database, caseId: string): Promise<Evidence[]> =>
  (await db('documents')
    .where({ case_id: caseId, origin: 'operator', withdrawn_at: null })
    .where('slot', 'like', 'evidence-%')
    .orderBy(['uploaded_at', 'id'])
    .select('id', 'slot', 'name', 'size')) as Evidence[];

/** What came in the very moment in which the answers were sent: nothing would take it along any more. @returns how many */
export const withdrawLateEvidence = (
  db: Database,
  { caseId, by, at }: { caseId: string; by: string; at: Instant },
): Promise<number> =>
  db('documents')
    .where({ case_id: caseId, origin: 'operator', act_number: null, withdrawn_at: null })
    .where('slot', 'like', 'evidence-%')
    .update({ withdrawn_at: instant(at), withdrawn_by: by });
