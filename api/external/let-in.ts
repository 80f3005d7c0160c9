/** Who calls, and whether this software may: its token, its networks, its scopes, and what it says of the sandbox. */
import { isIP } from 'node:net';
import type { Request } from 'express';
import { findCaller, type Caller } from '../../db/applications/caller.ts';
import { readBearer } from '../../domain/applications/token.ts';
import type { Dependencies } from '../context.ts';
import type { Throttle } from '../sign-in/throttle.ts';
import type { Operation } from './operations.ts';
import { CallProblem, type ProblemCode } from './problem.ts';

const refusals = {
  token: 'token-unknown',
  expired: 'token-expired',
  network: 'network-refused',
} as const satisfies Record<string, ProblemCode>;

/** @throws CallProblem */
export async function letIn(
  { db, now }: Pick<Dependencies, 'db' | 'now'>,
  req: Request,
  { scope }: Pick<Operation, 'scope'>,
  wrongTokens: Throttle,
): Promise<Caller> {
  const from = (req.ip ?? '').replace(/^::ffff:/i, '').replace(/%.*$/, '');
  // What a proxy passes on may be anything.
  const ip = isIP(from) ? from : '0.0.0.0';
  const token = readBearer(req.get('authorization'));
  if (!token) throw new CallProblem('token-missing');
  const found = await findCaller(db, token, { ip, at: now() });
  if (!found.ok) {
    // Whoever tries tokens is held up; whoever has one is not.
    if (found.why === 'token') await wrongTokens.consume(ip);
    throw new CallProblem(refusals[found.why]);
  }
  const { caller } = found;
  const sandbox = req.get('pro-one-sandbox');
  // A slip of the keys would let a test run for good.
  if (sandbox !== undefined && sandbox !== 'true') throw new CallProblem('sandbox-unreadable');
  if (sandbox && !caller.isSandbox) throw new CallProblem('not-sandbox');
  if (!caller.scopes.includes(scope)) throw new CallProblem('scope-missing');
  return caller;
}
