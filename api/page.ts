/** The data that every page of a portal shares: the shell around what a route shows. */
import type { Request, Response } from 'express';
import { findViewerOf, type Dependencies } from './context.ts';
import { menuOf, ownerOf } from './menu.ts';

export interface Page {
  title: string;
  back?: { href: string; label: string };
  wide?: boolean;
  flash?: { kind: 'done' | 'information' | 'warning' | 'fault'; text: string };
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
  return {
    portal,
    csrfToken,
    nonce,
    demonstration: deps.config.mode === 'demonstration',
    ...(viewer
      ? {
          user: { name: `${viewer.firstName} ${viewer.familyName}`, roleLine: ownerOf(viewer).line },
          menu: menuOf(viewer, portal, req.path === '' ? '/' : req.originalUrl, shell),
          owner: ownerOf(viewer),
        }
      : { layout: 'plain' }),
    ...shell,
    banners: bannersFor(req, shell),
    ...page,
    ...(flash ? { flash } : {}),
  };
}

/** Communications are read on the first page of a portal; a warning follows everywhere. */
const firstPages = new Set(['/pro', '/office', '/office/tasks', '/supervision']);
function bannersFor(req: Request, shell: Record<string, unknown> | undefined): { kind: string }[] {
  const banners = (shell?.banners ?? []) as { kind: string }[];
  return firstPages.has(req.originalUrl.split('?')[0] ?? '')
    ? banners
    : banners.filter(({ kind }) => kind === 'warning');
}

export function renderPage(deps: Dependencies, req: Request, res: Response, view: string, page: Page): void {
  const { loadShell } = res.locals as { loadShell?: () => Promise<void> };
  const render = (): void => {
    res.render(view, pageOf(deps, req, res, page));
  };
  if (loadShell)
    loadShell()
      .then(render)
      .catch((error: unknown) => {
        req.next?.(error);
      });
  else render();
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
