/** What the pages of a review are typed by. */
import type { EvaluationToday } from '../../db/functioning-review/assessment/sealed.ts';
import type { Day } from '../../domain/calendar.ts';
import type { Closed } from '../../domain/functioning-review/open-day.ts';
import type { Plan } from '../../domain/functioning-review/plan.ts';
import type { CaseData, Kind, Words } from '../../workflows/functioning-review/contract.ts';
import { listClosures } from '../../db/functioning-review/closures.ts';
import type { Ability } from '../../db/access/subjects.ts';
import type { Database } from '../../db/connect.ts';
import type { CaseFile, CaseRowOf } from '../cases/procedure-pages.ts';
import { loadOwnEvaluation } from './assessment/panels.ts';
import { findBodyName } from '../../db/functioning-review/plan/read-plan.ts';
import { listNamed, type Participant } from '../../db/functioning-review/participants.ts';
import { hasBegun } from '../../workflows/functioning-review/evaluations.ts';
import { findWritten } from './plan/find-written.ts';

/** What is read beside the case. */
export interface Own {
  /** Days on which the place has said that it is closed, while the first day may still move. */
  closures: readonly Closed[];
  /** The evaluation of its reader's side, while it is being written. */
  evaluation: EvaluationToday | undefined;
  /** Those who are named, once it has begun. */
  participants: readonly Participant[];
  /** Name of the organising body, in whose name the plan is signed; once there is one to sign. */
  bodyName?: string;
  /** The plan as it is being written; of who writes in it alone. */
  plan?: Plan;
}
export interface Pages {
  words: Words;
  kind: Kind;
  own: Own;
}
export type Row = CaseRowOf<Pages>;
export type File = CaseFile<Pages>;
export type Act = File['acts'][number];

/** « Bilan 2027 »: of the year of its first day. */
export const titleOf = ({ firstDayOn }: Pick<CaseData, 'firstDayOn'>): string => `Bilan ${yearOf(firstDayOn)}`;
const yearOf = (day: Day): string => day.slice(0, 4);

export async function loadOwn(db: Database, row: Row, today: Day, ability: Ability): Promise<Own> {
  const plan = await findWritten(db, row, ability);
  return {
    closures: row.status === 'planned' && row.facility_id ? await listClosures(db, [row.facility_id], today) : [],
    evaluation: await loadOwnEvaluation(db, row, ability),
    participants:
      hasBegun(row) && row.facility_id
        ? await listNamed(db, {
            caseId: row.id,
            facilityId: row.facility_id,
            bodyId: row.organising_body_id,
            today,
          })
        : [],
    ...(plan ? { plan } : {}),
    ...(row.state.data.digest === undefined ? {} : { bodyName: await findBodyName(db, row) }),
  };
}
