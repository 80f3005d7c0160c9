/** An evaluation in the hands of somebody: the operator's own or ONE's, and whether they may write in it. */
import type { Request, Response } from 'express';
import { actAs } from '../../../db/access/acts.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import type { Viewer } from '../../../db/access/viewer.ts';
import { findCaseRow, type CaseRow } from '../../../db/cases/case-file.ts';
import type { Database } from '../../../db/connect.ts';
import {
  listLateSaves,
  listPresent,
  loadEvaluation,
  scoresIn,
  type Evaluation,
  type LateSave,
  type Present,
  type Side,
} from '../../../db/functioning-review/assessment/evaluations.ts';
import { findPrevious, type Previous } from '../../../db/functioning-review/assessment/previous.ts';
import { questionnaireOf } from '../../../db/functioning-review/assessment/questionnaires.ts';
import type { Instant } from '../../../domain/calendar.ts';
import { formatLongDate } from '../../../domain/french-dates.ts';
import { progressOf, type Progress } from '../../../domain/functioning-review/progress.ts';
import type { Questionnaire } from '../../../domain/functioning-review/questionnaire.ts';
import { slug, type Kind, type Words } from '../../../workflows/functioning-review/contract.ts';
import {
  answeredIn,
  hasBegun,
  isAnswering,
  isRating,
  ratedIn,
} from '../../../workflows/functioning-review/evaluations.ts';
import { follower } from '../../../workflows/functioning-review/rules.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';

export type Row = CaseRow<Words, Kind>;
/** What differs between the two evaluations, and nothing else does. */
export interface SideOf {
  side: Side;
  portal: '/pro' | '/office';
  /** The last part of the address. */
  name: 'assessment' | 'ratings';
  /** The act that seals it. */
  sentBy: 'send-self-assessment' | 'send-ratings';
  statuses: readonly string[];
}
export const sides: Readonly<Record<Side, SideOf>> = {
  operator: {
    side: 'operator',
    portal: '/pro',
    name: 'assessment',
    sentBy: 'send-self-assessment',
    statuses: answeredIn,
  },
  one: { side: 'one', portal: '/office', name: 'ratings', sentBy: 'send-ratings', statuses: ratedIn },
};
export const baseOf = ({ portal, name }: SideOf, caseId: string): string => `${portal}/reviews/${caseId}/${name}`;
export const caseOf = ({ portal }: Pick<SideOf, 'portal'>, caseId: string): string => `${portal}/${slug}/${caseId}`;

export interface Assessment extends SideOf {
  row: Row;
  base: string;
  questionnaire: Questionnaire;
  evaluation: Evaluation;
  progress: Progress;
  late: LateSave[];
  present: Present[];
  previous: Previous | undefined;
  mayEdit: boolean;
  userId: string;
}

/** @throws Problem 404; 403 before day 1, and for who reads the case and not the evaluation */
export async function getReviewRow(deps: Dependencies, req: Request, res: Response, of: SideOf): Promise<Row> {
  const viewer = getViewer(res);
  const row = (await findCaseRow(deps.db, viewer, slug, idOf(req))) as Row | undefined;
  if (!row) throw notFound();
  if (of.side === 'one' && !viewer.ability.can('read-internal', asSubject('Case', row)))
    throw forbidden("L'évaluation de l'ONE est lue par ceux qui suivent le milieu d'accueil.");
  if (!hasBegun(row))
    throw forbidden(
      `Le bilan s'ouvre le ${formatLongDate(row.state.data.firstDayOn)} : d'ici là, vous pouvez lire la documentation.`,
    );
  return row;
}

/** By their right, whatever the status. */
const writes = ({ ability }: Viewer, row: Row, { side, sentBy }: SideOf): boolean => {
  const subject = asSubject('Case', row);
  const role = side === 'operator' ? 'operator' : follower(row.state.data);
  return ability.can(sentBy, subject) && ability.can(actAs(role), subject);
};
const isOpen = (row: Row, { side }: SideOf): boolean => (side === 'operator' ? isAnswering(row) : isRating(row));

/** In a constant number of queries. @throws as `getReviewRow` */
export async function getAssessment(deps: Dependencies, req: Request, res: Response, of: SideOf): Promise<Assessment> {
  const row = await getReviewRow(deps, req, res, of);
  const viewer = getViewer(res);
  return {
    ...of,
    ...(await loadAssessment(deps.db, row, of, deps.now())),
    row,
    base: baseOf(of, row.id),
    mayEdit: writes(viewer, row, of) && isOpen(row, of),
    userId: viewer.userId,
  };
}
async function loadAssessment(
  db: Database,
  row: Row,
  { side }: SideOf,
  now: Instant,
): Promise<Pick<Assessment, 'questionnaire' | 'evaluation' | 'progress' | 'late' | 'present' | 'previous'>> {
  const [questionnaire, evaluation, late, present, previous] = await Promise.all([
    questionnaireOf(db, { caseId: row.id, on: row.state.data.firstDayOn }),
    loadEvaluation(db, row.id, side),
    listLateSaves(db, row.id, side),
    listPresent(db, row.id, side, now),
    findPrevious(db, row),
  ]);
  return {
    questionnaire,
    evaluation,
    late,
    present,
    previous,
    progress: progressOf(questionnaire, scoresIn(evaluation)),
  };
}

const closedText: Readonly<Record<Side, string>> = {
  operator: "L'auto-évaluation est envoyée",
  one: "L'évaluation de l'ONE est envoyée",
};
/** For a change. @throws as `getReviewRow`; 403; 409 where it was sent meanwhile, with what was typed */
export async function getEditableRow(deps: Dependencies, req: Request, res: Response, of: SideOf): Promise<Row> {
  const row = await getReviewRow(deps, req, res, of);
  if (!writes(getViewer(res), row, of))
    throw forbidden(
      of.side === 'operator'
        ? "Seul le milieu d'accueil remplit son auto-évaluation."
        : "Seul l'agent qui suit ce milieu d'accueil remplit l'évaluation de l'ONE.",
    );
  if (!isOpen(row, of)) throw closedMeanwhile(of, row.id, keptTexts(req.body));
  return row;
}
/** What was written in words, whichever criterion it was for. */
export const keptTexts = (body: unknown): { label: string; value: string }[] =>
  Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    /^(?:evidence|remark)\./.test(name) && typeof value === 'string' && value !== ''
      ? [{ label: 'Votre texte', value }]
      : [],
  );
export const closedMeanwhile = (of: SideOf, caseId: string, kept: { label: string; value: string }[]): Error =>
  conflict({
    title: `${closedText[of.side]} : elle ne se modifie plus`,
    what: closedText[of.side],
    kept,
    backHref: baseOf(of, caseId),
    backText: "Relire l'évaluation",
  });
