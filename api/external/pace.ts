/** How often a software may call: counted in PostgreSQL for all webs together, told in each answer. */
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Caller } from '../../db/applications/caller.ts';
import type { ApplicationLimits } from '../../db/applications/limits.ts';
import type { Dependencies } from '../context.ts';
import type { Operation } from './operations.ts';
import { CallProblem } from './problem.ts';

export type Pace = (caller: Caller, operation: Operation, limits: ApplicationLimits, res: Response) => Promise<void>;

/** @throws CallProblem at the first call too many */
export function createPace({ db }: Pick<Dependencies, 'db'>): Pace {
  const counterOf = (keyPrefix: string): RateLimiterPostgres => {
    // The limits are parameters: what is counted is compared here.
    const options = { keyPrefix, points: Number.MAX_SAFE_INTEGER, duration: 60 };
    return new RateLimiterPostgres({
      ...options,
      storeClient: db,
      storeType: 'knex',
      tableName: 'sign_in_attempts',
      tableCreated: true,
      insuranceLimiter: new RateLimiterMemory(options),
    });
  };
  const counters = { get: counterOf('interface-calls'), put: counterOf('interface-writes') };
  return async ({ applicationId }, { method }, { callsPerMinute, writesPerMinute }, res) => {
    const limit = method === 'get' ? callsPerMinute : writesPerMinute;
    const { consumedPoints, msBeforeNext } = await counters[method].consume(applicationId);
    const reset = String(Math.max(1, Math.ceil(msBeforeNext / 1000)));
    res.set({
      'RateLimit-Limit': String(limit),
      'RateLimit-Remaining': String(Math.max(0, limit - consumedPoints)),
      'RateLimit-Reset': reset,
    });
    if (consumedPoints > limit) throw new CallProblem('too-many-calls', { headers: { 'Retry-After': reset } });
  };
}
