/** The pages of the review of a facility. */
import { Router } from 'express';
import type { CaseListRow } from '../../db/cases/lists.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { reviewedKinds } from '../../domain/functioning-review/places.ts';
import { followerOf } from '../../workflows/roles.ts';
import type { CaseData } from '../../workflows/functioning-review/contract.ts';
import { process } from '../../workflows/functioning-review/process.ts';
import { words } from '../../views/functioning-review/words.ts';
import type { ProcedurePages } from '../cases/procedure-pages.ts';
import { acts, exchanges } from './acts.ts';
import { comparisonRoutes } from './assessment/compare.ts';
import { evaluationsPanel } from './assessment/panels.ts';
import { assessmentRoutes } from './assessment/routes.ts';
import { reviewsPath } from './links.ts';
import { myReviewsRoutes } from './my-reviews.ts';
import { loadOwn, titleOf, type Pages } from './own.ts';
import { planningPath, planOneRoutes } from './plan-one.ts';
import { planOfYearRoutes } from './plan-of-year.ts';
import { stagesRoutes } from './stages.ts';
import { planLink } from './plan/plan-link.ts';
import { participantsPanel, participantsRoutes } from './participants.ts';
import { planRoutes } from './plan/routes.ts';
import { situationOf } from './situation.ts';

export const functioningReview: ProcedurePages<Pages> = {
  process,
  words,
  acts,
  load: loadOwn,
  situation: situationOf,
  title: ({ state }) => titleOf(state.data),
  declared: ({ row: { state } }) => [
    { field: 'firstDayOn', label: 'Premier jour', value: formatLongDate(state.data.firstDayOn) },
    { field: 'cycleEndsOn', label: 'Fin du cycle', value: formatLongDate(state.data.cycleEndsOn) },
  ],
  exchanges,
  decides: ['arbitrate', 'countersign-plan'],
  // What is told to who keeps the file of the authorisation, and what ONE thinks before the meeting, stay at ONE.
  internal: {
    text: ['report-to-file', 'take-up-report', 'give-health-opinion', 'send-ratings'],
    act: ['take-up-report'],
  },
  nextDate,
  // A cessation holds it up where it is.
  stages: ({ status, state: { data } }) => ({
    heldAt: status === 'suspended' && data.resumeIn ? process.statuses[data.resumeIn].stage : undefined,
  }),
  back: { href: reviewsPath, label: 'à mes bilans' },
  contact: ({ state }) => followerOf(state.data.home),
  opensAtOne: [
    {
      action: 'plan',
      label: 'Planifier le bilan de fonctionnement',
      kinds: reviewedKinds,
      href: ({ id }) => planningPath(id),
    },
  ],
  panels: (file, reader) => ({
    first: [...planLink(file, reader), ...(evaluationsPanel(file, reader) ?? [])],
    side: participantsPanel(file, reader),
  }),
  routes: (deps) =>
    Router().use(
      myReviewsRoutes(deps),
      planOneRoutes(deps),
      planOfYearRoutes(deps),
      stagesRoutes(deps),
      assessmentRoutes(deps),
      comparisonRoutes(deps),
      planRoutes(deps),
      participantsRoutes(deps),
    ),
};

function nextDate({ status, state }: CaseListRow): string | undefined {
  const { firstDayOn = '' } = state.data as Partial<CaseData>;
  return status === 'planned' ? `premier jour le ${formatShortDate(firstDayOn)}` : undefined;
}
