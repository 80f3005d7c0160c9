/** Both sides of a bilan, as far as their reader may see them: what they may not is not even asked for. */
import type { Request, Response } from 'express';
import { actAs } from '../../../db/access/acts.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import { loadEvaluation, scoresIn, type Evaluation } from '../../../db/functioning-review/assessment/evaluations.ts';
import { listEvidence, type Evidence } from '../../../db/functioning-review/assessment/evidence.ts';
import { findHealthOpinion, type HealthOpinion } from '../../../db/functioning-review/assessment/health-opinion.ts';
import { loadMeetingNotes, type MeetingNote } from '../../../db/functioning-review/assessment/meeting-notes.ts';
import { findPrevious, type Previous } from '../../../db/functioning-review/assessment/previous.ts';
import { questionnaireOf } from '../../../db/functioning-review/assessment/questionnaires.ts';
import { compare, type Compared } from '../../../domain/functioning-review/comparison.ts';
import type { Plan } from '../../../domain/functioning-review/plan.ts';
import type { Questionnaire } from '../../../domain/functioning-review/questionnaire.ts';
import {
  areAnswersSent,
  areRatingsSent,
  isMeetingHeld,
  mayNoteMeeting,
} from '../../../workflows/functioning-review/evaluations.ts';
import { follower } from '../../../workflows/functioning-review/rules.ts';
import { getViewer, type Dependencies } from '../../context.ts';
import { findWritten } from '../plan/find-written.ts';
import { getReviewRow, sides, type Row } from './context.ts';

export type Portal = 'pro' | 'office';
export interface Comparison {
  row: Row;
  portal: Portal;
  base: string;
  questionnaire: Questionnaire;
  /** Which of both their reader sees. */
  sees: { operator: boolean; one: boolean };
  operator: Evaluation;
  one: Evaluation;
  rows: Compared[];
  previous: Previous | undefined;
  evidence: Evidence[];
  opinion: HealthOpinion | undefined;
  notes: ReadonlyMap<string, MeetingNote>;
  isHeld: boolean;
  /** Objectives of the plan that is being written; of who writes in it alone. */
  plan: Plan | undefined;
  /** Who follows the place writes what was said, until the minutes are agreed. */
  mayNote: boolean;
}
const none: Evaluation = new Map();

/** What is hidden from the reader is not read: neither a page, nor a sheet, can hold it. @throws as `getReviewRow` */
export async function getComparison(
  deps: Dependencies,
  req: Request,
  res: Response,
  portal: Portal,
): Promise<Comparison> {
  const row = await getReviewRow(deps, req, res, portal === 'pro' ? sides.operator : sides.one);
  const isHeld = isMeetingHeld(row);
  const sees = {
    operator: portal === 'pro' || areRatingsSent(row),
    one: portal === 'office' || isHeld,
  };
  const { db } = deps;
  const { ability } = getViewer(res);
  const [questionnaire, operator, one, previous, evidence, opinion, notes, plan] = await Promise.all([
    questionnaireOf(db, { caseId: row.id, on: row.state.data.firstDayOn }),
    sees.operator ? loadEvaluation(db, row.id, 'operator') : none,
    sees.one ? loadEvaluation(db, row.id, 'one') : none,
    findPrevious(db, row),
    portal === 'pro' || areAnswersSent(row) ? listEvidence(db, row.id) : [],
    sees.one ? findHealthOpinion(db, row.id) : undefined,
    isHeld ? loadMeetingNotes(db, row.id) : new Map<string, MeetingNote>(),
    findWritten(db, row, ability),
  ]);
  return {
    row,
    portal,
    base: `/${portal}/reviews/${row.id}/compare`,
    questionnaire,
    sees,
    operator,
    one,
    rows: compare(questionnaire, { operator: scoresIn(operator), one: scoresIn(one), before: previous }),
    previous,
    evidence,
    opinion,
    notes,
    isHeld,
    plan,
    mayNote: mayNoteMeeting(row) && ability.can(actAs(follower(row.state.data)), asSubject('Case', row)),
  };
}
