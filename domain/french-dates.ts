// Days, instants and delays as a person reads and writes them in French.
import { DateTime } from 'luxon';
import { brussels, dayOf, daysBetween, startOfDay, type Day, type Instant, type Period } from './calendar.ts';

const longFormat = new Intl.DateTimeFormat('fr-BE', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/Brussels',
});

/** « lundi 5 janvier 2026 », « jeudi 1er janvier 2026 ». */
export function formatLongDate(day: Day): string {
  return longFormat.format(startOfDay(day)).replace(' 1 ', ' 1er ');
}

/** « 5 janvier 2026 »: the day of a document, in its title. */
export const formatPlainDate = (day: Day): string => formatLongDate(day).replace(/^\S+ /, '');

/** « 05/01/2026 ». */
export function formatShortDate(day: Day): string {
  return day.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
}

/** « 23 h 58 », the hour in Brussels. */
export function formatTime(instant: Instant): string {
  return DateTime.fromMillis(instant, { zone: brussels }).toFormat("H 'h' mm");
}

/** « lundi 2 novembre 2026 à 23 h 58 », in Brussels. */
export function formatDateTime(instant: Instant): string {
  return `${formatLongDate(dayOf(instant))} à ${formatTime(instant)}`;
}

/** « 02/11/2026 à 23 h 58 », for tables. */
export function formatShortDateTime(instant: Instant): string {
  return `${formatShortDate(dayOf(instant))} à ${formatTime(instant)}`;
}

/** Beyond this, nobody counts in days: months and years are said. */
const countedInDays = 60;

/** How far a due day is: « aujourd'hui », « demain », « dans 3 jours », « dans 4 mois », « dans 2 ans », « dépassé d'un jour », « dépassé de 2 jours ». */
export function dueInWords(dueOn: Day, today: Day): string {
  const left = daysBetween(today, dueOn);
  if (left === 0) return "aujourd'hui";
  if (left === 1) return 'demain';
  if (left === -1) return "dépassé d'un jour";
  return left > 0 ? `dans ${lengthInWords(left, today, dueOn)}` : `dépassé de ${lengthInWords(-left, dueOn, today)}`;
}

/** « 12 jours », « 5 mois », « 2 ans »: whole months and years that have passed by then. */
function lengthInWords(days: number, from: Day, to: Day): string {
  if (days <= countedInDays) return `${days} jours`;
  const months = Math.floor(DateTime.fromISO(to).diff(DateTime.fromISO(from), 'months').months);
  if (months < 24) return `${months} mois`;
  return `${Math.floor(months / 12)} ans`;
}

/** Since when: « depuis aujourd'hui », « depuis hier », « depuis 3 jours »; a day to come is « à partir du 05/01/2026 ». */
export function sinceInWords(since: Day, today: Day): string {
  const gone = daysBetween(since, today);
  if (gone < 0) return `à partir du ${formatShortDate(since)}`;
  if (gone === 0) return "depuis aujourd'hui";
  return gone === 1 ? 'depuis hier' : `depuis ${lengthInWords(gone, since, today)}`;
}

/** « à l'instant », « il y a 1 minute », « il y a 12 minutes », « il y a 3 heures », then the day and hour. */
export function agoInWords(at: Instant, now: Instant): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return "à l'instant";
  if (minutes < 60) return `il y a ${minutes} ${plural(minutes, 'minute')}`;
  const hours = Math.floor(minutes / 60);
  return hours < 12 ? `il y a ${hours} ${plural(hours, 'heure')}` : `le ${formatShortDateTime(at)}`;
}

/** « 30 jours », « 1 jour ouvrable », « 3 mois », « 2 ans ». */
export function formatDuration(period: Period): string {
  if ('days' in period) return `${period.days} ${plural(period.days, 'jour')}`;
  if ('workingDays' in period)
    return `${period.workingDays} ${plural(period.workingDays, 'jour')} ${plural(period.workingDays, 'ouvrable')}`;
  return 'months' in period ? `${period.months} mois` : `${period.years} ${plural(period.years, 'an')}`;
}

function plural(count: number, word: string): string {
  return count < 2 ? word : `${word}s`;
}
