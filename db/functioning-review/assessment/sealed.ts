/** An evaluation as it is sealed: every criterion of its questionnaire with what was said of it, and what the portal knew that day. */
import { createHash } from 'node:crypto';
import type { Day } from '../../../domain/calendar.ts';
import type { PortalFacts } from '../../../domain/functioning-review/portal-facts.ts';
import { isComplete, progressOf, type Progress } from '../../../domain/functioning-review/progress.ts';
import type { Criterion, Questionnaire } from '../../../domain/functioning-review/questionnaire.ts';
import type { Database } from '../../connect.ts';
import { listLateSaves, loadEvaluation, nothingSaid, scoresIn, type Said, type Side } from './evaluations.ts';
import { questionnaireOf } from './questionnaires.ts';

export interface SealedAnswer extends Said {
  criterion: string;
}
export interface EvaluationToday {
  side: Side;
  questionnaire: Questionnaire;
  progress: Progress;
  /** Of which two versions wait for a choice. */
  late: Criterion[];
  answers: SealedAnswer[];
  /** SHA-256 in hex of the version and of what was said. */
  digest: string;
}

/** One after the other: where it is read within a transaction, there is one connection. */
export async function readEvaluation(
  db: Database,
  { caseId, on, side }: { caseId: string; on: Day; side: Side },
): Promise<EvaluationToday> {
  const questionnaire = await questionnaireOf(db, { caseId, on });
  const evaluation = await loadEvaluation(db, caseId, side);
  const waiting = new Set((await listLateSaves(db, caseId, side)).map(({ criterion }) => criterion));
  const answers = questionnaire.criteria.map(({ id }): SealedAnswer => {
    const { score, evidence, remark, asObjective } = evaluation.get(id) ?? nothingSaid;
    return { criterion: id, score, evidence, remark, asObjective };
  });
  return {
    side,
    questionnaire,
    progress: progressOf(questionnaire, scoresIn(evaluation)),
    late: questionnaire.criteria.filter(({ id }) => waiting.has(id)),
    answers,
    digest: createHash('sha256')
      .update(JSON.stringify([questionnaire.version, answers]))
      .digest('hex'),
  };
}

export const isReadyToSeal = ({ progress, late }: Pick<EvaluationToday, 'progress' | 'late'>): boolean =>
  isComplete(progress) && late.length === 0;

/** What the act keeps: whatever becomes of the rows, this is what was sent. */
export const sealedContent = (
  { questionnaire, answers }: EvaluationToday,
  portal: PortalFacts | undefined,
): { questionnaire: string; answers: SealedAnswer[]; portal?: PortalFacts } => ({
  questionnaire: questionnaire.version,
  answers,
  ...(portal ? { portal } : {}),
});
