/** An hour of the day as people write it: « 7 », « 7h », « 700 », « 7:30 », « 07.30 », « 7 h 30 ». Pure. */

const written =
  /^(?:(?<hours>\d{1,2})|(?<compact>\d{3,4})|(?<before>\d{1,2}) ?(?:h(?:eures?)?|:|\.) ?(?<minutes>\d{2})? ?(?:min)?)$/i;

/** @returns « 07:30 »; undefined for what is no hour from 0:00 to 23:59 */
export function readHour(typed: string): string | undefined {
  const groups = written.exec(typed.trim())?.groups;
  if (!groups) return undefined;
  const { compact } = groups;
  const hours = compact?.slice(0, -2) ?? groups.hours ?? groups.before ?? '';
  const minutes = compact?.slice(-2) ?? groups.minutes ?? '00';
  return Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, '0')}:${minutes}` : undefined;
}

/** A sentence of hours, none of which is broken at the end of a line. */
export const unbroken = (sentence: string): string =>
  sentence.replaceAll(/(\d) h (\d)/g, '$1\u00a0h\u00a0$2').replaceAll(/ ([;:–])/g, '\u00a0$1');

/** « 07:30 » as parents read it: « 7 h 30 ». */
export const hourInWords = (hour: string): string => `${String(Number(hour.slice(0, 2)))} h ${hour.slice(3)}`;
