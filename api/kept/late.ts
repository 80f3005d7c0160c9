/** What becomes of a form that cannot be taken as it came: it is put aside for the person whose it is, and shown again. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Dependencies } from '../context.ts';
import { getVisitor } from '../middleware/visitor.ts';
import { renderPage } from '../page.ts';
import { Problem, StaleForm } from '../problems.ts';
import { isShownByRedirect, keepLate, keepPage, pageOfForm, withKept, type Why } from './keep.ts';
import { toldRows } from './refill.ts';
import type { KeptForm } from './told.ts';
import { ownerOfForm } from './ticket.ts';

/** Before the page of problems: refusals of forms that hold what somebody typed. */
export const keepForms =
  (deps: Dependencies): ErrorRequestHandler =>
  async (error: unknown, req, res, next) => {
    if (res.headersSent || !(error instanceof Problem)) {
      next(error);
      return;
    }
    if (error instanceof StaleForm) {
      await answerStale(deps, req, res);
      return;
    }
    const { kept } = res.locals as { kept?: KeptForm };
    if (kept && (error.status === 403 || error.status === 404))
      showGone(deps, req, res, { kept, status: error.status });
    else if (!(await showAgain(deps, req, res, error))) next(error);
  };

const asksForJson = (req: Request): boolean =>
  req.get('x-autosave') === '1' || req.accepts(['html', 'json']) === 'json';

/** The token is not the session's: the session is over, or a later one; of this person, or of another. */
async function answerStale(deps: Dependencies, req: Request, res: Response): Promise<void> {
  const { config, now } = deps;
  const { _csrf: given = req.get('x-csrf-token') } = (req.body ?? {}) as { _csrf?: unknown };
  const owner = ownerOfForm(config.sessionSecret, given, now());
  const { userId } = req.session;
  if (asksForJson(req)) {
    answerScript(res, owner, userId);
    return;
  }
  if (owner && userId && owner !== userId) {
    // It waits for whoever it belongs to; the person signed in now neither sends nor reads it.
    await keepLate(deps, req, owner, { why: 'session-over', files: hasFiles(req) });
    res.status(409);
    renderPage(deps, req, res, 'errors/other-person', { title: 'Une autre personne est connectée' });
    return;
  }
  const why: Why = userId ? 'other-session' : 'session-over';
  const id = owner ? await keepLate(deps, req, owner, { why, files: hasFiles(req) }) : undefined;
  if (userId) {
    if (id) res.redirect(303, withKept('/sign-in/resume', id));
    else showExpired(deps, req, res);
    return;
  }
  if (openForms.has(req.path)) {
    showExpired(deps, req, res);
    return;
  }
  getVisitor(res).leaveWord(id ? 'kept' : 'sent');
  const returnTo = id ? withKept('/sign-in/resume', id) : (pageOfForm(req)?.split('?')[0] ?? '/');
  res.redirect(303, `/sign-in?${new URLSearchParams({ returnTo }).toString()}`);
}
/** Forms that need nobody signed in. */
const openForms = new Set(['/sign-in', '/contact']);
const hasFiles = (req: Request): boolean => Boolean(req.is('multipart/form-data'));

/** The script goes on with the token of the new session, if it is the same person's. */
function answerScript(res: Response, owner: string | undefined, userId: string | undefined): void {
  if (!userId) res.status(401).json({ error: 'session-over' });
  else if (owner === undefined) res.status(403).json({ error: 'stale-form' });
  else if (owner !== userId) res.status(409).json({ error: 'other-person' });
  else res.status(403).json({ error: 'stale-token', token: (res.locals as { csrfToken?: string }).csrfToken });
}

/** Nobody knows whose it is: what was typed is shown, to be copied. */
function showExpired(deps: Dependencies, req: Request, res: Response): void {
  const fields = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .filter(([name]) => !/^_|password|niss|iban|token|returnTo/.test(name))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
  res.status(403);
  renderPage(deps, req, res, 'errors/form-expired', {
    title: 'Ce formulaire a expiré',
    rows: toldRows({}, { kind: 'late', why: 'other-session', path: '', fields }),
    backHref: pageOfForm(req) ?? req.originalUrl,
  });
}

/** The page of a form that was put aside is not there any more, or not for this person: what was typed is still theirs. */
function showGone(
  deps: Dependencies,
  req: Request,
  res: Response,
  { kept, status }: { kept: KeptForm; status: number },
): void {
  delete res.locals.kept;
  res.status(status);
  renderPage(deps, req, res, 'errors/form-expired', {
    title: "Cette page n'est plus accessible",
    gone: true,
    rows: toldRows({}, kept.form),
    backHref: '/',
  });
}

/** A browser that has sent a form is led to a page that answers it: with what was typed, whatever it does next. */
async function showAgain(deps: Dependencies, req: Request, res: Response, problem: Problem): Promise<boolean> {
  // Pages for everybody stand before the session.
  const userId = (req.session as Request['session'] | undefined)?.userId;
  const page = pageOfForm(req);
  if (!userId || !isShownByRedirect(req, problem.status)) return false;
  if (problem.status === 409)
    return keepPage(deps, req, res, {
      view: 'errors/409',
      status: 409,
      data: { title: 'Le dossier a changé', ...problem.page },
    });
  if (!page) return false;
  const errors = (problem.page.errors as { text: string }[] | undefined) ?? [{ text: notExpected }];
  const id = await keepLate(deps, req, userId, { why: 'unreadable', errors, files: hasFiles(req) });
  if (id) res.redirect(303, withKept(page, id));
  return id !== undefined;
}
const notExpected =
  "Le formulaire contient quelque chose que la page n'attend pas : relisez-le avant de l'envoyer à nouveau.";
