/** What is posted: read within limits, and only from our own pages. */
import { csrfSync } from 'csrf-sync';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { cleanText } from '../../domain/typed-text.ts';
import { receiveFiles } from '../documents/receive-files.ts';
import { openTemporaryFolder } from '../documents/temporary-folder.ts';
import { forbidden, Problem } from '../problems.ts';
import type { Dependencies } from '../context.ts';
import { localPath } from '../sign-in/return-to.ts';
import { getVisitor } from './visitor.ts';

const staleForm =
  "Le formulaire a expiré ou n'a pas été envoyé depuis une page de Pro.ONE. Rechargez la page précédente, puis envoyez à nouveau.";
const foreignForm = "La demande vient d'un autre site que Pro.ONE.";

let folder: string | undefined;
/** One for the process, however many portals it opens. */
const temporaryFolder = (): string => (folder ??= openTemporaryFolder());

/** Forms that need nobody signed in. */
const openForms = new Set(['/sign-in', '/contact']);
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

const { generateToken, isRequestValid } = csrfSync({
  size: 32,
  getTokenFromRequest: (req) => {
    const { _csrf } = (req.body ?? {}) as { _csrf?: unknown };
    return typeof _csrf === 'string' ? _csrf : req.get('x-csrf-token');
  },
  // A visitor has no session yet: the token stands in a cookie of theirs.
  getTokenFromState: (req) =>
    req.session.userId ? req.session.csrfToken : req.res && getVisitor(req.res as Response).formToken,
});

/**
 * Parses urlencoded bodies and refuses what did not come from a page of ours: another site's origin, a missing or foreign token.
 * Leaves the token in `res.locals.csrfToken` and takes `_csrf` out of the body. A form with files must come
 * from our `Origin`, and its files are kept for somebody signed in only, once the token has come.
 */
export function protectForms({ config }: Pick<Dependencies, 'config'>): Router {
  const origin = new URL(config.publicUrl).origin;
  const router = Router();

  router.use((req, _res, next) => {
    // PostgreSQL has no NUL in texts, and no address of ours holds one.
    if (req.url.includes('%00')) throw unreadable();
    const isFromUs = req.get('origin') === origin || !req.is('multipart/form-data');
    if (!safeMethods.has(req.method) && (isForeign(req, origin) || !isFromUs)) throw forbidden(foreignForm);
    next();
  });
  router.use(express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 500 }));
  router.use(
    receiveFiles({
      folder: temporaryFolder(),
      mayKeep: (req) => req.session.userId !== undefined && isRequestValid(req),
    }),
  );
  router.use(checkToken);
  return router;
}

const checkToken: RequestHandler = (req, res, next) => {
  if (req.session.userId) issueCsrfToken(req, res);
  if (safeMethods.has(req.method)) {
    next();
    return;
  }
  cleanFields(req.body);
  if (!isRequestValid(req)) {
    refuse(req, res);
    return;
  }
  if (req.body) delete (req.body as { _csrf?: unknown })._csrf;
  next();
};

/** The token for a form that a visitor may send. With somebody signed in it is always there. */
export function issueCsrfToken(req: Request, res: Response): void {
  res.locals.csrfToken = req.session.userId ? generateToken(req) : getVisitor(res).issueFormToken();
}

function isForeign(req: Request, origin: string): boolean {
  const from = req.get('origin');
  const site = req.get('sec-fetch-site');
  return (from !== undefined && from !== origin) || (site !== undefined && site !== 'same-origin' && site !== 'none');
}

/** A form that outlived its session is not an attack: the person is told and signs in again. */
function refuse(req: Request, res: Response): void {
  if (req.session.userId || openForms.has(req.path)) throw forbidden(staleForm);
  if (req.get('x-autosave') || req.accepts(['html', 'json']) === 'json') {
    res.status(401).json({ error: 'session-over' });
    return;
  }
  getVisitor(res).leaveWord('sent');
  const before = req.get('referer');
  const back = before && URL.canParse(before) ? localPath(new URL(before).pathname) : '/';
  res.redirect(303, `/sign-in?${new URLSearchParams({ returnTo: back }).toString()}`);
}

/** Nobody types the names of fields, nor an address. */
const unreadable = (): Problem =>
  new Problem(422, 'characters', { errors: [{ text: 'Le formulaire contient des caractères illisibles.' }] });

/** A secret is what was typed, to the letter. */
const verbatim = new Set(['password']);

/** What cannot be seen is out of a form before anybody looks at it: what is shown again, kept aside and read is the same. */
function cleanFields(body: unknown): void {
  const fields = (body ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (name !== cleanText(name)) throw unreadable();
    if (!verbatim.has(name)) fields[name] = cleaned(value);
  }
}
const cleaned = (value: unknown): unknown =>
  typeof value === 'string' ? cleanText(value) : Array.isArray(value) ? value.map(cleaned) : value;
