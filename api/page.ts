/** The data that every page of a portal shares: the shell around what a route shows. */
import type { Request, Response } from 'express';
import { findViewerOf, type Dependencies } from './context.ts';
import { isShownByRedirect, keepPage } from './kept/keep.ts';
import { withDraft } from './kept/plain-drafts.ts';
import { withKeptForm, type KeptForm, type ShownForm } from './kept/told.ts';
import { linksOf, menuOf } from './menu.ts';
import { ownerOf } from './owner.ts';
import { findSeeing } from './seeing.ts';

export interface Page {
  title: string;
  back?: { href: string; label: string };
  wide?: boolean;
  /** Where the form of the page is sent to, which is no act: what is typed there saves itself, for whoever is signed in. */
  drafted?: string;
  flash?: {
    kind: 'done' | 'information' | 'warning' | 'fault';
    text: string;
    title?: string;
    href?: string;
    linkText?: string;
  };
  [key: string]: unknown;
}

/** What `res.render` is given: the page, and the shell drawn from the person's rights. */
export function pageOf(deps: Dependencies, req: Request, res: Response, page: Page): Record<string, unknown> {
  const viewer = findViewerOf(res);
  const { shell, csrfToken, nonce } = res.locals as {
    shell?: Record<string, unknown>;
    csrfToken?: string;
    nonce?: string;
  };
  const portal = req.originalUrl.startsWith('/supervision') ? 'supervision' : (viewer?.portal ?? 'pro');
  const flash = page.flash ?? takeFlash(req);
  const seeing = findSeeing(res);
  return {
    portal,
    // The forms of a page that is only seen can never be sent, not even later.
    csrfToken: seeing ? '' : csrfToken,
    ...(seeing ? { seeing: { ...seeing, csrfToken } } : {}),
    nonce,
    demonstration: deps.config.mode === 'demonstration',
    ...(viewer
      ? {
          user: {
            name: `${viewer.firstName} ${viewer.familyName}`,
            roleLine: ownerOf(viewer).line,
            links: linksOf(viewer, req.originalUrl),
            initials: viewer.firstName.slice(0, 1) + viewer.familyName.slice(0, 1),
          },
          menu: menuOf(viewer, portal, req.path === '' ? '/' : req.originalUrl, shell),
          owner: { ...ownerOf(viewer), active: ownerOf(viewer).href === req.originalUrl.split('?')[0] },
          ...(portal === 'office' && viewer.ability.can('read', 'Facility')
            ? { search: { action: '/office/search' } }
            : {}),
        }
      : { layout: 'plain' }),
    ...shell,
    lookedAt: isToldOf(req, shell),
    banners: bannersFor(req, shell).map((banner) => ({
      ...banner,
      putAway: viewer && {
        action: `/${viewer.portal}/communications/${String(banner.id)}/put-away`,
        back: req.originalUrl,
      },
    })),
    ...page,
    ...(flash ? { flash } : {}),
  };
}

/** That the helpdesk has seen their pages, a user reads on the first one until they say that they have. */
function isToldOf(req: Request, shell: Record<string, unknown> | undefined): boolean {
  const { seenByHelpdesk = 0 } = (shell?.counts ?? {}) as { seenByHelpdesk?: number };
  return seenByHelpdesk > 0 && firstPages.has(req.originalUrl.split('?')[0] ?? '');
}

/** Communications are read on the first page of a portal; a warning follows everywhere. */
const firstPages = new Set(['/pro', '/office', '/office/tasks', '/supervision']);
function bannersFor(req: Request, shell: Record<string, unknown> | undefined): { id: number; kind: string }[] {
  const banners = (shell?.banners ?? []) as { id: number; kind: string }[];
  return firstPages.has(req.originalUrl.split('?')[0] ?? '')
    ? banners
    : banners.filter(({ kind }) => kind === 'warning');
}

/**
 * The answer to a click. A page that answers a form which could not be taken is shown at an address of its own, so that « back » and
 * « reload » send nothing twice; a form that was put aside stands filled in on the page asked for.
 */
export function renderPage(deps: Dependencies, req: Request, res: Response, view: string, page: Page): void {
  draw(deps, req, res, view, page).catch((error: unknown) => {
    req.next?.(error);
  });
}
async function draw(deps: Dependencies, req: Request, res: Response, view: string, given: Page): Promise<void> {
  let page = given;
  const { loadShell, kept } = res.locals as { loadShell?: () => Promise<void>; kept?: KeptForm };
  // The form is there still, at once or by its own address: what was begun in it is not done.
  if (page.drafted) res.locals.isRefused = true;
  if (isShownByRedirect(req, res.statusCode)) {
    const { statusCode: status } = res;
    if (await keepPage(deps, req, res, { view, status, data: page })) return;
  }
  await loadShell?.();
  // What a user has begun to type and not sent is shown to nobody who sees their pages.
  if (page.drafted && !findSeeing(res)) page = await withDraft(deps, req, res, page, page.drafted);
  const shown: ShownForm = kept && req.method === 'GET' ? withKeptForm(view, page, kept) : { view, page };
  if (shown.status) res.status(shown.status);
  res.render(shown.view, pageOf(deps, req, res, shown.page as Page));
}

/** A sentence shown once, on the next page. */
export function leaveFlash(req: Request, flash: NonNullable<Page['flash']>): void {
  req.session.flash = flash;
}
function takeFlash(req: Request): Page['flash'] {
  // Express sets `session` only where the session middleware ran.
  const session = req.session as Request['session'] | undefined;
  const flash = session?.flash;
  if (session && flash) delete session.flash;
  return flash;
}

declare module 'express-session' {
  interface SessionData {
    userId: string;
    acr: number;
    authenticatedAt: number;
    startedAt: number;
    flash: Page['flash'];
  }
}
