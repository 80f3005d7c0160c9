/** Which quarters of a body ONE may still open by hand: those that the calendar has missed. */
import {
  budgetQuarterOf,
  firstDayOfQuarter,
  lastDayOfQuarter,
  type BudgetQuarter,
} from '../../domain/after-school/budget-year.ts';
import type { Day } from '../../domain/calendar.ts';
import { monthOf, monthsFurther } from '../../domain/quarter.ts';
import { slug } from '../../workflows/aes-subsidy/contract.ts';
import { findAgreed } from '../after-school/agreed.ts';
import type { Database } from '../connect.ts';

/** Five years, after which a request is prescribed (hypothèse). */
const mostQuarters = 20;

/**
 * Newest first: begun, without a case (one that was cancelled is the quarter's case for good), and with a day on which a place of the body was
 * agreed or prolonged. None from the page of another kind of place. The caller has looked at the rights on the place.
 */
export async function listQuartersToOpen(
  db: Database,
  { organising_body_id: bodyId, kind }: { organising_body_id: string; kind: string },
  today: Day,
): Promise<BudgetQuarter[]> {
  if (kind !== 'after-school-1') return [];
  const running = budgetQuarterOf(monthOf(today));
  const begun = Array.from({ length: mostQuarters }, (_, back) => monthsFurther(running, -3 * back));
  const there = (await db('cases')
    .where({ slug, kind: 'quarter', subject_id: bodyId })
    .whereIn('period', begun)
    .select('period')) as { period: BudgetQuarter }[];
  const known = new Set(there.map(({ period }) => period));
  const places = (await db('facilities').where({ organising_body_id: bodyId, kind }).select('id')) as { id: string }[];
  const agreed = await findAgreed(
    db,
    places.map(({ id }) => id),
    firstDayOfQuarter(begun.at(-1)!),
    lastDayOfQuarter(running),
  );
  const periods = [...agreed.values()].flat();
  return begun.filter(
    (quarter) =>
      !known.has(quarter) &&
      periods.some(
        ({ from, to }) => from <= lastDayOfQuarter(quarter) && (to === null || to >= firstDayOfQuarter(quarter)),
      ),
  );
}
