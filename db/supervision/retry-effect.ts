/** A supervisor tries again what had given up: the effect waits anew for the clerk, who is to be rung for. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

/** The key of the task that stands for an effect that has given up. */
export const retryKey = ({ number, effect }: { number: number; effect: string }): string =>
  `retry-effect.${effect}.${String(number)}`;

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
