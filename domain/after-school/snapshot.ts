/** What an operator sends of a place for a quarter, as it stood then: `after_school_sendings.snapshot`. Read by the control, never changed. */
import type { Day } from '../days.ts';
import type { Month } from '../quarter.ts';
import type { SentMonth } from './calculation.ts';
import type { NotRequired } from './required-days.ts';

export interface SnapshotDay {
  day: Day;
  /** Null: nothing was said. */
  nursery: number | null;
  primarySchool: number | null;
  /** One sum for both, which then are null. */
  together: number | null;
  positive: number | null;
  /** Before school: not paid. */
  morning: number | null;
  openAnyway: boolean;
  /** Why nothing was asked for; null on a day for which children are counted. */
  notRequired: NotRequired | null;
}
export interface SnapshotMonth {
  month: Month;
  /** Null: not said. */
  enrolledNursery: number | null;
  enrolledPrimary: number | null;
  /** Days for which something was asked or said, in order. */
  days: readonly SnapshotDay[];
}
export interface Snapshot {
  /** Name of the place. */
  place: string;
  /** The three of the quarter, in order. */
  months: readonly SnapshotMonth[];
}

export const childrenOn = ({ nursery, primarySchool, together }: SnapshotDay): number =>
  together ?? (nursery ?? 0) + (primarySchool ?? 0);
export const enrolledIn = ({ enrolledNursery: nursery, enrolledPrimary: primary }: SnapshotMonth): number | null =>
  nursery === null && primary === null ? null : (nursery ?? 0) + (primary ?? 0);

/** As it is calculated. */
export const sentMonthsOf = (facilityId: string, { months }: Snapshot): SentMonth[] =>
  months.map(({ month, days }) => ({
    facilityId,
    month,
    days: days.map((day) => ({
      day: day.day,
      children: childrenOn(day),
      positive: day.positive ?? 0,
      red: day.notRequired !== null,
    })),
  }));

/** A number that was corrected after it was sent. */
export interface Difference {
  month: Month;
  /** None: children enrolled. */
  day?: Day;
  before: number | null;
  after: number | null;
}
/** What has changed from one sending to the next: children of a day, and those enrolled. */
export function differencesOf(before: Snapshot, after: Snapshot): Difference[] {
  const earlier = new Map(before.months.map((month) => [month.month, month]));
  return after.months.flatMap((month) => {
    const former = earlier.get(month.month);
    const enrolled = { month: month.month, before: former ? enrolledIn(former) : null, after: enrolledIn(month) };
    const formerDays = new Map(former?.days.map((day) => [day.day, day]) ?? []);
    const laterDays = new Map(month.days.map((day) => [day.day, day]));
    const days = [...new Set([...formerDays.keys(), ...laterDays.keys()])].toSorted();
    return [
      ...(enrolled.before === enrolled.after ? [] : [enrolled]),
      ...days.flatMap((day): Difference[] => {
        const [was, is] = [givenOn(formerDays.get(day)), givenOn(laterDays.get(day))];
        return was === is ? [] : [{ month: month.month, day, before: was, after: is }];
      }),
    ];
  });
}
const givenOn = (day: SnapshotDay | undefined): number | null =>
  !day || (day.together === null && day.nursery === null && day.primarySchool === null) ? null : childrenOn(day);
