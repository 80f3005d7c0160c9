/**
 * The interface for the software of operators: its own way from the call to the answer. Mounted before sessions and forms: no cookie, no page.
 * A call is let in by its token, from its networks, within its scopes and its pace; then its operation answers.
 */
import { createHash } from 'node:crypto';
import { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import { noteCall } from '../../db/applications/calls.ts';
import { applicationLimitsOn, type ApplicationLimits } from '../../db/applications/limits.ts';
import type { Answer } from '../../db/applications/requests.ts';
import { dayOf } from '../../domain/calendar.ts';
import { afterAnswer } from '../after-answer.ts';
import type { Dependencies } from '../context.ts';
import { createThrottle } from '../sign-in/throttle.ts';
import { readCall, requestIdOf, type CallOf } from './call.ts';
import { letIn } from './let-in.ts';
import { describeInterface } from './description.ts';
import { handlers } from './handlers.ts';
import { createPace } from './pace.ts';
import { descriptionPath, operations, type Operation } from './operations.ts';
import { asCallProblem, bodyOfProblem, CallProblem, problems } from './problem.ts';
import { answerOnce } from './once.ts';

/** Limits are read anew so often. */
const limitsFor = 60_000;

export function externalInterface(deps: Dependencies): Router {
  const { config, db, now, log } = deps;
  const router = Router();
  const pace = createPace(deps);
  const wrongTokens = createThrottle(deps, 'interface-token', { points: 60 });
  let limits: { at: number; read: Promise<ApplicationLimits> } | undefined;
  const limitsNow = (): Promise<ApplicationLimits> => {
    if (!limits || Math.abs(now() - limits.at) > limitsFor)
      limits = { at: now(), read: applicationLimitsOn(db, dayOf(now())) };
    const { read } = limits;
    read.catch(() => (limits = undefined));
    return read;
  };

  router.use('/interface', (req, res, next) => {
    res.set('Request-Id', requestIdOf(req));
    if (req.url.includes('%00')) throw new CallProblem('no-such-address');
    next();
  });
  router.get(descriptionPath, (_req, res) => {
    res.json(describeInterface(config.publicUrl));
  });
  for (const operation of operations)
    router[operation.method](operation.path, (req, res) => answer(operation, req, res));
  router.use('/interface', (req, res) => {
    const allowed = methodsAt(req.baseUrl + req.path);
    if (allowed.length === 0) throw new CallProblem('no-such-address');
    res.set('Allow', allowed.join(', '));
    if (req.method !== 'OPTIONS') throw new CallProblem('wrong-method');
    res.status(204).end();
  });
  router.use('/interface', ((error: unknown, req, res, next) => {
    if (res.headersSent) next(error);
    else sendProblem(asCallProblem(error), error, req, res);
  }) satisfies ErrorRequestHandler);
  return router;

  async function answer(operation: Operation, req: Request, res: Response): Promise<void> {
    const noted: { code?: string; call?: CallOf } = {};
    res.locals.interface = noted;
    const caller = await letIn(deps, req, operation, wrongTokens);
    if (caller.isSandbox) res.set('Pro-ONE-Sandbox', 'true');
    afterAnswer(deps, res, () =>
      noteCall(db, {
        applicationId: caller.applicationId,
        requestId: requestIdOf(req),
        method: operation.method.toUpperCase(),
        route: operation.path,
        facilityId: noted.call?.facilityId,
        month: noted.call?.month,
        status: res.statusCode,
        code: noted.code,
        at: now(),
      }),
    );
    await pace(caller, operation, await limitsNow(), res);
    const call = (noted.call = readCall(deps, req, operation, caller));
    if (operation.method === 'get') send(res, asRead(await handlers[operation.id](deps, call)));
    else {
      const { answer: given, isRepeated } = await answerOnce(deps, req, res, call, handlers[operation.id]);
      if (isRepeated) res.set('Idempotent-Replayed', 'true');
      if (given.status >= 400) noted.code = (given.body as { code?: string }).code ?? 'failed';
      send(res, given);
    }
  }

  function sendProblem(problem: CallProblem, error: unknown, req: Request, res: Response): void {
    const [status] = problems[problem.code];
    ((res.locals.interface ?? {}) as { code?: string }).code = problem.code;
    if (status >= 500)
      log.error(
        { code: error instanceof Error ? error.name : 'failed', requestId: req.id, stack: placesOf(error) },
        'a call of the interface failed',
      );
    if (status === 401) res.set('WWW-Authenticate', 'Bearer realm="Pro.ONE"');
    res.set(problem.headers);
    send(res, { status, body: bodyOfProblem(problem, { publicUrl: config.publicUrl, requestId: requestIdOf(req) }) });
  }
}

/**
 * What is read is unchanged where all of it is: also its state, and which days are asked for, which no version tells. The version stands before the hyphen
 * and is what « If-Match » looks at.
 */
function asRead(answer: Answer): Answer {
  if (answer.etag === undefined) return answer;
  const digest = createHash('sha256').update(JSON.stringify(answer.body)).digest('hex').slice(0, 16);
  return { ...answer, etag: answer.etag.replace(/"$/, `-${digest}"`) };
}

function send(res: Response, { status, body, etag }: Answer): void {
  if (etag) res.set('ETag', etag);
  res
    .status(status)
    .type(status >= 400 ? 'application/problem+json' : 'application/json')
    .send(JSON.stringify(body));
}

const patterns = [
  ...operations.map(({ path, method }) => ({ path, method })),
  { path: descriptionPath, method: 'get' },
].map(({ path, method }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/:[a-z]+/g, '[^/]+').replaceAll('.', '\\.')}/?$`),
}));
const methodsAt = (path: string): string[] => {
  const found = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method.toUpperCase());
  return found.length === 0 ? [] : [...found, ...(found.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
};

/** Without the message: it may hold what was sent. */
const placesOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 8)
        .join('\n')
    : '';
