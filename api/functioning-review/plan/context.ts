/** The plan of a bilan in the hands of somebody: its case, its rounds, and whether they may write in it now. */
import type { CaseRow } from '../../../db/cases/case-file.ts';
import { addMonths, dayOf, type Day } from '../../../domain/calendar.ts';
import { faultsOfPlan, type Plan, type PlanFault, type PlanLimits } from '../../../domain/functioning-review/plan.ts';
import { slug, type CaseData } from '../../../workflows/functioning-review/contract.ts';
import { parameterOf, type Parameters } from '../../../workflows/parameters.ts';
import { getCaseSeen, loadCaseFile, readerOf, seenBy, type Asked } from '../../cases/case-context.ts';
import type { Seen } from '../../cases/document-titles.ts';
import type { CaseFile, Reader } from '../../cases/procedure-pages.ts';
import type { File } from '../own.ts';
import { remarkedIn, storyOf, type PlanStory } from './rounds.ts';

/** One goes on where the plan stands. */
export const onPlan =
  (portal: 'pro' | 'office', action: string) =>
  ({ row }: { row: { id: string } }): string =>
    `/${portal}/reviews/${row.id}/plan?done=${action}`;

export const dataOf = ({ state }: Pick<CaseRow, 'state'>): CaseData => state.data as CaseData;

export function limitsOf({ state, parameters }: { state: { data: object }; parameters: Parameters }): PlanLimits {
  const data = state.data as CaseData;
  const months = parameterOf('plan-longest', parameters).value;
  const metOn = data.meetingAt?.on ?? data.since;
  return { metOn, months, lastDay: addMonths(metOn, months) };
}

export interface Planning {
  asked: Asked;
  row: CaseRow;
  file: File;
  seen: Seen;
  story: PlanStory;
  reader: Reader;
  today: Day;
  /** Of its pages: `/pro/reviews/<id>`, and of its case: `/pro/functioning-review/<id>`. */
  base: string;
  caseHref: string;
  limits: PlanLimits;
  /** As it is being written; of who writes in it alone. */
  written?: Plan;
  faults: readonly PlanFault[];
}

/** @throws Problem 404 */
export async function getPlanning(asked: Asked): Promise<Planning> {
  const { deps, req } = asked;
  const row = await getCaseSeen(asked);
  const file = (await loadCaseFile(asked, row)) as unknown as File;
  const story = storyOf(file.acts);
  const limits = limitsOf(row);
  const { plan: written } = file.own;
  const reader = readerOf(req);
  return {
    asked,
    row,
    file,
    seen: seenBy(asked, file as unknown as CaseFile, row),
    story,
    reader,
    today: dayOf(deps.now()),
    base: `${req.baseUrl}/${row.id}`,
    caseHref: `/${reader === 'operator' ? 'pro' : 'office'}/${slug}/${row.id}`,
    limits,
    ...(written ? { written } : {}),
    faults: written ? faultsOfPlan(written, limits, row.status === 'arbitration' ? undefined : remarkedIn(story)) : [],
  };
}
