/** Lines as an operator sends them: a case for each person, all in one transaction, once however often they are sent. */
import type { Database } from '../connect.ts';
import { holdChosen } from './chosen.ts';
import { lockPeople, refuseDuplicates } from './duplicates.ts';
import { insertLine, type Followed } from './lines.ts';
import type { Trainee } from './people.ts';
import { factsOf, isKnown, keepCertificate, openFor, recogniseByLists, type Sending, type Sent } from './sending.ts';

/** @throws Duplicate, ListsChanged, NotTheirs: nothing is written then */
export function submitLines(
  db: Database,
  {
    trainees,
    followed,
    names,
    ...sending
  }: Sending & { trainees: readonly Trainee[]; followed: Followed; names: object },
): Promise<Sent> {
  const facts = { kind: 'module', ...factsOf(followed) } as const;
  return db.transaction(async (trx) => {
    await lockPeople(
      trx,
      trainees.map(({ collaborationId }) => collaborationId),
    );
    const sent: Sent = { cases: [], recognised: isKnown(followed), already: false };
    const fresh: string[] = [];
    for (const trainee of trainees) {
      const opened = await openFor(trx, sending, trainee, 'module', facts, names);
      sent.cases.push(opened);
      if (opened.already) {
        sent.already = true;
        continue;
      }
      if (fresh.length === 0) await holdChosen(trx, followed);
      fresh.push(opened.caseId);
      await insertLine(trx, {
        ...followed,
        caseId: opened.caseId,
        ...placeOf(trainee),
        documentId: await keepCertificate(trx, sending, trainee, opened.caseId, 1),
        status: 'waiting',
        at: sending.at,
      });
    }
    // Sent again with one person more: that line is looked at like any other.
    await refuseDuplicates(trx, fresh);
    if (sent.recognised) for (const caseId of fresh) await recogniseByLists(trx, caseId, sending);
    return sent;
  });
}

const placeOf = ({ collaborationId, organisingBodyId, facilityId }: Trainee) => ({
  collaborationId,
  organisingBodyId,
  facilityId,
});
