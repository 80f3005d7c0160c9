/** Dates of a line, as they are read. */
import type { Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';

export const datesInWords = ({ fromOn, toOn }: { fromOn: Day; toOn: Day }): string =>
  fromOn === toOn ? formatShortDate(fromOn) : `du ${formatShortDate(fromOn)} au ${formatShortDate(toOn)}`;
