/** An evaluation in the hands of somebody: the operator's own or ONE's, and whether they may write in it. */
import type { Request, Response } from 'express';
import { actAs } from '../../../db/access/acts.ts';
import { asSubject } from '../../../db/access/subjects.ts';
import type { Viewer } from '../../../db/access/viewer.ts';
import { findCaseRow, type CaseRow, type OfBody } from '../../../db/cases/case-file.ts';
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
  areAnswersSent,
  areRatingsSent,
  hasBegun,
  isAnswering,
  isRating,
} from '../../../workflows/functioning-review/evaluations.ts';
import { follower } from '../../../workflows/functioning-review/rules.ts';
import { getViewer, idOf, type Dependencies } from '../../context.ts';
import { conflict, forbidden, notFound } from '../../problems.ts';

export type Row = CaseRow<Words, Kind> & OfBody;
/** What differs between the two evaluations, and nothing else does. */
export interface SideOf {
  side: Side;
  portal: '/pro' | '/office';
  /** The last part of the address. */
  name: 'assessment' | 'ratings';
  /** The act that seals it. */
  sentBy: 'send-self-assessment' | 'send-ratings';
}
export const sides: Readonly<Record<Side, SideOf>> = {
  operator: {
    side: 'operator',
    portal: '/pro',
    name: 'assessment',
    sentBy: 'send-self-assessment',
  },
  one: { side: 'one', portal: '/office', name: 'ratings', sentBy: 'send-ratings' },
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
export const writes = ({ ability }: Viewer, row: Row, { side, sentBy }: SideOf): boolean => {
  const subject = asSubject('Case', row);
  const role = side === 'operator' ? 'operator' : follower(row.state.data);
  return ability.can(sentBy, subject) && ability.can(actAs(role), subject);
};
/** Where it may be written in, as the case stands. */
export const isOpen = (row: Pick<Row, 'status' | 'state'>, { side }: SideOf): boolean =>
  side === 'operator' ? isAnswering(row) : isRating(row);

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

/** Why an evaluation is not written in: it is sent, or what became of the review holds it up. */
export function closedWords(row: Pick<Row, 'status' | 'state'>, { side }: Pick<SideOf, 'side'>): string {
  const name = side === 'operator' ? "L'auto-évaluation" : "L'évaluation de l'ONE";
  if (side === 'operator' ? areAnswersSent(row) : areRatingsSent(row))
    return `${name} est envoyée : elle se relit, et ne se modifie plus.`;
  if (row.status === 'suspended')
    return `Le bilan est suspendu par une cessation temporaire : ${uncapitalised(name)} reprend où elle en est, à la réintégration.`;
  if (row.status === 'in-default')
    return "Le bilan est en défaut : l'évaluation de l'ONE reprend dès que l'auto-évaluation est envoyée, ou qu'un délai est donné.";
  return `Le bilan est ${row.status === 'cancelled' ? 'annulé' : 'clôturé'} : ${uncapitalised(name)} se relit, et ne se modifie plus.`;
}
export const uncapitalised = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
/** For a change. @throws as `getReviewRow`; 403; 409 where it was sent meanwhile, with what was typed */
export async function getEditableRow(deps: Dependencies, req: Request, res: Response, of: SideOf): Promise<Row> {
  const row = await getReviewRow(deps, req, res, of);
  if (!writes(getViewer(res), row, of))
    throw forbidden(
      of.side === 'operator'
        ? "Seul le milieu d'accueil remplit son auto-évaluation."
        : "Seul l'agent qui suit ce milieu d'accueil remplit l'évaluation de l'ONE.",
    );
  if (!isOpen(row, of)) throw closedMeanwhile(of, row, keptTexts(req.body));
  return row;
}
/** What was written in words, whichever criterion it was for. */
export const keptTexts = (body: unknown): { label: string; value: string }[] =>
  Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    /^(?:evidence|remark)\./.test(name) && typeof value === 'string' && value !== ''
      ? [{ label: 'Votre texte', value }]
      : [],
  );
/** @param row as it stands when it is refused */
export const closedMeanwhile = (of: SideOf, row: Row, kept: { label: string; value: string }[]): Error => {
  const [title = '', what = ''] = closedWords(row, of).split(' : ');
  return conflict({
    title,
    what: `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`,
    kept,
    backHref: baseOf(of, row.id),
    backText: "Relire l'évaluation",
  });
};
