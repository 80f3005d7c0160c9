/** Who is at the other end: the session, kept in PostgreSQL so that any web serves any click and any session can be ended. */
import { promisify } from 'node:util';
import { Router, type Request, type RequestHandler } from 'express';
import session from 'express-session';
import { strongAcr } from '../../db/access/strength.ts';
import { processesOf } from '../procedure-words.ts';
import { findViewer, viewerOf } from '../../db/access/viewer.ts';
import type { Dependencies } from '../context.ts';
import { SessionStore } from './session-store.ts';
import { knowVisitor } from './visitor.ts';

const minute = 60_000;
/** Hypothèse: 30 minutes without a click, 8 hours in all. */
export const idleLimit = 30 * minute;
export const absoluteLimit = 8 * 60 * minute;
/** A session is written at most once in this time for the sake of its idle limit. */
const touchEvery = minute;

export const extendHref = '/session/extend';

/** With https the prefix binds the cookie to this very host. */
export const cookieNameOf = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-pro-one' : 'pro-one';

/**
 * Reads the session, ends it when its time is over or its person deactivated, and puts into `res.locals`: `viewer` (the person with today's
 * grants; only after a strong sign-in) and `shell.session`, for the warning before the end. `now` of the dependencies rules the limits.
 */
export function readSession(deps: Dependencies): Router {
  const { config, db, log } = deps;
  const secure = config.publicUrl.startsWith('https:');
  // The row outlives the idle limit, so that the limit is ours to judge; then it is swept away.
  const store = new SessionStore({
    db,
    now: deps.now,
    ttl: (idleLimit + touchEvery) / 1000,
    onError: () => {
      log.warn('expired sessions could not be swept');
    },
  });
  const router = Router();

  router.use(
    session({
      name: cookieNameOf(config.publicUrl),
      secret: config.sessionSecret,
      store,
      resave: false,
      saveUninitialized: false,
      // Behind a proxy `req.secure` follows `trust proxy`; a wrong setting must show as a missing cookie, not as an open one.
      cookie: { httpOnly: true, secure, sameSite: 'lax', path: '/' },
    }),
  );
  router.use(knowVisitor(config));
  router.use(saveBeforeRedirect);
  router.use(loadViewer(deps, store));
  return router;
}

/**
 * express-session sends the headers first and saves while the last byte waits; a browser follows a redirect at its headers, and would
 * arrive before its session.
 */
const saveBeforeRedirect: RequestHandler = (req, res, next) => {
  const stateOf = () => JSON.stringify([req.sessionID, req.session]);
  const before = stateOf();
  const redirect = res.redirect.bind(res) as (...args: unknown[]) => void;
  res.redirect = (...args: unknown[]) => {
    if (stateOf() === before) redirect(...args);
    else
      req.session.save((error?: unknown) => {
        if (error) next(error);
        else redirect(...args);
      });
  };
  next();
};

const loadViewer =
  (deps: Dependencies, store: SessionStore): RequestHandler =>
  async (req, res, next) => {
    const { userId, acr = 0, authenticatedAt = 0, startedAt = 0, lastSeenAt = 0 } = req.session;
    if (!userId) {
      res.locals.sessionEnded = hasLostSession(req, cookieNameOf(deps.config.publicUrl));
      next();
      return;
    }
    const now = deps.now();
    if (now - lastSeenAt > idleLimit || now - startedAt > absoluteLimit) {
      await endSession(req);
      res.locals.sessionEnded = true;
      next();
      return;
    }
    const person = store.takePerson(req.sessionID);
    const among = processesOf(deps.procedures);
    const viewer = person
      ? viewerOf({ userId, ...person, acr, authenticatedAt }, among)
      : await findViewer(deps.db, userId, { acr, authenticatedAt, now }, among);
    if (!viewer) {
      await endSession(req);
      res.redirect(req.method === 'GET' ? 302 : 303, '/sign-in');
      return;
    }
    const seenAt = now - lastSeenAt >= touchEvery ? now : lastSeenAt;
    req.session.lastSeenAt = seenAt;
    const expiresInSeconds = Math.floor((Math.min(seenAt + idleLimit, startedAt + absoluteLimit) - now) / 1000);
    if (acr >= strongAcr) res.locals.viewer = viewer;
    res.locals.shell = { session: { expiresInSeconds, extendHref } };
    next();
  };

/** A cookie without its row: swept away, or ended elsewhere. */
const hasLostSession = (req: Request, name: string): boolean =>
  Object.keys(req.session).every((key) => key === 'cookie') &&
  (req.headers.cookie ?? '').split('; ').some((pair) => pair.startsWith(`${name}=`));

/** Ends the session, its row included; a new, empty one takes its place for the rest of the request. */
export async function endSession(req: Request): Promise<void> {
  await promisify(req.session.regenerate.bind(req.session))();
}

declare module 'express-session' {
  interface SessionData {
    /** Epoch milliseconds, to the minute. */
    lastSeenAt: number;
    /** For the sign-out at the identity provider. */
    idToken: string;
  }
}
