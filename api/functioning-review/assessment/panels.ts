/** What the page of a review says of its evaluations: how far each is, and the ways there. */
import { actAs } from '../../../db/access/acts.ts';
import { asSubject, type Ability } from '../../../db/access/subjects.ts';
import type { Database } from '../../../db/connect.ts';
import { readEvaluation, type EvaluationToday } from '../../../db/functioning-review/assessment/sealed.ts';
import {
  areRatingsSent,
  hasBegun,
  isAnswering,
  isMeetingHeld,
  isRating,
} from '../../../workflows/functioning-review/evaluations.ts';
import type { Panel, Reader } from '../../cases/procedure-pages.ts';
import { baseOf, sides, type Row } from './context.ts';

/** The side that its reader writes in, while it is being written; nothing for who reads neither. */
export async function loadOwnEvaluation(
  db: Database,
  row: Row,
  ability: Ability,
): Promise<EvaluationToday | undefined> {
  const subject = asSubject('Case', row);
  const side = ability.can(actAs('operator'), subject)
    ? 'operator'
    : ability.can('read-internal', subject)
      ? 'one'
      : undefined;
  const isOpen = side === 'operator' ? isAnswering(row) : isRating(row);
  return side !== undefined && isOpen
    ? readEvaluation(db, { caseId: row.id, on: row.state.data.firstDayOn, side })
    : undefined;
}

export function evaluationsPanel(
  { row, own, seesInternal }: { row: Row; own: { evaluation?: EvaluationToday | undefined }; seesInternal: boolean },
  reader: Reader,
): Panel[] {
  // The helpdesk sees where a review stands, and neither evaluation.
  if (!hasBegun(row) || (reader === 'one' && !seesInternal)) return [];
  const side = reader === 'operator' ? 'operator' : 'one';
  const base = baseOf(sides[side], row.id);
  const { evaluation } = own;
  const progress = evaluation?.side === side ? evaluation.progress : undefined;
  // Before ONE has begun, there is nothing of it to read.
  if (side === 'one' && !progress && !areRatingsSent(row)) return [];
  const both = reader === 'operator' ? isMeetingHeld(row) : areRatingsSent(row);
  return [
    {
      partial: 'functioning-review/evaluations',
      title: both ? 'Les évaluations' : side === 'operator' ? 'Auto-évaluation' : "Évaluation de l'ONE",
      ...(progress
        ? {
            done: progress.done,
            total: progress.total,
            percent: progress.total === 0 ? 0 : Math.round((progress.done / progress.total) * 100),
          }
        : {}),
      href: base,
      hrefText: progress
        ? progress.done === 0
          ? 'Commencer'
          : 'Continuer'
        : side === 'operator'
          ? "Relire l'auto-évaluation"
          : "Relire l'évaluation de l'ONE",
      isMain: progress !== undefined,
      ...(both ? { compare: `/${reader === 'operator' ? 'pro' : 'office'}/reviews/${row.id}/compare` } : {}),
    },
  ];
}
