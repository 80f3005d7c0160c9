/** Hours and dates of a line, as they are read. */
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';

/** « 6 h », « 7,5 h » */
export const hoursInWords = (hours: number): string => `${String(hours).replace('.', ',')} h`;

export const datesInWords = ({ fromOn, toOn }: { fromOn: Day; toOn: Day }): string =>
  fromOn === toOn ? formatShortDate(fromOn) : `du ${formatShortDate(fromOn)} au ${formatShortDate(toOn)}`;
