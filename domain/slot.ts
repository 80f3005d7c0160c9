import type { Day } from './calendar.ts';

/** A day and an hour, HH:MM. */
export interface Slot {
  on: Day;
  from: string;
}
