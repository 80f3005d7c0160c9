/** What other hours change for a place after school: the days whose children are to be counted, or no more, and the hours of each weekday. Pure. */
import { addDays, addMonths, subtractDays, weekdayOf, type Day } from '../days.ts';
import {
  hoursOn,
  periodsOf,
  weekdays,
  type DatedHours,
  type Period,
  type Week,
} from '../signaletique/opening-hours.ts';
import { notRequired, type PlaceCalendar } from './required-days.ts';

type Version = Pick<DatedHours, 'validFrom' | 'week'>;
export interface ScheduleChange {
  validFrom: Day;
  week: Week;
  /** A version to come that this one replaces: it is gone. */
  instead?: Day | undefined;
}

/** The versions as they will stand. */
export const versionsAfter = (hours: readonly Version[], { validFrom, week, instead }: ScheduleChange): Version[] =>
  [...hours.filter((version) => version.validFrom !== validFrom && version.validFrom !== instead), { validFrom, week }]
    .map(({ validFrom: from, week: of }) => ({ validFrom: from, week: of }))
    .sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));

/** How far ahead the effect of hours is told: a school year, until which its holidays are known (hypothèse). */
const monthsAhead = 12;

/** The days that a change is looked at over: from the first that can differ to the eve of the next version, twelve months at most. */
export function spanOf(hours: readonly Version[], { validFrom, instead }: ScheduleChange): { from: Day; to: Day } {
  const from = instead !== undefined && instead < validFrom ? instead : validFrom;
  const last = subtractDays(addMonths(from, monthsAhead), 1);
  const next = hours
    .map((version) => version.validFrom)
    .filter((day) => day > validFrom && day !== instead)
    .sort()[0];
  const eve = next === undefined ? last : subtractDays(next, 1);
  return { from, to: eve < last ? eve : last };
}

export interface OfWeekday {
  /** 1, a Monday, to 7. */
  weekday: number;
  /** In order, one at least. */
  days: readonly Day[];
}
export interface ScheduleEffect {
  /** Days that ask for a number and did not. */
  asked: readonly OfWeekday[];
  /** Days that ask for nothing any more. */
  freed: readonly OfWeekday[];
}

/** Day by day, by the rule that the attendance of the place is read with. @param to included */
export function effectOf(
  before: PlaceCalendar,
  after: PlaceCalendar,
  { from, to }: { from: Day; to: Day },
): ScheduleEffect {
  const asked: Day[] = [];
  const freed: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const [was, is] = [before, after].map((calendar) => notRequired(day, calendar) === undefined);
    if (is && !was) asked.push(day);
    if (was && !is) freed.push(day);
  }
  return { asked: byWeekday(asked), freed: byWeekday(freed) };
}

const byWeekday = (days: readonly Day[]): OfWeekday[] =>
  weekdays
    .map(({ day: weekday }) => ({ weekday, days: days.filter((day) => weekdayOf(day) === weekday) }))
    .filter(({ days: found }) => found.length > 0);

export interface ChangedWeekday {
  weekday: number;
  before: readonly Period[];
  after: readonly Period[];
}
const asText = (periods: readonly Period[]): string => periods.flat().join(' ');
/** The weekdays whose hours are others than those that hold on that day without the change. */
export function changedWeekdays(hours: readonly Version[], { validFrom, week, instead }: ScheduleChange) {
  const standing = weekOn(hours, validFrom, instead);
  return weekdays
    .map(
      ({ day }): ChangedWeekday => ({
        weekday: day,
        before: periodsOf(standing, day),
        after: periodsOf(week, day),
      }),
    )
    .filter(({ before, after }) => asText(before) !== asText(after));
}
/** What a schedule from this day on is compared with: what it changes, or (of one to come that is changed) what held before it. */
export const weekOn = (hours: readonly Version[], day: Day, instead?: Day): Week =>
  hoursOn(
    hours.filter(({ validFrom }) => validFrom !== instead),
    day,
  )?.week ?? {};
