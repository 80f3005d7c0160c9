/** Where the places of a body stand for a quarter: what is missing of each, to the very day, and what would be sent of it. Pure. */
import type { Day } from '../days.ts';
import { daysOfMonth, type Month } from '../quarter.ts';
import { monthsOfQuarter, type BudgetQuarter } from './budget-year.ts';
import { isBlank, nothingCounted, presentOf, type PlaceCounts } from './counts.ts';
import { standingOf, type MonthStanding } from './month-standing.ts';
import { notRequired, type PlaceCalendar } from './required-days.ts';
import { asSent } from './sent-month.ts';
import type { Snapshot, SnapshotDay, SnapshotMonth } from './snapshot.ts';

/** A month of a place that is not complete. */
export interface MissingMonth {
  month: Month;
  /** Required days without a number, the earliest first. */
  days: readonly Day[];
  lacksEnrolled: boolean;
}
export interface QuarterStanding {
  months: readonly MonthStanding[];
  missing: readonly MissingMonth[];
  /** Days on which children were awaited. */
  required: number;
  /** Required days on which nobody came: told, and no obstacle. */
  empty: readonly Day[];
  /** Days that look odd otherwise: told, and no obstacle. */
  odd: readonly Day[];
  /** Days of the quarter for which no schedule says anything. */
  unscheduled: number;
  /** Children inscribed in the last month that says it; null: in none. */
  enrolled: number | null;
  /** Children on all days. */
  present: number;
  /** Every required day is there. */
  complete: boolean;
}

/** @param today days from today on are not missing yet @param sent months that are closed: they stand as they were sent */
export function quarterStandingOf(
  quarter: BudgetQuarter,
  counted: PlaceCounts,
  calendar: PlaceCalendar,
  { today, sent = [] }: { today: Day; sent?: readonly SnapshotMonth[] },
): QuarterStanding {
  const { counts, redOn } = asSent(counted, calendar, sent);
  const months = monthsOfQuarter(quarter).map((month) => standingOf(month, counts, redOn(month), today));
  const reasons = months.flatMap(({ red }) => [...red.values()]);
  const enrolled = months
    .map(({ enrolled: of }) => of)
    .findLast((of) => of && (of.nursery !== null || of.primary !== null));
  return {
    months,
    missing: months
      .filter(({ missing, lacksEnrolled }) => missing.length > 0 || lacksEnrolled)
      .map(({ month, missing: days, lacksEnrolled }) => ({ month, days, lacksEnrolled })),
    required: months.reduce((sum, { required }) => sum + required.length, 0),
    empty: months.flatMap(({ given }) =>
      given.filter((day) => presentOf(counts.days.get(day) ?? nothingCounted) === 0),
    ),
    odd: [...new Set(months.flatMap(({ warnings }) => warnings.flatMap((one) => ('day' in one ? [one.day] : []))))],
    unscheduled: reasons.filter(({ reason }) => reason === 'no-schedule').length,
    enrolled: enrolled ? (enrolled.nursery ?? 0) + (enrolled.primary ?? 0) : null,
    present: months.reduce((sum, { totals }) => sum + totals.present, 0),
    complete: months.every(({ state }) => state === 'complete'),
  };
}

/** What is sent: the days for which something was asked or said. @param sent months that are closed go once more as they went */
export const snapshotOf = (
  place: string,
  quarter: BudgetQuarter,
  counts: PlaceCounts,
  calendar: PlaceCalendar,
  sent: readonly SnapshotMonth[] = [],
): Snapshot => ({
  place,
  months: monthsOfQuarter(quarter).map((month) => {
    const closed = sent.find((one) => one.month === month);
    if (closed) return closed;
    const enrolled = counts.months.get(month);
    return {
      month,
      enrolledNursery: enrolled?.nursery ?? null,
      enrolledPrimary: enrolled?.primary ?? null,
      days: daysOfMonth(month).flatMap((day): SnapshotDay[] => {
        const why = notRequired(day, calendar) ?? null;
        const counted = counts.days.get(day);
        if (why && (!counted || isBlank(counted))) return [];
        const { nursery, primarySchool, together, positive, morning } = counted ?? nothingCounted;
        return [
          {
            ...{ day, nursery, primarySchool, together, positive, morning },
            openAnyway: counted?.openAnyway ?? false,
            notRequired: why,
          },
        ];
      }),
    };
  }),
});
