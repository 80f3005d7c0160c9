/** The title by which somebody is qualified, as an operator sends it. */
import type { Day } from '../../domain/calendar.ts';
import type { Title } from '../../workflows/training-recognition/contract.ts';
import { instant, type Database } from '../connect.ts';
import { lockPeople } from './duplicates.ts';
import type { Trainee } from './people.ts';
import { keepCertificate, openFor, type Sending, type Sent } from './sending.ts';

/** @throws NotTheirs */
export function submitQualification(
  db: Database,
  { trainee, title, obtainedOn, ...sending }: Sending & { trainee: Trainee; title: Title; obtainedOn: Day },
): Promise<Sent | 'there-is-one'> {
  return db
    .transaction(async (trx) => {
      await lockPeople(trx, [trainee.collaborationId]);
      const opened = await openFor(
        trx,
        sending,
        trainee,
        'qualification',
        { kind: 'qualification', title, obtainedOn },
        {},
      );
      if (opened.already) return { cases: [opened], recognised: false, already: true };
      const standing: unknown = await trx('training_qualifications')
        .where({ collaboration_id: trainee.collaborationId })
        .whereIn('status', ['waiting', 'information-asked', 'recognised'])
        .first('case_id');
      if (standing) throw new ThereIsOne();
      const { collaborationId, organisingBodyId, facilityId } = trainee;
      await trx('training_qualifications').insert({
        case_id: opened.caseId,
        collaboration_id: collaborationId,
        organising_body_id: organisingBodyId,
        facility_id: facilityId,
        title,
        obtained_on: obtainedOn,
        document_id: await keepCertificate(trx, sending, trainee, opened.caseId, 1),
        entered_at: instant(sending.at),
        status: 'waiting',
      });
      return { cases: [opened], recognised: false, already: false };
    })
    .catch((error: unknown) => {
      if (error instanceof ThereIsOne) return 'there-is-one' as const;
      throw error;
    });
}
class ThereIsOne extends Error {}
