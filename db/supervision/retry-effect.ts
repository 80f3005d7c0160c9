/** An effect that has given up is a task for a supervisor, who tries it again: it then waits anew for the clerk, who is to be rung for. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

/** The effect that stands for deadlines that do not pass: a supervisor lets them be tried again. */
export const passDeadline = 'pass-deadline';

/** The key of the task that stands for an effect that has given up. */
export const retryKey = ({ number, effect }: { number: number; effect: string }): string =>
  `retry-effect.${effect}.${String(number)}`;

/**
 * The effect has failed for good: it waits, visibly, for a person. One that had no row of its own (a notice, a deadline) gets it now.
 * @param from the statuses it may give up from: what was carried out meanwhile stays done, but of a mail `done` says only that it waits to be sent
 */
export function giveUpEffect(
  db: Database,
  { caseId, number, effect, failure }: { caseId: string; number: number; effect: string; failure: string },
  at: Instant,
  from: readonly ('pending' | 'done')[] = ['pending'],
): Promise<void> {
  return db.transaction(async (trx) => {
    const found = await trx.raw<{ rowCount: number }>(failed, {
      caseId,
      number,
      effect,
      failure,
      at: instant(at),
      from: [...from],
    });
    if (found.rowCount > 0)
      await trx.raw(openTask, { key: retryKey({ number, effect }), caseId, number, at: instant(at), today: dayOf(at) });
  });
}
const failed = `
insert into effects (case_id, act_number, effect, status, failure, created_at) values (:caseId, :number, :effect, 'failed', :failure, :at)
on conflict (case_id, act_number, effect) do update set status = 'failed', failure = excluded.failure where effects.status = any(cast(:from as text[]))`;
// Somebody who supervises there is in charge of it, or all of them are told.
const openTask = `
with stuck as (
  select c.*, in_charge(c.id, c.facility_id, 'supervisor', c.administration, null, null, cast(:today as date)) as assignee from cases c where c.id = :caseId
), told as (
  insert into notices (user_id, case_id, act_number, created_at)
  select told_of_task(assignee, 'supervisor', administration, null, cast(:today as date)), id, cast(:number as int), cast(:at as timestamptz) from stuck
  on conflict (user_id, case_id, act_number) do update set read_at = null
)
insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id, administration,
  assignee_id, opened_at)
select id, :key, slug, kind, 'retry-effect', 'supervisor', reference, facility_name, postcode, locality, organising_body_id, facility_id, administration,
  assignee, :at
from stuck on conflict (case_id, key) do update set closed_at = null`;

/** @returns false when there was nothing to try again: somebody else has, or it was carried out */
export function retryEffect(
  db: Database,
  { caseId, number, effect }: { caseId: string; number: number; effect: string },
  at: Instant,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const found = await trx('effects')
      .where({ case_id: caseId, act_number: number, effect, status: 'failed' })
      .update({ status: 'pending', attempts: 0, failure: null, retried_at: instant(at) });
    if (found === 0) return false;
    await trx('tasks')
      .where({ case_id: caseId, key: retryKey({ number, effect }) })
      .whereNull('closed_at')
      .update({ closed_at: instant(at) });
    // Should the bell be lost, the sweeper sees a clerk that is behind.
    await trx('cases')
      .where({ id: caseId })
      .where('engine_seq', '>=', trx.ref('bell_seq'))
      .update({ engine_seq: trx.raw('bell_seq - 1') });
    return true;
  });
}
