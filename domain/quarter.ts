/** Quarters and months, as subsidies count them: the calendar's own (a budget year of another kind has its own file). */
import { addDays, addMonths, isDay, type Day } from './days.ts';

/** « 2026-3 »: July to September 2026; the period of a case. */
export type Quarter = string;
/** « 2026-09 ». */
export type Month = string;

export const isQuarter = (text: string): text is Quarter => /^2\d{3}-[1-4]$/.test(text);
export const isMonth = (text: string): text is Month => /^2\d{3}-\d{2}$/.test(text) && isDay(`${text}-01`);

export const firstDayOfMonth = (month: Month): Day => `${month}-01`;
export const lastDayOfMonth = (month: Month): Day => addDays(addMonths(`${month}-01`, 1), -1);
export const monthOf = (day: Day): Month => day.slice(0, 7);
export const monthsFurther = (month: Month, months: number): Month => monthOf(addMonths(`${month}-01`, months));
/** The days of a month, the first one first. */
export function daysOfMonth(month: Month): Day[] {
  const count = Number(lastDayOfMonth(month).slice(8));
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

const split = (quarter: Quarter): [year: string, number: number] => [quarter.slice(0, 4), Number(quarter.slice(5))];

export const quarterOf = (month: Month): Quarter =>
  `${month.slice(0, 4)}-${String(Math.ceil(Number(month.slice(5, 7)) / 3))}`;
export function monthsOf(quarter: Quarter): readonly [Month, Month, Month] {
  const [year, number] = split(quarter);
  const first = `${year}-${String(number * 3 - 2).padStart(2, '0')}`;
  return [first, monthsFurther(first, 1), monthsFurther(first, 2)];
}
export const firstDayOf = (quarter: Quarter): Day => firstDayOfMonth(monthsOf(quarter)[0]);
export const lastDayOf = (quarter: Quarter): Day => lastDayOfMonth(monthsOf(quarter)[2]);
export const quartersFurther = (quarter: Quarter, quarters: number): Quarter =>
  quarterOf(monthsFurther(monthsOf(quarter)[0], quarters * 3));

const ordinals = ['1er', '2e', '3e', '4e'] as const;
/** « 3e trimestre 2026 » */
export function quarterInWords(quarter: Quarter): string {
  const [year, number] = split(quarter);
  return `${ordinals[number - 1] ?? ''} trimestre ${year}`;
}
/** « 2026 T3 », in tables. */
export const quarterInShort = (quarter: Quarter): string => quarter.replace('-', ' T');

const monthNames = new Intl.DateTimeFormat('fr-BE', { month: 'long', year: 'numeric', timeZone: 'UTC' });
/** « septembre 2026 » */
export const monthInWords = (month: Month): string => monthNames.format(new Date(`${month}-01T00:00:00Z`));
