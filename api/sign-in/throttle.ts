/** How often one may try: counted in PostgreSQL for all webs together; in memory while it is away. */
import { createHmac } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Dependencies } from '../context.ts';
import { tooMany } from '../problems.ts';

const quarter = 15 * 60;

export interface Throttle {
  /** @throws Problem 429 at the first try too many */
  consume(value: string): Promise<void>;
  forget(value: string): Promise<void>;
}

/** `points` tries of one `value` per `seconds`. What is counted is kept under a keyed hash: a login and an address are personal data. */
export function createThrottle(
  { config, db }: Pick<Dependencies, 'config' | 'db'>,
  name: string,
  { points, seconds = quarter }: { points: number; seconds?: number },
): Throttle {
  const limits = { keyPrefix: name, points, duration: seconds, blockDuration: seconds };
  const limiter = new RateLimiterPostgres({
    ...limits,
    storeClient: db,
    storeType: 'knex',
    tableName: 'sign_in_attempts',
    tableCreated: true,
    insuranceLimiter: new RateLimiterMemory(limits),
  });
  const keyed = (value: string) =>
    createHmac('sha256', config.sessionSecret).update(`${name} ${value}`).digest('base64url');
  return {
    async consume(value) {
      try {
        await limiter.consume(keyed(value));
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) throw tooMany(Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
    async forget(value) {
      await limiter.delete(keyed(value));
    },
  };
}
