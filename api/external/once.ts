/** A write is done once for its key: what it answers is kept, and given again to the same message. */
import { createHash } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { answerRequest, beginRequest, forgetRequest, type Answer } from '../../db/applications/requests.ts';
import type { Database } from '../../db/connect.ts';
import type { Dependencies } from '../context.ts';
import type { CallOf } from './call.ts';
import type { Handler } from './handlers.ts';
import { pointsOf } from './points.ts';
import { bodyOfProblem, CallProblem, problems } from './problem.ts';

const keyPattern = /^[\x21-\x7e]{1,100}$/;
const mostBytes = '1mb';
const bodies = new WeakMap<object, Buffer>();
const parse: RequestHandler = express.json({
  limit: mostBytes,
  type: 'application/json',
  verify: (req, _res, bytes) => {
    bodies.set(req, bytes);
  },
});

/** @throws CallProblem for what was not even begun */
export async function answerOnce(
  deps: Dependencies,
  req: Request,
  res: Response,
  call: CallOf,
  handle: Handler,
): Promise<{ answer: Answer; isRepeated: boolean }> {
  const { db, config } = deps;
  const key = req.get('idempotency-key') ?? '';
  if (!keyPattern.test(key)) throw new CallProblem('key-missing');
  if (!req.is('application/json')) throw new CallProblem('not-json');
  await new Promise<void>((done, failed) => {
    parse(req, res, (error?: unknown) => {
      if (error instanceof Error) failed(error);
      else done();
    });
  });
  const { applicationId } = call.caller;
  const digest = createHash('sha256')
    .update(`${req.method} ${req.originalUrl} ${call.seen ?? ''}\n`)
    .update(bodies.get(req) ?? '')
    .digest();
  const begun = await beginRequest(db, { applicationId, key, digest }, call.at);
  if (begun.outcome === 'under-way') throw new CallProblem('key-under-way', { headers: { 'Retry-After': '2' } });
  if (begun.outcome === 'other') throw new CallProblem('key-of-other-request');
  if (begun.outcome === 'known') return { answer: begun.answer, isRepeated: true };

  const keep = (trx: Database, answer: Answer): Promise<unknown> => answerRequest(trx, { applicationId, key }, answer);
  try {
    const body = call.operation.body!.safeParse(req.body);
    if (!body.success) throw new CallProblem('body-invalid', { errors: pointsOf(body.error) });
    return { answer: await handle(deps, { ...call, body: body.data }, keep), isRepeated: false };
  } catch (error) {
    if (!(error instanceof CallProblem)) {
      await forgetRequest(db, { applicationId, key }).catch(() => undefined);
      throw error;
    }
    const told = { publicUrl: config.publicUrl, requestId: call.requestId };
    const answer = { status: problems[error.code][0], body: bodyOfProblem(error, told) };
    await keep(db, answer);
    return { answer, isRepeated: false };
  }
}
