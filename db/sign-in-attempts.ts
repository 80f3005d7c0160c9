/** Attempts counted in the table of the library that limits them (`api/sign-in/throttle.ts`), where a transaction has to count them itself. */
import type { Instant } from '../domain/calendar.ts';
import type { Database } from './connect.ts';

/** @returns how often within `seconds` of the first, this time included */
export async function countAttempt(trx: Database, key: string, seconds: number, now: Instant): Promise<number> {
  const { rows } = await trx.raw<{ rows: [{ points: number }] }>(
    `insert into sign_in_attempts as s (key, points, expire) values (:key, 1, :until)
     on conflict (key) do update set points = case when s.expire <= :now then 1 else s.points + 1 end,
       expire = case when s.expire <= :now then excluded.expire else s.expire end
     returning points`,
    { key, now, until: now + seconds * 1_000 },
  );
  return rows[0].points;
}
