/** Communications: read by those they are for on a page of their own and on top of others, put away by each reader. */
import { Router } from 'express';
import { listCommunications, putAway } from '../../db/communications.ts';
import type { ShellData } from '../../db/home/shell.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { getViewer, type Dependencies } from '../context.ts';
import { path, whole } from '../forms/envelope.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { localPath } from '../sign-in/return-to.ts';
import { communicationId } from './communication-id.ts';
import { readerOf } from './reader.ts';
import { kindWords } from './words.ts';
import { writingRoutes } from './write.ts';

export function communicationRoutes(deps: Dependencies): Router {
  const { db, now } = deps;
  const router = Router();

  for (const portal of ['pro', 'office'] as const) {
    const address = `/${portal}/communications`;
    router.get(address, async (req, res) => {
      const { shell = {} } = res.locals as { shell?: Partial<ShellData> };
      const viewer = getViewer(res);
      const page = await listCommunications(db, readerOf(viewer, shell), now(), cursorOf(req, whole(9)));
      renderPage(deps, req, res, 'communications/read', {
        title: 'Communications',
        back: { href: `/${portal}`, label: "à l'accueil" },
        mayWrite: viewer.ability.can('write', 'Communication'),
        waiting: shell.counts?.communications,
        communications: page.rows.map((one) => ({
          title: one.title,
          text: one.text,
          href: one.href,
          linkText: one.link_text,
          kindWord: kindWords[one.kind],
          when: `${one.shown_until > now() ? 'depuis le' : 'du'} ${formatLongDate(dayOf(one.shown_from))}${one.shown_until > now() ? '' : ` au ${formatLongDate(dayOf(one.shown_until - 1))}`}`,
        })),
        pager: pagerOf(page, address),
      });
    });

    router.post(`${address}/:id/put-away`, async (req, res) => {
      await putAway(db, getViewer(res).userId, communicationId(req));
      const back = path.safeParse((req.body as { back?: unknown } | undefined)?.back);
      res.redirect(303, back.success ? localPath(back.data) : `/${portal}`);
    });
  }

  router.use(writingRoutes(deps));
  return router;
}
