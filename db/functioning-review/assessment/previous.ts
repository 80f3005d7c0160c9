/** The bilan before: both evaluations, which were compared at its meeting and are known to both sides. */
import type { Day } from '../../../domain/calendar.ts';
import type { Before } from '../../../domain/functioning-review/comparison.ts';
import type { Questionnaire } from '../../../domain/functioning-review/questionnaire.ts';
import { slug, type MeetingState } from '../../../workflows/functioning-review/contract.ts';
import type { Database } from '../../connect.ts';
import { loadEvaluation, scoresIn } from './evaluations.ts';
import { questionnaireOf } from './questionnaires.ts';

export interface Previous extends Before {
  caseId: string;
  year: string;
  questionnaire: Questionnaire;
}
const held = ['held', 'minutes', 'contested'] as const satisfies readonly MeetingState[];

/** The last one of the same place and body whose meeting was held. The caller has looked at the rights on the case. */
export async function findPrevious(
  db: Database,
  row: { id: string; facility_id: string | null; organising_body_id: string; opened_at: number },
): Promise<Previous | undefined> {
  const found = (await db('cases')
    .where({ slug, facility_id: row.facility_id, organising_body_id: row.organising_body_id })
    .whereNot({ id: row.id })
    .where('opened_at', '<', new Date(row.opened_at))
    .whereRaw("state -> 'data' ->> 'meeting' in (?, ?, ?)", [...held])
    .orderBy('opened_at', 'desc')
    .first('id', db.raw("state -> 'data' ->> 'firstDayOn' as first_day_on"))) as
    | { id: string; first_day_on: Day }
    | undefined;
  if (!found) return undefined;
  const { id: caseId, first_day_on: on } = found;
  const [questionnaire, operator, one] = await Promise.all([
    questionnaireOf(db, { caseId, on }),
    loadEvaluation(db, caseId, 'operator'),
    loadEvaluation(db, caseId, 'one'),
  ]);
  return { caseId, year: on.slice(0, 4), questionnaire, operator: scoresIn(operator), one: scoresIn(one) };
}
