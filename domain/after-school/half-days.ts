/** The two halves of a day after school, as they are typed side by side, and the periods of the day that they make. Pure. */
import { openMinutes, type Period, type Week, weekdays, periodsOf } from '../signaletique/opening-hours.ts';

export interface Halves {
  morning: Period | undefined;
  afternoon: Period | undefined;
}
/** A single period that begins before it stands in the morning (hypothèse: the forms of ONE have two columns and no hour between them). */
const noon = '11:00';

export const halvesOf = ([first, second]: readonly Period[]): Halves =>
  second !== undefined || (first !== undefined && first[0] < noon)
    ? { morning: first, afternoon: second }
    : { morning: undefined, afternoon: first };

export const periodsIn = ({ morning, afternoon }: Halves): Period[] =>
  [morning, afternoon].filter((period) => period !== undefined);

/** Shorter is told, and never refused (hypothèse). */
export const shortDay = 120;

/** Minutes of a whole week. */
export const weekMinutes = (week: Week): number =>
  weekdays.reduce((sum, { day }) => sum + openMinutes(periodsOf(week, day)), 0);
