/** Where a month of an after-school place stands: what is asked for, what is there, what is missing, what looks odd. Pure. */
import type { Day } from '../days.ts';
import { daysOfMonth, monthsFurther, type Month } from '../quarter.ts';
import {
  enrolledIn,
  isBlank,
  isGiven,
  presentOf,
  sections,
  type Counted,
  type EnrolledMonth,
  type PlaceCounts,
  type Section,
} from './counts.ts';
import { notRequired, type NotRequired, type PlaceCalendar } from './required-days.ts';
import { isUnlikeYearBefore } from './year-gap.ts';

/** Why nothing is asked for on a day; undefined where children are counted. */
export type RedOn = (day: Day) => NotRequired | undefined;

/** Sums of days. `nursery` and `primarySchool` hold only what was given apart; `present` holds all. `morning` is beside. */
export interface CountTotals {
  nursery: number;
  primarySchool: number;
  together: number;
  present: number;
  positive: number;
  morning: number;
}
/** Odd, never wrong: nobody is stopped by it. */
export type CountWarning =
  | {
      kind: 'beyond-enrolled';
      day: Day;
      section: Section;
      count: number;
      enrolled: number;
      /** The same digits the other way round, where that fits: 83 for 71 may be 38. */
      proposal: number | undefined;
    }
  /** A sum beyond all that are inscribed. */
  | { kind: 'together-beyond-enrolled'; day: Day; count: number; enrolled: number }
  /** Counted on a day that is red meanwhile, and nobody has said that the place was open. It is not in the totals. */
  | { kind: 'on-red-day'; day: Day; count: number; why: NotRequired }
  /** Children of a day on average, this month and the same month a year ago. */
  | { kind: 'unlike-last-year'; mean: number; lastYear: number };

export interface MonthStanding {
  month: Month;
  /** Days for which the number of children is awaited, those that the place opened anyway among them. */
  required: readonly Day[];
  /** The others, and why. */
  red: ReadonlyMap<Day, NotRequired>;
  /** Red days on which the place says to have been open; in `required` too. */
  openedAnyway: readonly { day: Day; why: NotRequired }[];
  given: readonly Day[];
  /** Required, over, and without a number: today is not missing yet. */
  missing: readonly Day[];
  enrolled: EnrolledMonth | undefined;
  /** Days are asked for, and nobody has said how many children are inscribed. */
  lacksEnrolled: boolean;
  totals: CountTotals;
  /** `complete`: every day asked for is given, and the inscribed are; a month that asks for nothing is complete. */
  state: 'not-started' | 'under-way' | 'complete';
  warnings: readonly CountWarning[];
}

/** Fewer days than this say nothing of a month that runs. */
const daysToCompare = 5;

/**
 * @param counts of the place, this month among them; with those of a year ago, the month is compared to them where `yearGap` is given
 * @param calendar or, of a month that was sent, why its days were red then
 * @param yearGap how far the mean of a day may be from that of a year ago, as a share of it
 */
export function standingOf(
  month: Month,
  counts: PlaceCounts,
  calendar: PlaceCalendar | RedOn,
  today: Day,
  { yearGap }: { yearGap?: number } = {},
): MonthStanding {
  const enrolled = counts.months.get(month);
  const redOn: RedOn = typeof calendar === 'function' ? calendar : (day) => notRequired(day, calendar);
  const required: Day[] = [];
  const red = new Map<Day, NotRequired>();
  const openedAnyway: { day: Day; why: NotRequired }[] = [];
  const warnings: CountWarning[] = [];
  for (const day of daysOfMonth(month)) {
    const why = redOn(day);
    const counted = counts.days.get(day);
    if (!why) required.push(day);
    else if (counted?.openAnyway) {
      required.push(day);
      openedAnyway.push({ day, why });
    } else {
      red.set(day, why);
      if (counted && !isBlank(counted))
        warnings.push({ kind: 'on-red-day', day, count: presentOf(counted) ?? counted.morning ?? 0, why });
    }
  }
  const given = required.filter((day) => isGiven(counts.days.get(day), enrolled));
  const isThere = new Set(given);
  const counted = required.flatMap((day) => {
    const there = counts.days.get(day);
    return there ? [{ day, ...there }] : [];
  });
  for (const one of counted) warnings.push(...beyondEnrolled(one.day, one, enrolled));
  const difference = yearGap === undefined ? undefined : unlikeLastYear(month, counts, yearGap);
  if (difference) warnings.push(difference);
  const saysEnrolled = enrolled !== undefined && (enrolled.nursery !== null || enrolled.primary !== null);
  const lacksEnrolled = required.length > 0 && !saysEnrolled;
  const begun = saysEnrolled || counted.some((one) => !isBlank(one));
  return {
    month,
    required,
    red,
    openedAnyway,
    given,
    missing: required.filter((day) => day < today && !isThere.has(day)),
    enrolled,
    lacksEnrolled,
    totals: totalsOf(counted),
    state: given.length === required.length && !lacksEnrolled ? 'complete' : begun ? 'under-way' : 'not-started',
    warnings: warnings.sort((one, other) => (dayOfWarning(one) < dayOfWarning(other) ? -1 : 1)),
  };
}

export function totalsOf(days: readonly Counted[]): CountTotals {
  const sum = (of: (counted: Counted) => number | null): number =>
    days.reduce((total, counted) => total + (of(counted) ?? 0), 0);
  return {
    nursery: sum(({ nursery }) => nursery),
    primarySchool: sum(({ primarySchool }) => primarySchool),
    together: sum(({ together }) => together),
    present: sum(presentOf),
    positive: sum(({ positive }) => positive),
    morning: sum(({ morning }) => morning),
  };
}

/** What is odd about one day, beside what is inscribed. */
export function beyondEnrolled(day: Day, counted: Counted, enrolled: EnrolledMonth | undefined): CountWarning[] {
  const all = sections.map((section) => enrolledIn(enrolled, section)).filter((count) => count !== null);
  if (counted.together !== null) {
    const sum = all.reduce((total, count) => total + count, 0);
    return all.length > 0 && counted.together > sum
      ? [{ kind: 'together-beyond-enrolled', day, count: counted.together, enrolled: sum }]
      : [];
  }
  return sections.flatMap((section): CountWarning[] => {
    const [count, most] = [counted[section], enrolledIn(enrolled, section)];
    return count !== null && most !== null && count > most
      ? [{ kind: 'beyond-enrolled', day, section, count, enrolled: most, proposal: turned(count, most) }]
      : [];
  });
}
function turned(count: number, most: number): number | undefined {
  const other = Number(Array.from(String(count)).reverse().join(''));
  return count > 9 && other <= most && other !== count ? other : undefined;
}

function unlikeLastYear(month: Month, { days }: PlaceCounts, yearGap: number): CountWarning | undefined {
  const mean = meanOf(days, month);
  const lastYear = meanOf(days, monthsFurther(month, -12));
  if (mean === undefined || lastYear === undefined || !isUnlikeYearBefore(mean, lastYear, yearGap)) return undefined;
  return { kind: 'unlike-last-year', mean: Math.round(mean), lastYear: Math.round(lastYear) };
}
function meanOf(days: PlaceCounts['days'], month: Month): number | undefined {
  const present = daysOfMonth(month).flatMap((day) => {
    const counted = days.get(day);
    return (counted && presentOf(counted)) ?? [];
  });
  return present.length < daysToCompare ? undefined : present.reduce((sum, count) => sum + count, 0) / present.length;
}

const dayOfWarning = (warning: CountWarning): Day => ('day' in warning ? warning.day : '9999-12-31');
