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

/** Children were counted on a day for which nothing was asked, and nobody has said that the place was open: sent with the rest, and not declared. */
export const isUnsaid = ({ notRequired, openAnyway }: SnapshotDay): boolean => notRequired !== null && !openAnyway;
/** The place says to have been open on a day for which nothing was asked: it counts where ONE accepts it, never while the place is not agreed. */
export const isAcceptable = ({ notRequired, openAnyway }: SnapshotDay): boolean =>
  notRequired !== null && openAnyway && notRequired.reason !== 'not-agreed';

/** As it is calculated: what is declared. */
export const sentMonthsOf = (facilityId: string, { months }: Snapshot): SentMonth[] =>
  months.map(({ month, days }) => ({
    facilityId,
    month,
    days: days
      .filter((day) => !isUnsaid(day))
      .map((day) => ({
        day: day.day,
        children: childrenOn(day),
        positive: day.positive ?? 0,
        red: day.notRequired !== null,
      })),
  }));

/** What was corrected after it was sent. */
export type Difference = { month: Month } & (
  | { what: 'enrolled'; before: number | null; after: number | null }
  | { what: 'children' | 'positive'; day: Day; before: number | null; after: number | null }
  /** A red day: the place says to have been open, or does not say so any more. */
  | { what: 'open-anyway'; day: Day; after: boolean }
  /** Something is asked for, or is not any more: the schedule, the agreement or the calendar is another. */
  | { what: 'required'; day: Day; after: boolean }
);
/** What has changed from one sending to the next, of all that an amount rests on. */
export function differencesOf(before: Snapshot, after: Snapshot): Difference[] {
  const earlier = new Map(before.months.map((month) => [month.month, month]));
  return after.months.flatMap((month) => {
    const former = earlier.get(month.month);
    const enrolled: Difference = {
      ...{ month: month.month, what: 'enrolled' },
      ...{ before: former ? enrolledIn(former) : null, after: enrolledIn(month) },
    };
    const formerDays = new Map(former?.days.map((day) => [day.day, day]) ?? []);
    const laterDays = new Map(month.days.map((day) => [day.day, day]));
    const days = [...new Set([...formerDays.keys(), ...laterDays.keys()])].toSorted();
    return [
      ...(enrolled.before === enrolled.after ? [] : [enrolled]),
      ...days.flatMap((day): Difference[] => {
        const on = { month: month.month, day };
        const [was, is] = [formerDays.get(day), laterDays.get(day)];
        const children = { before: givenOn(was), after: givenOn(is) };
        const positive = { before: was?.positive ?? null, after: is?.positive ?? null };
        const opened = is?.openAnyway ?? false;
        return [
          ...(children.before === children.after ? [] : [{ ...on, ...children, what: 'children' as const }]),
          ...(positive.before === positive.after ? [] : [{ ...on, ...positive, what: 'positive' as const }]),
          ...((was?.openAnyway ?? false) === opened ? [] : [{ ...on, what: 'open-anyway' as const, after: opened }]),
          ...(was && is && (was.notRequired === null) !== (is.notRequired === null)
            ? [{ ...on, what: 'required' as const, after: is.notRequired === null }]
            : []),
        ];
      }),
    ];
  });
}
const givenOn = (day: SnapshotDay | undefined): number | null =>
  !day || (day.together === null && day.nursery === null && day.primarySchool === null) ? null : childrenOn(day);
