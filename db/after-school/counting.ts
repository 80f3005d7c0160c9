/** What a place counts besides the children present after school, as it says itself. */
import type { Instant } from '../../domain/calendar.ts';
import { recordAudit } from '../audit.ts';
import { instant, type Database } from '../connect.ts';

export interface Counting {
  /** Children of positive differentiation, among those present. */
  positive: boolean;
  /** Children before school. */
  morning: boolean;
}
export const countsNothingMore: Counting = { positive: false, morning: false };

export const findCounting = async (db: Database, facilityId: string): Promise<Counting> =>
  ((await db('after_school_counting').where({ facility_id: facilityId }).first('positive', 'morning')) as
    | Counting
    | undefined) ?? countsNothingMore;

/** The same again is no change. */
export function saveCounting(
  db: Database,
  {
    facilityId,
    bodyId,
    userId,
    acr,
    at,
  }: { facilityId: string; bodyId: string; userId: string; acr: number | null; at: Instant },
  counting: Counting,
): Promise<void> {
  return db.transaction(async (trx) => {
    const before = await findCounting(trx, facilityId);
    if (before.positive === counting.positive && before.morning === counting.morning) return;
    await trx('after_school_counting')
      .insert({ facility_id: facilityId, ...counting, changed_by: userId, changed_at: instant(at) })
      .onConflict('facility_id')
      .merge();
    await recordAudit(trx, {
      ...{ at, actorId: userId, onBehalfOf: bodyId, acr, event: 'update' },
      ...{ subject: 'after-school-attendance', subjectId: facilityId },
      change: {
        'counts-positive': { before: before.positive, after: counting.positive },
        'counts-morning': { before: before.morning, after: counting.morning },
      },
    });
  });
}
