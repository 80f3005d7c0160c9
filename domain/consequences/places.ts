/** The periods of free places, when nobody is received any more, or fewer. Pure: what is written, and what a return gives back. */
import { subtractDays, type Day } from '../days.ts';

/** A row of `available_places`, as far as it changes. */
export interface FreePeriod {
  id: string;
  ageGroup: string;
  from: Day;
  until: Day | null;
  places: number;
}
/** One that is written otherwise; `after` null: it goes. */
export interface PeriodChange {
  before: FreePeriod;
  after: FreePeriod | null;
}

/** Nothing is free from that day on: what lies before stays. */
export const takeFrom = (periods: readonly FreePeriod[], on: Day): PeriodChange[] =>
  periods.flatMap((before): PeriodChange[] => {
    if (before.until !== null && before.until < on) return [];
    return [{ before, after: before.from < on ? { ...before, until: subtractDays(on, 1) } : null }];
  });

/** No period says more than is authorised from that day on. */
export const lowerTo = (periods: readonly FreePeriod[], capacity: number, on: Day): PeriodChange[] =>
  periods.flatMap((before): PeriodChange[] => {
    if (before.places <= capacity || (before.until !== null && before.until < on)) return [];
    return [{ before, after: capacity > 0 ? { ...before, places: capacity } : null }];
  });

const isSame = (one: FreePeriod | null | undefined, other: FreePeriod | null): boolean =>
  one === undefined || one === null || other === null
    ? (one ?? null) === other
    : one.ageGroup === other.ageGroup &&
      one.from === other.from &&
      one.until === other.until &&
      one.places === other.places;
const meets = (one: FreePeriod, other: FreePeriod): boolean =>
  one.ageGroup === other.ageGroup &&
  (other.until === null || one.from <= other.until) &&
  (one.until === null || other.from <= one.until);

/**
 * What comes back: what was before, where it still is as it was left. What was changed by hand meanwhile stays, and so does what was added in its place.
 * @param there the periods that stood then, touched or not: others have been added or moved since
 * @param now what stands today
 */
export function giveBack(
  changes: readonly PeriodChange[],
  there: readonly FreePeriod[],
  now: readonly FreePeriod[],
): { back: FreePeriod[]; kept: FreePeriod[] } {
  const isAsLeft = (one: FreePeriod): boolean => {
    const change = changes.find(({ before }) => before.id === one.id);
    return isSame(change ? change.after : there.find(({ id }) => id === one.id), one);
  };
  const others = now.filter((one) => !isAsLeft(one));
  const isFree = ({ before, after }: PeriodChange): boolean =>
    isSame(
      now.find(({ id }) => id === before.id),
      after,
    ) && !others.some((other) => meets(before, other));
  return {
    back: changes.filter(isFree).map(({ before }) => before),
    kept: changes.filter((change) => !isFree(change)).map(({ before }) => before),
  };
}
