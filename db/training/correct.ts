/** A line as its operator corrects it: after an error of encoding, or while it waits. */
import { process } from '../../workflows/training-recognition/process.ts';
import type { Database } from '../connect.ts';
import { recordAct, type Recorded } from '../record-act.ts';
import { holdChosen } from './chosen.ts';
import { lockPeople, refuseDuplicates } from './duplicates.ts';
import { rowOfLine, type Followed } from './lines.ts';
import { isPlausible } from './plausible.ts';
import { factsOf, isKnown, keepCertificate, recogniseByLists, type PersonPlace, type Sending } from './sending.ts';

/** The line as it should be; the lists may then recognise it at once. @throws ActRefused, Duplicate, ListsChanged */
export function correctLine(
  db: Database,
  {
    caseId,
    trainee,
    followed,
    names,
    seen,
    ...sending
  }: Sending & { caseId: string; trainee: PersonPlace; followed: Followed; names: object; seen: number },
): Promise<Recorded> {
  const { viewer, token, at } = sending;
  return db.transaction(async (trx) => {
    await lockPeople(trx, [trainee.collaborationId]);
    await holdChosen(trx, followed);
    const recorded = await recordAct(trx, process, caseId, {
      action: 'correct',
      facts: factsOf(followed),
      content: names,
      token,
      seen,
      endsDraft: true,
      actor: {
        role: 'operator',
        userId: viewer.userId,
        acr: viewer.acr,
        onBehalfOf: trainee.organisingBodyId,
      },
      at,
    });
    if (recorded.already) return recorded;
    const documentId = await keepCertificate(trx, sending, trainee, caseId, recorded.number);
    await trx('training_lines')
      .where({ case_id: caseId })
      .update({ ...rowOfLine(followed), ...(documentId ? { document_id: documentId } : {}) });
    // A decision that holds it already was on other hours.
    if (!isPlausible(followed))
      await trx('training_line_spellings').where({ case_id: caseId }).update({ decision_id: null });
    await refuseDuplicates(trx, [caseId]);
    if (isKnown(followed)) await recogniseByLists(trx, caseId, sending);
    return recorded;
  });
}
