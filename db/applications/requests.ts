/** What was answered to a key: the same request again gets the same answer, and does nothing. */
import { dayInMilliseconds, type Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

export interface Answer {
  status: number;
  body: object;
  etag?: string;
}
export interface Keyed {
  applicationId: string;
  key: string;
  /** SHA-256 of the request: method, address, what it rests on, body. */
  digest: Buffer;
}
/** `begun`: it is this caller's to do. */
export type Begun = { outcome: 'begun' } | { outcome: 'under-way' | 'other' } | { outcome: 'known'; answer: Answer };

const keptFor = dayInMilliseconds;
/** What was begun and never answered was cut off: nothing of it was done, for the answer is written with it. */
const cutOffAfter = 60_000;

const begin = `
insert into application_requests as r (application_id, key, digest, at)
values (:applicationId, :key, :digest, cast(:at as timestamptz))
on conflict (application_id, key) do update set digest = excluded.digest, at = excluded.at, status = null, answer = null
  where r.at <= cast(:old as timestamptz) or (r.status is null and r.digest = excluded.digest and r.at <= cast(:cutOff as timestamptz))
returning key`;

export async function beginRequest(db: Database, { applicationId, key, digest }: Keyed, at: Instant): Promise<Begun> {
  const { rows } = await db.raw<{ rows: object[] }>(begin, {
    applicationId,
    key,
    digest,
    at: instant(at),
    old: instant(at - keptFor),
    cutOff: instant(at - cutOffAfter),
  });
  if (rows.length > 0) return { outcome: 'begun' };
  const standing = await db('application_requests')
    .where({ application_id: applicationId, key })
    .first<{ digest: Buffer; status: number | null; answer: Omit<Answer, 'status'> | null } | undefined>(
      'digest',
      'status',
      'answer',
    );
  if (standing && !standing.digest.equals(digest)) return { outcome: 'other' };
  if (!standing?.answer || standing.status === null) return { outcome: 'under-way' };
  return { outcome: 'known', answer: { status: standing.status, ...standing.answer } };
}

/** In the transaction of what it answers. */
export const answerRequest = (
  trx: Database,
  { applicationId, key }: Omit<Keyed, 'digest'>,
  { status, ...answer }: Answer,
): Promise<unknown> =>
  trx('application_requests')
    .where({ application_id: applicationId, key })
    .update({ status, answer: JSON.stringify(answer) });

/** It failed through no fault of the sender: it may come again. */
export const forgetRequest = (db: Database, { applicationId, key }: Omit<Keyed, 'digest'>): Promise<unknown> =>
  db('application_requests').where({ application_id: applicationId, key }).whereNull('status').delete();

/** At night: answers that are a day old; calls, and what webhooks were told, that are kept no longer. What still waits stays. */
export async function sweepCalls(db: Database, at: Instant, callsKeptDays: number): Promise<void> {
  await Promise.all([
    db('application_requests')
      .where('at', '<=', instant(at - keptFor))
      .delete(),
    db('application_calls')
      .where('at', '<=', instant(at - callsKeptDays * dayInMilliseconds))
      .delete(),
    db('webhook_deliveries')
      .where('created_at', '<=', instant(at - callsKeptDays * dayInMilliseconds))
      .whereNull('next_at')
      .delete(),
  ]);
}
