/** Hours that may be believed without anybody looking at them. */
import { daysBetween } from '../../domain/calendar.ts';
import type { Followed } from './lines.ts';

/** More than this in a day is not believed at once: somebody looks (hypothèse). */
const mostHoursADay = 10;
export const isPlausible = ({ hours, fromOn, toOn }: Pick<Followed, 'hours' | 'fromOn' | 'toOn'>): boolean =>
  hours <= mostHoursADay * (daysBetween(fromOn, toOn) + 1);
/** The same of a row, `l`. */
export const isPlausibleRow = `l.hours <= ${String(mostHoursADay)} * (l.to_on - l.from_on + 1)`;
