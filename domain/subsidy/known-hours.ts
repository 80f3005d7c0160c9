/** The opening hours of a place as a quarter needs them: typed once, on its sheet. Pure. */
import type { Day } from '../calendar.ts';
import { firstDayOf, lastDayOf, type Quarter } from '../quarter.ts';
import { hoursOn, periodsOf, type DatedHours } from '../signaletique/opening-hours.ts';

const workdays = [1, 2, 3, 4, 5];

/** Those in force on the first day of the quarter, then those that begin within it; the earliest first. */
export function hoursOfQuarter(hours: readonly DatedHours[], quarter: Quarter): DatedHours[] {
  const [first, last] = [firstDayOf(quarter), lastDayOf(quarter)];
  const begun: Day = hoursOn(hours, first)?.validFrom ?? first;
  return hours
    .filter(({ validFrom }) => validFrom >= begun && validFrom <= last)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
}

/**
 * From the earliest opening to the latest closing between Monday and Friday, of the hours in force on the last day of the quarter, on which places and
 * tariffs are read too (hypothèse).
 * @returns nulls where there are none, or only words that nobody has laid out by day: nothing is guessed
 */
export function workdayHoursOf(
  hours: readonly DatedHours[],
  quarter: Quarter,
): { opens: string | null; closes: string | null } {
  const standing = hoursOn(hours, lastDayOf(quarter));
  const periods = standing && !standing.words ? workdays.flatMap((day) => periodsOf(standing.week, day)) : [];
  const [opens = null] = periods.map(([from]) => from).sort();
  const closes =
    periods
      .map(([, to]) => to)
      .sort()
      .at(-1) ?? null;
  return { opens, closes };
}
