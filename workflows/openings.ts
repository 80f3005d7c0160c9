/**
 * What the calendar opens: a case for each subject, each time a period begins. Pure: which days are due, and what period they are of;
 * the day and the instant are given.
 */
import { budgetQuarterOf } from '../domain/after-school/budget-year.ts';
import { addDays, addMonths, dayOf, type Day, type Instant } from '../domain/calendar.ts';
import type { ActionOf, FactsOf, Vocabulary } from './procedure.ts';

/** « 2027 »; « 2027-1 » for January to March; « 2026-10 », its first month, for a quarter of a budget year (October to September). */
export type Period = string;
export type PeriodUnit = 'year' | 'quarter' | 'budget-quarter';

/** For whom; each name is a query in `db/batches/opening-subjects.ts`. */
export type OpeningSubjects =
  | 'authorised-facilities'
  | 'subsidised-creches'
  | 'after-school-1-bodies'
  | 'bodies-with-agreement-to-renew';

/** Days in Europe/Brussels. */
export interface OpeningDays {
  /** 1 to 12; nothing: every month. */
  months?: readonly number[];
  /** Of the month. */
  day: number;
  /** Of the day, when nobody works: 2 is two o'clock at night. */
  hour: number;
}

/** What the facts of an opening may look at, of whom it is for. */
export interface OpeningSubject {
  /** Of an organising body: null. */
  facilityKind: string | null;
  /** Of an organising body with an agreement for after-school care: the one that ends last. */
  agreement?: { agreementId: string; endsOn: Day } | null;
}

interface OpeningAct<V extends Vocabulary, A extends ActionOf<V>> {
  /** One of `opens`, done by the role `procedure`. */
  act: A;
  /** @param period of a procedure without periods: the day on which it was due */
  facts: (period: Period, subject: OpeningSubject) => FactsOf<V, A>;
  kind: string;
  on: OpeningDays;
  subjects: OpeningSubjects;
  /** Days before this one are not caught up. */
  from: Day;
}
export type Opening<V extends Vocabulary> = { [A in ActionOf<V>]: OpeningAct<V, A> }[ActionOf<V>];

/** The period that a day is in. */
export function periodOf(day: Day, unit: PeriodUnit): Period {
  const [year = '', month = ''] = day.split('-');
  switch (unit) {
    case 'year':
      return year;
    case 'quarter':
      return `${year}-${String(Math.ceil(Number(month) / 3))}`;
    case 'budget-quarter':
      return budgetQuarterOf(`${year}-${month}`);
    default:
      return unit satisfies never;
  }
}

/** The days on which something is to be opened, from the first one to the day of the instant, in order. A day is due from its midnight. */
export function dueDays({ on, from }: { on: OpeningDays; from: Day }, now: Instant): Day[] {
  const today = dayOf(now);
  const days: Day[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first <= today; first = addMonths(first, 1)) {
    const due = addDays(first, on.day - 1);
    // The thirty-first of a month that has none is no day of it.
    if (due.slice(0, 7) !== first.slice(0, 7)) continue;
    if (due >= from && due <= today && (on.months?.includes(Number(due.slice(5, 7))) ?? true)) days.push(due);
  }
  return days;
}
