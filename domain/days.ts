/** Days as whole numbers: no zone, no holiday, no library, so that a browser counts them as the server does. */

/** A calendar day in Brussels, 'YYYY-MM-DD'. Days compare as strings. */
export type Day = string;
export const msPerDay = 86_400_000;

/** Whether the text is an existing day written 'YYYY-MM-DD'. */
export function isDay(text: string): text is Day {
  return Number.isFinite(numberOf(text));
}

/** Calendar days further, without any shift. */
export function addDays(day: Day, days: number): Day {
  return dayNumbered(getNumberOf(day) + whole(days));
}

/** Calendar days earlier, without any shift: for a reminder before a due day. */
export function subtractDays(day: Day, days: number): Day {
  return addDays(day, -days);
}

/** Calendar days from a to b; negative when b is earlier. A day has always length one, also when the clocks change. */
export function daysBetween(a: Day, b: Day): number {
  return getNumberOf(b) - getNumberOf(a);
}

/** Date to date, last day of the month where the day does not exist; no shift. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(getNumberOf(day) * msPerDay);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + whole(months)];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayNumbered(Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / msPerDay);
}

/** 1, a Monday, to 7. */
export const weekdayOf = (day: Day): number => ((((getNumberOf(day) + 3) % 7) + 7) % 7) + 1;

// Inside, a day is its number since 1970-01-01 (a Thursday): whole arithmetic, no zone, no change of clocks, and fast enough for a click.

function numberOf(text: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return NaN;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(ms).toISOString().startsWith(text) ? ms / msPerDay : NaN;
}

export function getNumberOf(day: Day): number {
  const number = numberOf(day);
  // The text is left out: it may be somebody's birth date.
  if (Number.isNaN(number)) throw new RangeError('A day is an existing date written YYYY-MM-DD');
  return number;
}

export function dayNumbered(number: number): Day {
  const iso = new Date(number * msPerDay).toISOString();
  if (iso.length !== 24) throw new RangeError('Days are counted in the years 0 to 9999');
  return iso.slice(0, 10);
}

export function whole(n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError('Days and months are counted in whole numbers');
  return n;
}
