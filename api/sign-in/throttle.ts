/** How often one may try: counted in PostgreSQL for all webs together; in memory while it is away. */
import { createHmac } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { countAttempt } from '../../db/sign-in-attempts.ts';
import type { Database } from '../../db/connect.ts';
import type { Config } from '../../domain/config/read-config.ts';
import type { Dependencies } from '../context.ts';
import { tooMany } from '../problems.ts';

const quarter = 15 * 60;

const keyOf = ({ sessionSecret }: Pick<Config, 'sessionSecret'>, name: string, value: string): string =>
  createHmac('sha256', sessionSecret).update(`${name} ${value}`).digest('base64url');

export interface Throttle {
  /** @throws Problem 429 at the first try too many */
  consume(value: string): Promise<void>;
  /** @returns false at the first try too many */
  tryConsume(value: string): Promise<boolean>;
  /** The next try would be one too many. */
  isUsedUp(value: string): Promise<boolean>;
  forget(value: string): Promise<void>;
}

/** How often something was done within the last `seconds`, this time included; for limits that parameters set. */
export function createCounter({ config, db }: Pick<Dependencies, 'config' | 'db'>, name: string, seconds: number) {
  const limiter = new RateLimiterPostgres({
    ...{ keyPrefix: name, points: Number.MAX_SAFE_INTEGER, duration: seconds },
    storeClient: db,
    storeType: 'knex',
    tableName: 'sign_in_attempts',
    tableCreated: true,
  });
  return async (value: string, times: number): Promise<number> =>
    (await limiter.consume(keyOf(config, name, value), times)).consumedPoints;
}

/** The same within a transaction that counts only where it is done: nothing is counted of what is rolled back. */
export const createCounterWithin =
  ({ config, now }: Pick<Dependencies, 'config' | 'now'>, name: string, seconds: number) =>
  (trx: Database, value: string): Promise<number> =>
    countAttempt(trx, `${name}:${keyOf(config, name, value)}`, seconds, now());

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
  const keyed = (value: string) => keyOf(config, name, value);
  const refusalOf = (value: string): Promise<RateLimiterRes | undefined> =>
    limiter.consume(keyed(value)).then(
      () => undefined,
      (refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal;
        throw refusal;
      },
    );
  return {
    async consume(value) {
      const refusal = await refusalOf(value);
      if (refusal) throw tooMany(Math.ceil(refusal.msBeforeNext / 1000));
    },
    tryConsume: async (value) => (await refusalOf(value)) === undefined,
    async isUsedUp(value) {
      const used = await limiter.get(keyed(value));
      return used !== null && used.consumedPoints >= points && used.msBeforeNext > 0;
    },
    async forget(value) {
      await limiter.delete(keyed(value));
    },
  };
}
