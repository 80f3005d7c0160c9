/** Which portal a person may enter, and how recently they must have shown who they are. */
import type { Request, RequestHandler, Response } from 'express';
import { isRecent } from '../../db/access/strength.ts';
import type { Viewer } from '../../db/access/viewer.ts';
import { findViewerOf, type Dependencies } from '../context.ts';
import { keepLate } from '../kept/keep.ts';
import { forbidden, tooLarge } from '../problems.ts';
import { localPath } from '../sign-in/return-to.ts';
import { getVisitor } from './visitor.ts';

const reserved: Record<Viewer['portal'], string> = {
  pro: 'Cet espace est réservé aux pouvoirs organisateurs et aux accueillant·e·s.',
  office: "Cet espace est réservé aux agents de l'ONE.",
};

/** Lets in whoever is signed in strongly; the others are sent to sign in, or to convert their account. */
export const requireSignedIn = (): RequestHandler => (req, res, next) => {
  if (isSignedIn(req, res)) next();
};

/**
 * As `requireSignedIn`, and of this portal. Somebody of the other portal gets 403 with the reason rather than 404: that the portals
 * exist is no secret, and an agent who mistypes an address is helped by the sentence.
 */
export const requirePortal =
  (portal: Viewer['portal']): RequestHandler =>
  (req, res, next) => {
    if (!isSignedIn(req, res)) return;
    if (findViewerOf(res)?.portal !== portal) throw forbidden(reserved[portal]);
    next();
  };

function isSignedIn(req: Request, res: Response): boolean {
  if (findViewerOf(res)) return true;
  // Signed in, but weakly: that session is good for the conversion only.
  if (req.session.userId) {
    res.redirect(303, '/convert-user');
    return false;
  }
  if (res.locals.sessionEnded) getVisitor(res).leaveWord('idle');
  if (req.method === 'GET')
    res.redirect(302, `/sign-in?${new URLSearchParams({ returnTo: localPath(req.originalUrl) }).toString()}`);
  else res.redirect(303, '/sign-in');
  return false;
}

/**
 * True when the person has signed in within 15 minutes. Otherwise answers by sending them to the identity provider and returns false: the
 * handler stops there. What they posted is put aside, and on return one click sends it.
 * @throws Problem 413 when it is too large to wait
 */
export async function ensureRecentSignIn(
  deps: Pick<Dependencies, 'db' | 'now'>,
  req: Request,
  res: Response,
): Promise<boolean> {
  const { userId, authenticatedAt = null, acr = null } = req.session;
  if (userId && isRecent({ acr, authenticatedAt }, deps.now())) return true;
  if (!(await keepLate(deps, req, userId!, { why: 'signature' }))) throw tooLarge();
  const query = new URLSearchParams({
    means: (acr ?? 0) >= 500 ? 'eid' : 'itsme',
    max_age: '0',
    returnTo: '/sign-in/resume',
  });
  res.redirect(303, `/sign-in/start?${query.toString()}`);
  return false;
}
