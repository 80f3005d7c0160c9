/** What a payment is for: a quarter of a crèche, « 2026-3 », or one of after-school care, « 2026-07 », which is never called by a number. */
import { isBudgetQuarter, quarterByMonths } from '../after-school/budget-year.ts';
import { quarterInShort } from '../quarter.ts';

export type SubsidyPeriod = string;

/** « 2026 T3 », « juillet – septembre 2026 » */
export const periodInShort = (period: SubsidyPeriod): string =>
  isBudgetQuarter(period) ? quarterByMonths(period) : quarterInShort(period);
