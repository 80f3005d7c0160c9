/** Days on which a place receives children, as far as it has said: a review begins on none other. */
import { addDays, nextWorkingDay, type Day } from '../calendar.ts';

export interface Closed {
  fromOn: Day;
  toOn: Day;
}

export const closureOn = <C extends Closed>(day: Day, closures: readonly C[]): C | undefined =>
  closures.find(({ fromOn, toOn }) => fromOn <= day && day <= toOn);

/** The first working day from this one on, itself included, that no closure covers. */
export function nextOpenDay(from: Day, closures: readonly Closed[]): Day {
  let day = nextWorkingDay(from);
  for (let closed = closureOn(day, closures); closed; closed = closureOn(day, closures))
    day = nextWorkingDay(addDays(closed.toOn, 1));
  return day;
}
