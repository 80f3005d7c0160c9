/** The first page of each person, and what they were told. */
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { listCases, listDrafts } from '../../db/cases/lists.ts';
import { findPreviousSignIn, listNotices, listOperatorTasks, markRead } from '../../db/home/operator.ts';
import type { ShellData } from '../../db/home/shell.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { formatShortDateTime } from '../../domain/french-dates.ts';
import { findViewerOf, getViewer, type Dependencies } from '../context.ts';
import { idAndNumber, whole } from '../forms/envelope.ts';
import { requireSignedIn } from '../middleware/require-portal.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { wordOfKind, wordsOfAction } from '../procedure-words.ts';
import { presentOperatorHome } from './operator-home.ts';

const Read = z.strictObject({
  notice: idAndNumber.optional(),
  until: whole(15).optional(),
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
    const [tasks, drafts, { rows: cases, next }, previousSignIn] = await Promise.all([
      listOperatorTasks(db, viewer),
      listDrafts(db, viewer.ability),
      listCases(db, viewer.ability, { show: 'open', limit: 20 }),
      findPreviousSignIn(db, viewer.userId),
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
      },
      now(),
    );
    renderPage(deps, req, res, 'home/operator', home);
  });

  for (const portal of ['pro', 'office'] as const) {
    router.get(`/${portal}/notices`, (req, res) => showNotices(deps, req, res, portal));
    router.post(`/${portal}/notices`, async (req, res) => {
      const form = Read.safeParse(req.body ?? {});
      if (!form.success || (form.data.notice === undefined) === (form.data.until === undefined))
        throw new Problem(422, 'form');
      const { userId } = getViewer(res);
      const [caseId = '', number = ''] = form.data.notice?.split('.') ?? [];
      const at = now();
      const count = await markRead(
        db,
        userId,
        form.data.until === undefined ? { caseId, number: Number(number) } : { until: Math.min(form.data.until, at) },
        at,
      );
      if (form.data.until !== undefined)
        leaveFlash(req, {
          kind: 'done',
          text:
            count === 1
              ? 'Une notification est marquée comme lue.'
              : `${String(count)} notifications sont marquées comme lues.`,
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
  if (ability.can('read', 'Case')) return '/office/search';
  if (ability.can('read', 'Audit')) return '/supervision/audit';
  return '/office/notices';
}

const toOperators =
  "Vous serez prévenu·e ici, et par courriel, de ce que l'ONE vous demande et décide dans vos dossiers.";
const toAgents = 'Vous serez prévenu·e ici de ce qui change dans vos dossiers et des tâches qui vous reviennent.';

async function showNotices(deps: Dependencies, req: Request, res: Response, portal: 'pro' | 'office'): Promise<void> {
  const notices = await listNotices(deps.db, getViewer(res));
  const newest = notices[0]?.at;
  const unread = notices.filter(({ readAt }) => readAt === null).length;
  renderPage(deps, req, res, 'home/notices', {
    title: 'Notifications',
    wide: true,
    line: unread === 0 ? undefined : `${String(unread)} à lire`,
    action: `/${portal}/notices`,
    until: unread > 0 ? newest : undefined,
    emptyText: portal === 'pro' ? toOperators : toAgents,
    table:
      notices.length > 0
        ? {
            caption: 'Notifications',
            hideCaption: true,
            stack: true,
            columns: [
              { label: 'Ce qui a changé' },
              { label: 'Demande' },
              { label: "Milieu d'accueil" },
              { label: 'Quand', nowrap: true },
              { label: 'Marquer', hide: true },
            ],
            rows: notices.map((notice) => ({
              cells: [
                {
                  text: wordsOfAction(deps.procedures, notice.slug, notice.action).done,
                  href: `/${portal}/${notice.slug}/${notice.caseId}`,
                  strong: notice.readAt === null,
                  ...(notice.readAt === null ? { badge: { kind: 'to-you', text: 'à lire' } } : {}),
                },
                { text: wordOfKind(deps.procedures, notice.slug, notice.kind), sub: notice.reference },
                { text: notice.facilityName },
                { text: formatShortDateTime(notice.at) },
                notice.readAt === null
                  ? {
                      buttons: [
                        {
                          label: 'Marquer comme lue',
                          kind: 'link',
                          action: `/${portal}/notices`,
                          fields: [{ name: 'notice', value: `${notice.caseId}.${String(notice.number)}` }],
                        },
                      ],
                    }
                  : { text: 'lue' },
              ],
            })),
          }
        : undefined,
  });
}
