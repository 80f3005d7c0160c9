/** Days counted from today, so that the demonstration is always fresh: −36 is 36 days ago. */
import { addDays, addPeriod, isWorkingDay, nextWorkingDay, type Day, type Period } from '../../../domain/calendar.ts';

export interface Times {
  today: Day;
  day: (offset: number) => Day;
  /** That day, or the first working day after it. */
  workday: (offset: number) => Day;
  /** That day, or the last working day before it: when an agent acts. */
  officeDay: (offset: number) => Day;
  /** The day a delay must have started on, so that it ends `dueIn` days from today (or on the next working day). */
  startOf: (period: Period, dueIn: number) => number;
}

export function countFrom(today: Day): Times {
  const day = (offset: number): Day => addDays(today, offset);
  const workday = (offset: number): Day => nextWorkingDay(day(offset));
  return {
    today,
    day,
    workday,
    officeDay: (offset) => {
      let earlier = offset;
      while (!isWorkingDay(day(earlier))) earlier -= 1;
      return day(earlier);
    },
    startOf(period, dueIn) {
      const wanted = workday(dueIn);
      let offset = dueIn;
      while (!isWorkingDay(day(offset)) || addPeriod(day(offset), period) > wanted) offset -= 1;
      return offset;
    },
  };
}
