// Days and deadlines, in Europe/Brussels whatever the machine's zone.
// Never imported by workflow code: ONE may change the list of holidays, so a deadline is computed once, when the act is recorded,
// and reaches the workflow as an instant. Computed again later it is the same: a delay is counted with the holidays as they were
// known on the day it starts (`docs/decisions/23-holidays-as-known.md`).
import { DateTime, IANAZone } from 'luxon';
import { addDays, addMonths, dayNumbered, getNumberOf, msPerDay, whole, type Day } from './days.ts';
import { groupBy } from './group-by.ts';
import { legalHolidaysOf, type LegalHoliday } from './holidays.ts';

export { addDays, addMonths, daysBetween, isDay, subtractDays } from './days.ts';
export type { Day } from './days.ts';

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;
export const dayInMilliseconds = 86_400_000;
/** Stands where nothing is due: it comes after every other day. */
export const noDueDay: Day = '9999-12-31';
/** A delay, in one unit. Calendar days unless `workingDays` is said. Whole numbers from 0. */
export type Period =
  | { readonly days: number }
  | { readonly workingDays: number }
  | { readonly months: number }
  | { readonly years: number };
/** `dueOn`: the last day on which the act is in time. `passesAt`: the first instant at which it is too late. */
export type Deadline = { readonly dueOn: Day; readonly passesAt: Instant };

export const brussels = IANAZone.create('Europe/Brussels');

/** The instant of an ISO text with its offset ('…Z', '…+01:00') or of a Date from the database. Throws RangeError for anything else. */
export function instantOf(value: string | Date): Instant {
  const instant =
    value instanceof Date
      ? value.getTime()
      : /T.*(Z|[+-]\d{2}:?\d{2})$/.test(value)
        ? DateTime.fromISO(value).toMillis()
        : NaN;
  if (Number.isNaN(instant)) throw new RangeError('An instant is written in ISO 8601 with its offset');
  return instant;
}

/** The instant as ISO text in UTC, with milliseconds. */
export function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The day it is in Brussels at that instant. */
export function dayOf(instant: Instant): Day {
  const inGreenwich = Math.floor(instant / msPerDay);
  return dayNumbered(startOf(inGreenwich + 1) <= instant ? inGreenwich + 1 : inGreenwich); // Brussels is ahead, never behind
}

/** Midnight in Brussels, when the day begins. */
export function startOfDay(day: Day): Instant {
  return startOf(getNumberOf(day));
}

/** That hour of the day in Brussels. @param time HH:MM */
export const hourOn = (day: Day, time: string): Instant =>
  DateTime.fromISO(`${day}T${time}`, { zone: brussels }).toMillis();

/** Midnight in Brussels, when the day is over: the start of the following day. The timer of a deadline fires then. */
export function endOfDay(day: Day): Instant {
  return startOfDay(addDays(day, 1));
}

/** Neither Saturday, Sunday nor legal holiday (décret ATL du 3 juillet 2003, art. 1er, 8°). */
export function isWorkingDay(day: Day, knownOn = day): boolean {
  return isWorking(getNumberOf(day), knownOn);
}

/** The day itself when it is a working day, otherwise the first one after it. */
export function nextWorkingDay(day: Day, knownOn = day): Day {
  return dayNumbered(nextWorking(getNumberOf(day), knownOn));
}

/** The n-th working day after the day, or before it when n is negative; with 0, the day itself or the next working day. */
export function addWorkingDays(day: Day, n: number, knownOn = day): Day {
  let number = getNumberOf(day);
  if (n === 0) return dayNumbered(nextWorking(number, knownOn));
  const step = Math.sign(whole(n));
  for (let left = Math.abs(n); left > 0; ) {
    number += step;
    if (isWorking(number, knownOn)) left -= 1;
  }
  return dayNumbered(number);
}

/** Working days after a, up to and including b (as in a delay: the first day is not counted, the last is); negative when b is earlier. */
export function workingDaysBetween(a: Day, b: Day): number {
  const from = getNumberOf(a);
  const to = getNumberOf(b);
  if (to < from) return -workingDaysBetween(b, a);
  let found = 0;
  for (let number = from + 1; number <= to; number += 1) if (isWorking(number, a)) found += 1;
  return found;
}

/**
 * The due day of a delay that starts on the day: the day of the start is not counted, the due day is; a Saturday, a Sunday or a legal holiday moves it
 * to the next working day (décret ATL du 3 juillet 2003, art. 1er, 7° et 8°; hypothèse: the same for all procedures).
 * Months and years run date to date; where that day does not exist, the last day of the month (hypothèse).
 * `knownOn`: for a delay that starts on a day to come, the day on which it is reckoned; the holidays are those known then.
 * Throws RangeError for an unknown day or a period that is not a whole number from 0.
 */
export function addPeriod(day: Day, period: Period, knownOn = day): Day {
  if ('days' in period) return nextWorkingDay(addDays(day, count(period.days)), knownOn);
  if ('workingDays' in period) return addWorkingDays(day, count(period.workingDays), knownOn);
  const months = 'months' in period ? count(period.months) : count(period.years) * 12;
  return nextWorkingDay(addMonths(day, months), knownOn);
}

/** The deadline of a delay that an act starts at that instant. Same source and errors as `addPeriod`. */
export function computeDeadline(start: Instant, period: Period): Deadline {
  const dueOn = addPeriod(dayOf(start), period);
  return { dueOn, passesAt: endOfDay(dueOn) };
}

function count(n: number): number {
  if (whole(n) < 0) throw new RangeError('A delay does not run backwards');
  return n;
}

const starts = new Map<number, Instant>();

// Remembered, because asking Intl for an offset is a hundred times slower than the rest of a deadline.
function startOf(number: number): Instant {
  let start = starts.get(number);
  if (start === undefined) {
    const [year, month, day] = dayNumbered(number).split('-').map(Number);
    start = DateTime.fromObject({ year, month, day }, { zone: brussels }).toMillis();
    if (starts.size > 20_000) starts.clear();
    starts.set(number, start);
  }
  return start;
}

let laidOut: ReadonlyMap<number, readonly LegalHoliday[]> = new Map();
const holidaysByYear = new Map<number, ReadonlyMap<number, readonly LegalHoliday[]>>();

/**
 * The legal holidays that ONE keeps, for every year of which it holds one; other years, and all of them until this is called, are those
 * of date-holidays. Called by whoever starts a process (`keepHolidays`), and again when the table may have changed.
 */
export function layOutHolidays(holidays: readonly LegalHoliday[]): void {
  laidOut = groupBy(holidays, ({ on }) => Number(on.slice(0, 4)));
  holidaysByYear.clear();
}

function isWorking(number: number, knownOn: Day): boolean {
  const weekday = (((number + 4) % 7) + 7) % 7;
  if (weekday === 0 || weekday === 6) return false;
  const year = new Date(number * msPerDay).getUTCFullYear();
  let holidays = holidaysByYear.get(year);
  if (!holidays) {
    holidays = groupBy(laidOut.get(year) ?? legalHolidaysOf(year), ({ on }) => getNumberOf(on));
    holidaysByYear.set(year, holidays);
  }
  return !holidays
    .get(number)
    ?.some(
      ({ countsFrom, countsUntil }) =>
        (!countsFrom || countsFrom <= knownOn) && (!countsUntil || knownOn < countsUntil),
    );
}

function nextWorking(number: number, knownOn: Day): number {
  let next = number;
  while (!isWorking(next, knownOn)) next += 1;
  return next;
}
