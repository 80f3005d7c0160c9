/** The first page of each person, and what they were told. */
import { Router } from 'express';
import { z } from 'zod';
import { readsFilesOfPlaces } from '../../db/access/subjects.ts';
import { listCases, listDrafts } from '../../db/cases/lists.ts';
import { readScheduleNotices } from '../../db/after-school/schedule-changes.ts';
import { readAccountNotices } from '../../db/continuity/account-notices.ts';
import { findContinuities } from '../../db/continuity/find-continuity.ts';
import { findPreviousSignIn, listOperatorTasks } from '../../db/home/operator.ts';
import { markRead } from '../../db/home/notices.ts';
import type { ShellData } from '../../db/home/shell.ts';
import { listWordsToRenew } from '../../db/presentation/find-places.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { dayOf } from '../../domain/calendar.ts';
import { findViewerOf, getViewer, type Dependencies } from '../context.ts';
import { id, whole } from '../forms/envelope.ts';
import { requireSignedIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { presentPlacesToConfirm } from '../presentation/to-confirm.ts';
import { inWords, showNotices } from './notices.ts';
import { presentOperatorHome } from './operator-home.ts';
import { managedBodies, presentUsersToSettle } from './users-to-settle.ts';

const Read = z.strictObject({
  case: id.optional(),
  until: whole(15),
});

export function homeRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  router.get(
    '/',
    (req, res, next) => {
      if (findViewerOf(res) ?? req.session.userId) requireSignedIn()(req, res, next);
      else res.redirect(302, '/sign-in');
    },
    (_req, res) => {
      res.redirect(302, homeOf(getViewer(res)));
    },
  );
  router.get('/office', (_req, res) => {
    res.redirect(302, homeOf(getViewer(res)));
  });

  router.get('/pro', async (req, res) => {
    const viewer = getViewer(res);
    const managed = managedBodies(viewer);
    const [tasks, drafts, { rows: cases, next }, previousSignIn, continuities, toRenew] = await Promise.all([
      listOperatorTasks(db, viewer),
      listDrafts(db, viewer.ability),
      listCases(db, viewer.ability, { show: 'open', limit: 20 }),
      findPreviousSignIn(db, viewer.userId),
      managed.length > 0
        ? findContinuities(db, { organisingBodyIds: managed.map(({ id }) => id), today: dayOf(now()) })
        : [],
      viewer.ability.can('authorisation', 'Facility')
        ? listWordsToRenew(db, viewer.ability, dayOf(now()))
        : { words: [], staleAfter: 0 },
    ]);
    const { shell } = res.locals as { shell?: ShellData };
    const home = presentOperatorHome(
      viewer,
      {
        procedures: deps.procedures,
        tasks,
        drafts,
        cases,
        more: next,
        unread: shell?.counts.notices ?? 0,
        previousSignIn,
        placesToConfirm: presentPlacesToConfirm(toRenew, dayOf(now())),
        usersToSettle: presentUsersToSettle(viewer, managed, continuities, dayOf(now())),
      },
      now(),
    );
    renderPage(deps, req, res, 'home/operator', home);
  });

  for (const portal of ['pro', 'office'] as const) {
    router.get(`/${portal}/notices`, (req, res) => showNotices(deps, req, res, portal));
    router.post(`/${portal}/notices`, async (req, res) => {
      const form = Read.safeParse(req.body ?? {});
      if (!form.success) throw new Problem(422, 'form');
      const { userId } = getViewer(res);
      const { case: caseId, until } = form.data;
      const at = now();
      const upTo = Math.min(until, at);
      const [count, others, schedules] = await Promise.all([
        markRead(db, userId, { ...(caseId ? { caseId } : {}), until: upTo }, at),
        caseId ? 0 : readAccountNotices(db, { userId, until: upTo, at }),
        caseId || portal === 'pro' ? 0 : readScheduleNotices(db, { userId, until: upTo, at }),
      ]);
      if (!caseId)
        leaveFlash(req, {
          kind: 'done',
          text: count === 0 && others + schedules > 0 ? "C'est lu." : `${inWords(count)} : c'est lu.`,
        });
      res.redirect(303, `/${portal}/notices`);
    });
  }
  return router;
}

/** Where somebody's work begins. */
export function homeOf({ portal, ability }: Viewer): string {
  if (portal === 'pro') return '/pro';
  if (ability.can('claim', 'Task')) return '/office/tasks';
  if (ability.can('supervise', 'Case')) return '/supervision';
  if (readsFilesOfPlaces(ability)) return '/office/search';
  if (ability.can('read', 'Audit')) return '/supervision/audit';
  return '/office/notices';
}
