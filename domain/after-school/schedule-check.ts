/**
 * Whether a schedule holds what the agreement asks of school weeks: two hours a day, and after school until 17 h 30. Pure.
 * Source: ONE, agrément des opérateurs (2 heures par jour) and subventionnement des opérateurs, art. 35 (17 h 30); that Wednesdays may end
 * earlier is an assumption.
 */
import { openMinutes, periodsOf, weekdays, type Week } from '../signaletique/opening-hours.ts';

export const leastMinutes = 120;
export const leastClosing = '17:30';
const wednesday = 3;

export interface ScheduleCheck {
  /** Days of a school week on which the place is open. */
  days: number;
  /** « mardi »: those that are open for less than two hours. */
  short: string[];
  /** Those that close before 17 h 30. */
  early: string[];
}
export function checkSchedule(week: Week): ScheduleCheck {
  const open = weekdays.slice(0, 5).filter(({ day }) => periodsOf(week, day).length > 0);
  return {
    days: open.length,
    short: open.filter(({ day }) => openMinutes(periodsOf(week, day)) < leastMinutes).map(({ name }) => name),
    early: open
      .filter(({ day }) => day !== wednesday && (periodsOf(week, day).at(-1)?.[1] ?? '') < leastClosing)
      .map(({ name }) => name),
  };
}
export const holds = ({ days, short, early }: ScheduleCheck): boolean =>
  days > 0 && short.length === 0 && early.length === 0;
