/** What was said in a review is forgotten in time: both evaluations, the plan, the minutes and who took part. That it took place, when, and the digests of what was signed stay in its acts. */
import { addMonths, dayOf, startOfDay, type Instant } from '../../domain/calendar.ts';
import { slug } from '../../workflows/functioning-review/contract.ts';
import { eraseCase } from '../cases/erase-case.ts';
import { instant, type Database } from '../connect.ts';
import { parametersOn } from '../parameters/parameters.ts';

/** So many at a time, each in a transaction of its own: the round comes again. */
const atOnce = 200;
/** Beside the acts. The version of the questionnaire stays: it names nobody. */
const said = [
  'review_answers',
  'review_ratings',
  'review_late_saves',
  'review_presence',
  'review_meeting_notes',
  'review_actions',
  'review_objectives',
  'review_plans',
  'review_participants',
] as const;

/** @returns how many reviews were erased */
export async function eraseReviews(db: Database, now: Instant): Promise<number> {
  const today = dayOf(now);
  const { erasure } = await parametersOn(db, slug, today);
  if (!erasure) throw new Error('no delay for the erasure of reviews');
  const over = (await db('cases as c')
    .where('c.slug', slug)
    .where('c.closed_at', '<', instant(startOfDay(addMonths(today, -erasure.value))))
    .whereExists(db('act_contents as t').whereRaw('t.case_id = c.id').whereNull('t.erased_at'))
    .orderBy('c.closed_at')
    .limit(atOnce)
    .select('c.id')) as { id: string }[];
  for (const { id: caseId } of over)
    await db.transaction(async (trx) => {
      await eraseCase(trx, caseId, now);
      for (const table of said) await trx(table).where({ case_id: caseId }).delete();
    });
  return over.length;
}
