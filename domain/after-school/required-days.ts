/** The days for which a place counts its children, and why the others ask for nothing. Pure. */
import { weekdayOf, type Day } from '../days.ts';
import { hoursOn, periodsOf, type DatedHours, type ExceptionalDays } from '../signaletique/opening-hours.ts';

/** In the order in which they are told when several hold: what nobody can change first. */
export const reasons = [
  'not-agreed',
  'legal-holiday',
  'community-holiday',
  'school-holiday',
  'closed-then',
  'no-schedule',
  'closed-that-weekday',
] as const;
/** `not-asked-then`: only of a month that was sent, which does not say why. */
export type Reason = (typeof reasons)[number] | 'not-asked-then';

/** @example { reason: 'school-holiday', name: "congé d'automne" } */
export interface NotRequired {
  reason: Reason;
  /** As the calendar calls it, or why the place is closed; none where the reason says all. */
  name?: string;
}

export interface Named {
  from: Day;
  /** Included. */
  to: Day;
  name: string;
}
/** What the days of one place are looked at with. */
export interface PlaceCalendar {
  /** While the place is agreed; `to` null: until further notice. */
  agreed: readonly { from: Day; to: Day | null }[];
  /** Whether the agreement covers school holidays. */
  agreedInHolidays: boolean;
  /** Schedules by the day from which each holds. */
  hours: readonly Pick<DatedHours, 'validFrom' | 'week'>[];
  /** Days on which the place says to be closed, or open otherwise, and why. */
  exceptional: readonly (ExceptionalDays & { reason?: string })[];
  /** By day. One of the community frees schools: 27 September (décret du 24 juin 1975). */
  holidays: ReadonlyMap<Day, { name: string; kind: 'legal' | 'community' }>;
  schoolHolidays: readonly Named[];
}

const covering = <T extends { from: Day; to: Day | null }>(periods: readonly T[], day: Day): T | undefined =>
  periods.find(({ from, to }) => from <= day && (to === null || day <= to));

/** Why nothing is asked for on this day; undefined where the number of children is awaited. */
export function notRequired(day: Day, calendar: PlaceCalendar): NotRequired | undefined {
  const { agreed, agreedInHolidays, hours, exceptional, holidays, schoolHolidays } = calendar;
  if (!covering(agreed, day)) return { reason: 'not-agreed' };
  const holiday = holidays.get(day);
  if (holiday) return { reason: `${holiday.kind}-holiday`, name: holiday.name };
  const school = agreedInHolidays ? undefined : covering(schoolHolidays, day);
  if (school) return { reason: 'school-holiday', name: school.name };
  const otherwise = exceptional.find(({ fromOn, untilOn }) => fromOn <= day && day <= untilOn);
  if (otherwise)
    return otherwise.periods.length > 0
      ? undefined
      : { reason: 'closed-then', ...(otherwise.reason ? { name: otherwise.reason } : {}) };
  const schedule = hoursOn(hours, day);
  if (!schedule) return { reason: 'no-schedule' };
  return periodsOf(schedule.week, weekdayOf(day)).length > 0 ? undefined : { reason: 'closed-that-weekday' };
}
