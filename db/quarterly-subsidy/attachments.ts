/** What is joined to a quarter and waits to be submitted. */
import type { Database } from '../connect.ts';

export interface Attachment {
  id: string;
  slot: string;
  name: string;
  size: number;
}
/** The caller has looked at the rights on the case. */
export const listWaiting = async (db: Database, caseId: string): Promise<Attachment[]> =>
  (await db('documents')
    .where({ case_id: caseId, origin: 'operator', act_number: null, withdrawn_at: null })
    .orderBy(['uploaded_at', 'id'])
    .select('id', 'slot', 'name', 'size')) as Attachment[];
