/** What a family does from its page. One child, one place: another is confirmed only once the first is given back. */
import { process } from '../../workflows/pre-request/process.ts';
import type { Database } from '../connect.ts';
import { recordAct, type ActRequest, type Recorded } from '../record-act.ts';

interface Of {
  familyId: string;
  caseId: string;
}

/**
 * @returns undefined when the family has confirmed another place: nothing is done
 * @throws ActRefused
 */
export async function recordFamilyAct(db: Database, of: Of, request: ActRequest): Promise<Recorded | undefined> {
  if (request.action !== 'confirm-place') return recordAct(db, process, of.caseId, request);
  return db.transaction(async (trx) => {
    // Two confirmations at the same moment are of two cases, which know nothing of one another.
    await trx('pre_request_families').where({ id: of.familyId }).forUpdate().first('id');
    return (await hasConfirmedAnother(trx, of)) ? undefined : recordAct(trx, process, of.caseId, request);
  });
}

const hasConfirmedAnother = async (trx: Database, { familyId, caseId }: Of): Promise<boolean> =>
  (await trx('pre_requests as p')
    .join('cases as c', 'c.id', 'p.case_id')
    .where({ 'p.family_id': familyId, 'c.status': 'confirmed' })
    .whereNot('c.id', caseId)
    .first('c.id')) !== undefined;
