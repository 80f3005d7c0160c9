/** What is posted: read within limits, and only from our own pages. */
import { csrfSync } from 'csrf-sync';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { discardFormDraft } from '../../db/form-drafts.ts';
import { dropKeptForm } from '../../db/kept-forms.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { cleanText } from '../../domain/typed-text.ts';
import { receiveFiles } from '../documents/receive-files.ts';
import { limitPerHour } from '../documents/limit-per-hour.ts';
import { openTemporaryFolder } from '../documents/temporary-folder.ts';
import { afterAnswer } from '../after-answer.ts';
import type { Dependencies } from '../context.ts';
import { formTicket, ownerOfForm, tokenIn } from '../kept/ticket.ts';
import { foreign, Problem, StaleForm } from '../problems.ts';
import { getVisitor } from './visitor.ts';

const foreignForm = "La demande vient d'un autre site que Pro.ONE.";

let folder: string | undefined;
/** One for the process, however many portals it opens. */
const temporaryFolder = (): string => (folder ??= openTemporaryFolder());

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

const { generateToken, isRequestValid } = csrfSync({
  size: 32,
  getTokenFromRequest: (req) => {
    const { _csrf } = (req.body ?? {}) as { _csrf?: unknown };
    return tokenIn(typeof _csrf === 'string' ? _csrf : (req.get('x-csrf-token') ?? ''));
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
export function protectForms(deps: FormDependencies): Router {
  const origin = new URL(deps.config.publicUrl).origin;
  const router = Router();

  router.use((req, _res, next) => {
    // PostgreSQL has no NUL in texts, and no address of ours holds one.
    if (req.url.includes('%00')) throw unreadable();
    const isFromUs = req.get('origin') === origin || !req.is('multipart/form-data');
    if (!safeMethods.has(req.method) && (isForeign(req, origin) || !isFromUs)) throw foreign(foreignForm);
    next();
  });
  router.use(refuseOtherBodies);
  router.use(express.urlencoded({ extended: false, limit: '200kb', parameterLimit: mostFields }));
  router.use(
    receiveFiles({
      folder: temporaryFolder(),
      mayKeep: (req) => req.session.userId !== undefined && isRequestValid(req),
      judge: limitPerHour(deps),
    }),
  );
  router.use(checkToken(deps));
  return router;
}

/** The largest form of ours: three inputs for each of three months of each place of a body, some 300 places. The limit in bytes holds beside it. */
const mostFields = 3_000;
const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];
/** What is no form is not an empty one: nothing is done. `is` says null where there is no body at all. */
export const refuseOtherBodies: RequestHandler = (req, _res, next) => {
  if (!safeMethods.has(req.method) && req.is(forms) === false) throw new Problem(415, 'no-form');
  next();
};

type FormDependencies = Pick<Dependencies, 'config' | 'db' | 'now' | 'log'>;

const checkToken =
  (deps: FormDependencies): RequestHandler =>
  (req, res, next) => {
    const { userId } = req.session;
    // With somebody signed in, the token says whose form it is: sent too late, it waits for them.
    if (userId) res.locals.csrfToken = generateToken(req) + formTicket(deps.config.sessionSecret, userId, deps.now());
    if (safeMethods.has(req.method)) {
      next();
      return;
    }
    const isReadable = cleanFields(req.body);
    if (!isRequestValid(req) && !isHarmless(deps, req)) throw new StaleForm();
    takeEnvelope(deps, req, res);
    if (!isReadable) throw unreadable();
    next();
  };

/** To sign out, and to stay, it is enough to be the person whose form it is. */
const harmless = new Set(['/sign-out', '/session/extend']);
const isHarmless = ({ config, now }: FormDependencies, req: Request): boolean =>
  harmless.has(req.path) &&
  req.session.userId !== undefined &&
  ownerOfForm(config.sessionSecret, (req.body as { _csrf?: unknown } | undefined)?._csrf, now()) === req.session.userId;

/** What goes no further than here. A form that was put aside, or begun and left, and is done now waits no longer. */
function takeEnvelope(deps: FormDependencies, req: Request, res: Response): void {
  const { db } = deps;
  if (!req.body) return;
  const body = req.body as Record<string, unknown>;
  const envelope = Object.fromEntries(
    ['_csrf', '_kept', '_draft', '_page', '_place'].map((name) => [name, body[name]]),
  );
  for (const name of Object.keys(envelope)) Reflect.deleteProperty(body, name);
  res.locals.envelope = envelope;
  const [{ _kept: id, _place: place }, { userId }, path] = [envelope, req.session, req.originalUrl];
  if (!userId || (!isUuid(id) && typeof place !== 'string') || req.path.startsWith('/form-drafts')) return;
  afterAnswer(deps, res, async () => {
    if (res.statusCode >= 400 || res.locals.isRefused) return;
    await Promise.all([
      ...(isUuid(id) ? [dropKeptForm(db, { id, owner: userId, path })] : []),
      ...(typeof place === 'string' ? [discardFormDraft(db, { userId, place })] : []),
    ]);
  });
}

/** The token for a form that a visitor may send. With somebody signed in it is always there. */
export function issueCsrfToken(req: Request, res: Response): void {
  if (!req.session.userId) res.locals.csrfToken = getVisitor(res).issueFormToken();
}

export function isForeign(req: Request, origin: string): boolean {
  const from = req.get('origin');
  const site = req.get('sec-fetch-site');
  return (from !== undefined && from !== origin) || (site !== undefined && site !== 'same-origin' && site !== 'none');
}

/** Nobody types the names of fields, nor an address. */
export const unreadable = (): Problem =>
  new Problem(422, 'characters', { errors: [{ text: 'Le formulaire contient des caractères illisibles.' }] });

/** A secret is what was typed, to the letter. */
const verbatim = new Set(['password']);

/**
 * What cannot be seen is out of a form before anybody looks at it: what is shown again, kept aside and read is the same.
 * @returns whether all of its names could be read; what stands under the others is left out, so that the rest can be shown again
 */
export function cleanFields(body: unknown): boolean {
  const fields = (body ?? {}) as Record<string, unknown>;
  const strange = Object.keys(fields).filter((name) => name !== cleanText(name));
  for (const name of strange) Reflect.deleteProperty(fields, name);
  for (const [name, value] of Object.entries(fields)) if (!verbatim.has(name)) fields[name] = cleaned(value);
  return strange.length === 0;
}
const cleaned = (value: unknown): unknown =>
  typeof value === 'string' ? cleanText(value) : Array.isArray(value) ? value.map(cleaned) : value;
