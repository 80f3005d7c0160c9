/**
 * The budget year of after-school care, from 1 October to 30 September, named after the year in which it ends: October 2020 is in 2021.
 * Source: « Tutoriel pour l'encodage des présences AES1 », Encodage des présences, Remarque. Quarters are called by their months, never by a number.
 */
import type { Day } from '../days.ts';
import { firstDayOfMonth, lastDayOfMonth, monthInWords, monthsFurther, type Month } from '../quarter.ts';

/** « 2027 »: from 1 October 2026 to 30 September 2027. */
export type BudgetYear = number;
/** « 2026-10 », « 2027-01 », « 2027-04 » or « 2027-07 »: the first of its three months. */
export type BudgetQuarter = Month;

export const isBudgetQuarter = (text: string): text is BudgetQuarter => /^2\d{3}-(?:01|04|07|10)$/.test(text);

export const budgetYearOf = (month: Month): BudgetYear => Number(month.slice(0, 4)) + (month.slice(5) >= '10' ? 1 : 0);
export const firstDayOfBudgetYear = (year: BudgetYear): Day => `${String(year - 1)}-10-01`;
export const lastDayOfBudgetYear = (year: BudgetYear): Day => `${String(year)}-09-30`;

/** Its four quarters, that of October first. */
export const quartersOf = (year: BudgetYear): readonly BudgetQuarter[] =>
  [0, 3, 6, 9].map((months) => monthsFurther(`${String(year - 1)}-10`, months));

export const budgetQuarterOf = (month: Month): BudgetQuarter =>
  monthsFurther(month, -((Number(month.slice(5)) - 1) % 3));
export const monthsOfQuarter = (quarter: BudgetQuarter): readonly [Month, Month, Month] => [
  quarter,
  monthsFurther(quarter, 1),
  monthsFurther(quarter, 2),
];
export const firstDayOfQuarter = (quarter: BudgetQuarter): Day => firstDayOfMonth(quarter);
export const lastDayOfQuarter = (quarter: BudgetQuarter): Day => lastDayOfMonth(monthsFurther(quarter, 2));

/** « octobre – décembre 2026 » */
export const quarterByMonths = (quarter: BudgetQuarter): string =>
  `${monthInWords(quarter).split(' ')[0]!} – ${monthInWords(monthsFurther(quarter, 2))}`;
/** « octobre – décembre 2026, année budgétaire 2027 » */
export const budgetQuarterInWords = (quarter: BudgetQuarter): string =>
  `${quarterByMonths(quarter)}, année budgétaire ${String(budgetYearOf(quarter))}`;

/** The September that is nearest to a month, the earlier one where two are: in the last quarter of its own budget year, not of the next. */
export function nearestSeptember(month: Month): Month {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return `${String(number <= 3 ? year - 1 : year)}-09`;
}
