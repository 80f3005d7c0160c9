/** A month as one looks at it: its weeks, and how a day is called. */
import { addDays, daysBetween, type Day } from '../days.ts';
import { daysOfMonth, type Month } from '../quarter.ts';

const names = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
/** 0 is Monday. */
export const weekday = (day: Day): number => ((daysBetween('2024-01-01', day) % 7) + 7) % 7;
/** « mercredi 14 » */
export const dayInWords = (day: Day): string => `${names[weekday(day)] ?? ''} ${String(Number(day.slice(8)))}`;
/** « M » */
export const letterOf = (day: Day): string => (names[weekday(day)] ?? '').slice(0, 1).toUpperCase();
/** « 14/10/2026 » */
export const shortDay = (day: Day): string => day.split('-').reverse().join('/');
export const isWeekend = (day: Day): boolean => weekday(day) > 4;

/** From Monday to Sunday, within the month. */
export function weeksOf(month: Month): Day[][] {
  const weeks: Day[][] = [];
  for (const day of daysOfMonth(month)) {
    if (weeks.length === 0 || weekday(day) === 0) weeks.push([]);
    weeks.at(-1)!.push(day);
  }
  return weeks;
}

/** Index of the week that holds the day; the last one where the month is over, the first where it is to come. */
export function weekOf(month: Month, day: Day): number {
  const weeks = weeksOf(month);
  const found = weeks.findIndex((days) => day <= days.at(-1)!);
  return found === -1 ? weeks.length - 1 : found;
}

/** The last month that may be prepared: the one that follows. */
export const lastMonthFrom = (today: Day): Month => addDays(`${today.slice(0, 7)}-28`, 10).slice(0, 7);
