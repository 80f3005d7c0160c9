/** Showing what was put aside: the page that answered a sending, or the form with what was typed. Its owner's alone. */
import type { Request, RequestHandler, Response } from 'express';
import { findKeptForm, findLastLate } from '../../db/kept-forms.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { leaveFlash, renderPage } from '../page.ts';
import { keptParameter, ownerOf, withKept, type Kept } from './keep.ts';
import { toldRows } from './refill.ts';
import { resumePage } from './told.ts';

/** On the pages of the portals: `?kept=` shows what the address says as it was left. */
export const showKept =
  (deps: Dependencies): RequestHandler =>
  async (req, res, next) => {
    const id = req.query[keptParameter];
    const owner = ownerOf(req, res);
    if (req.method !== 'GET' || id === undefined) {
      next();
      return;
    }
    const kept = isUuid(id) && owner ? await findKeptForm<Kept>(deps.db, { id, owner, now: deps.now() }) : undefined;
    const address = withoutKept(req);
    if (kept?.kind === 'page' && kept.page === address) {
      res.status(kept.status);
      res.locals.asLeft = true;
      renderPage(deps, req, res, kept.view, kept.data as { title: string });
      return;
    }
    if (kept?.kind === 'late' && kept.page === address) res.locals.kept = { id, form: kept };
    next();
  };

/** The page itself does not know of it. @returns its address */
function withoutKept(req: Request): string {
  const without = (url: string): string => {
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    const left = new URLSearchParams(query);
    left.delete(keptParameter);
    return left.size > 0 ? `${path}?${left.toString()}` : path;
  };
  req.originalUrl = without(req.originalUrl);
  req.url = without(req.url);
  return req.originalUrl;
}

/** After the sign-in: what was sent waits for one click of the person who sent it. */
export const resume =
  (deps: Dependencies) =>
  async (req: Request, res: Response): Promise<void> => {
    const asked = req.query[keptParameter];
    if (!findViewerOf(res)) {
      const returnTo = isUuid(asked) ? withKept('/sign-in/resume', asked) : '/sign-in/resume';
      res.redirect(302, `/sign-in?${new URLSearchParams({ returnTo }).toString()}`);
      return;
    }
    const owner = req.session.userId!;
    const now = deps.now();
    const id = isUuid(asked) ? asked : await findLastLate(deps.db, { owner, now });
    const kept = id ? await findKeptForm<Kept>(deps.db, { id, owner, now }) : undefined;
    if (!id || kept?.kind !== 'late') {
      leaveFlash(req, { kind: 'information', text: "Il n'y a rien en attente d'envoi." });
      res.redirect(303, '/');
      return;
    }
    // To sign is to confirm what was just read; what was interrupted is seen again where it was typed.
    if (kept.page && kept.why !== 'signature') {
      res.redirect(303, withKept(kept.page, id));
      return;
    }
    const { view, page } = resumePage({ id, form: kept }, toldRows({}, kept));
    renderPage(deps, req, res, view, page);
  };

/** Whoever signs in by another door than the one that the sending led to learns that it waits. */
export async function tellWhatWaits({ db, now }: Dependencies, req: Request, owner: string): Promise<void> {
  if ((await findLastLate(db, { owner, now: now() })) === undefined) return;
  leaveFlash(req, {
    kind: 'warning',
    text: "Un formulaire que vous avez envoyé trop tard n'est pas encore parti.",
    href: '/sign-in/resume',
    linkText: "Le relire et l'envoyer",
  });
}
