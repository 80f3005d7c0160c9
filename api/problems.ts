/** What can go wrong with a click, and the page that says so. Thrown anywhere, shown by `showProblem` alone. */
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { findViewerOf, type Dependencies } from './context.ts';
import { pageOf } from './page.ts';
import { localPath } from './sign-in/return-to.ts';

/** `view` is a page of `views/errors`; `page` what it shows. Nothing of it is logged but the status and the code. */
export class Problem extends Error {
  status: number;
  code: string;
  page: Record<string, unknown>;
  constructor(status: number, code: string, page: Record<string, unknown> = {}) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.page = page;
  }
}
/** A form whose token is not the session's: too late, or not from a page of ours. `api/kept/late.ts` says what becomes of it. */
export class StaleForm extends Problem {
  constructor() {
    super(403, 'stale-form', { reason: staleForm });
  }
}
const staleForm =
  "Le formulaire a expiré ou n'a pas été envoyé depuis une page de Pro.ONE. Rechargez la page précédente, puis envoyez à nouveau.";
/** Missing, or not for this person's eyes: the same answer. */
export const notFound = (): Problem => new Problem(404, 'not-found');
/** Seen, but not allowed; `reason` is the French sentence of the rule. */
export const forbidden = (reason?: string): Problem => new Problem(403, 'forbidden', reason ? { reason } : {});
/** A page that is for another profile, which `reason` names. */
export const ofOtherProfile = (reason: string): Problem => new Problem(403, 'forbidden', { reason, isOfProfile: true });
/** A form that is not from a page of ours, or no longer: no question of rights. */
export const foreign = (reason: string): Problem => new Problem(403, 'foreign-form', { reason });
export const tooLarge = (): Problem => new Problem(413, 'too-large');
/** The disk, the database's disk or its time is used up: nothing is lost that was kept, and what was just sent was not. */
export const isFull = (error: unknown): boolean => fullCodes.has(codeOf(error));
const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EROFS', '53100', '53200', '53400', '57014', '55P03', '25006']);
export const full = (error: unknown, kept = 0): Problem => new Problem(503, codeOf(error), { isFull: true, kept });
export const tooMany = (retryAfterSeconds: number): Problem => new Problem(429, 'too-many', { retryAfterSeconds });
/** The case is not what the form believed; `page` follows the partial `conflict`. */
export const conflict = (page: Record<string, unknown>): Problem => new Problem(409, 'conflict', { conflict: page });

export const missingPage: RequestHandler = () => {
  throw notFound();
};

const shown = new Set([403, 404, 408, 409, 413, 415, 422, 429, 503]);

export const showProblem =
  (deps: Dependencies): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    if (problem.status >= 500)
      deps.log.error(
        { code: codeOf(error), requestId: req.id, stack: error instanceof Error ? placesOf(error) : undefined },
        'request failed',
      );
    if (problem.status === 429) res.set('Retry-After', String(Number(problem.page.retryAfterSeconds ?? 60)));
    const view = `errors/${String(shown.has(problem.status) ? problem.status : problem.status < 500 ? 422 : 500)}`;
    const page = { backHref: backOf(req), ...problem.page, requestId: req.id };
    const shell =
      findViewerOf(res) && problem.status < 500
        ? pageOf(deps, req, res, { title: titles[problem.status] ?? 'Erreur', ...page })
        : { layout: 'plain', title: titles[problem.status] ?? 'Erreur', ...page };
    res.status(problem.status).render(view, shell);
  };

/** The page that was sent from. */
function backOf(req: Request): string | undefined {
  const from = req.method === 'POST' ? req.get('referer') : undefined;
  return from && URL.canParse(from) ? localPath(new URL(from).pathname) : undefined;
}

const titles: Record<number, string> = {
  403: 'Accès refusé',
  404: 'Page introuvable',
  408: "L'envoi s'est interrompu",
  409: 'Le dossier a changé',
  413: 'Fichier trop volumineux',
  415: 'Format non accepté',
  422: 'Demande incomprise',
  429: 'Trop de tentatives',
  500: 'Une erreur est survenue',
  503: 'Service momentanément indisponible',
};

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (type === 'entity.too.large') return tooLarge();
  // What the parsers of Express refuse (a broken body, a bad percent sign in the path) is the sender's fault.
  if (typeof status === 'number' && status >= 400 && status < 500) return new Problem(status, 'refused');
  if (isFull(error)) return full(error);
  if (isAway(error)) return new Problem(503, 'unavailable');
  return new Problem(500, 'failed');
}

/** Whether an error says that PostgreSQL is away: what was being done may or may not have been. */
export const isAway = (error: unknown): boolean => unavailable.has(codeOf(error));
/** PostgreSQL gone, starting, ending, or not answering in time. */
const unavailable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
  'KnexTimeoutError',
]);
const codeOf = (error: unknown): string => {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  if (message === 'Connection terminated unexpectedly' || message === 'Connection terminated due to connection timeout')
    return 'ECONNRESET';
  return typeof name === 'string' ? name : 'Error';
};
/** Where it happened, without the message: a message may hold what a person typed. */
const placesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .join('\n');
