/** What a first day must be, whoever names it: to come, a working day, and not one on which the place is closed. */
import { isWorkingDay, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { closureOn, type Closed } from '../../domain/functioning-review/open-day.ts';
import { notTooFar } from '../forms/inputs.ts';

export function faultOfFirstDay(day: Day, today: Day, closures: readonly Closed[]): string | undefined {
  if (day <= today) return 'Le premier jour doit être à venir.';
  const { day: far } = notTooFar('day', day, today);
  if (far) return far;
  if (!isWorkingDay(day)) return `Le ${formatLongDate(day)} n'est pas un jour ouvrable : choisissez-en un autre.`;
  const closed = closureOn(day, closures);
  if (!closed) return undefined;
  const period =
    closed.fromOn === closed.toOn
      ? `le ${formatShortDate(closed.fromOn)}`
      : `du ${formatShortDate(closed.fromOn)} au ${formatShortDate(closed.toOn)}`;
  return `Le milieu d'accueil est fermé ${period} : choisissez un autre jour que le ${formatLongDate(day)}.`;
}
