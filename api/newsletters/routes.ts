/** « Flash Accueil et PRO.DIG.E »: the issues that were sent, read by operators and agents on a page of their own. */
import { Router, type Request } from 'express';
import { findIssue, listIssues, type Issue } from '../../db/newsletters/issues.ts';
import { findMailWishes } from '../../db/account/mail-wishes.ts';
import { letterNames } from '../../domain/newsletters.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { waysInWords } from '../account/letter-ways.ts';
import { getViewer, idOf, type Dependencies } from '../context.ts';
import { id } from '../forms/envelope.ts';
import { cursorOf, pagerOf } from '../keyset.ts';
import { renderPage } from '../page.ts';
import { notFound } from '../problems.ts';
import { sendFile } from './send-file.ts';
import { issueShown, nameOf } from './words.ts';
import { newsletterWritingRoutes } from './write.ts';

const title = 'Flash Accueil et PRO.DIG.E';

export function newsletterRoutes(deps: Dependencies): Router {
  const { db } = deps;
  const router = Router();
  router.use(newsletterWritingRoutes(deps));

  for (const portal of ['pro', 'office'] as const) {
    const address = `/${portal}/newsletters`;
    router.get(address, async (req, res) => {
      const viewer = getViewer(res);
      const { shell = {} } = res.locals as { shell?: { counts?: { newsletters?: number } } };
      const [page, wishes] = await Promise.all([
        listIssues(db, cursorOf(req, id), 'sent'),
        portal === 'pro' ? findMailWishes(db, viewer.userId) : undefined,
      ]);
      renderPage(deps, req, res, 'newsletters/list', {
        title,
        back: { href: `/${portal}`, label: "à l'accueil" },
        mayWrite: viewer.ability.can('write', 'Communication'),
        waiting: shell.counts?.newsletters,
        wishes: wishes && waysInWords(wishes),
        issues: page.rows.map((one) => ({
          title: one.title,
          letter: letterNames[one.letter],
          on: formatLongDate(one.dated_on),
          href: `${address}/${one.id}`,
          hasFile: one.file_name !== null,
        })),
        pager: pagerOf(page, address),
      });
    });
    router.get(`${address}/:id`, async (req, res) => {
      const one = await getSent(deps, req);
      renderPage(deps, req, res, 'newsletters/read', {
        title: one.title,
        about: nameOf(one),
        back: { href: address, label: 'aux numéros' },
        issue: issueShown(one, { name: one.file_name, size: one.file_size, href: `${address}/${one.id}/file` }),
      });
    });
    router.get(`${address}/:id/file`, async (req, res) => sendFile(deps, res, await getSent(deps, req)));
  }
  return router;
}

/** What is not sent yet is there for nobody but who writes. */
async function getSent({ db }: Dependencies, req: Request): Promise<Issue> {
  const found = await findIssue(db, idOf(req));
  if (!found || found.sent_at === null) throw notFound();
  return found;
}
