/** « Ce que cet horaire va changer », in sentences: hours of weekdays, days that become required or not, attendance that is touched. */
import type { ChangedWeekday, OfWeekday, ScheduleEffect } from '../../domain/after-school/schedule-effect.ts';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { weekdays } from '../../domain/signaletique/opening-hours.ts';
import { unbroken } from '../../domain/written-hour.ts';
import { periodsInWords } from '../../domain/signaletique/opening-sentence.ts';

const nameOf = (weekday: number): string => weekdays[weekday - 1]!.name;

/** « 1 jour », « 24 jours » */
const count = (days: number): string => `${String(days)} ${days < 2 ? 'jour' : 'jours'}`;
/** Of few, each; of many, how many from when to when. */
const named = 3;
const daysInWords = (days: readonly Day[]): string =>
  days.length <= named
    ? days.map(formatPlainDate).join(', ')
    : `du ${formatPlainDate(days[0]!)} au ${formatPlainDate(days.at(-1)!)}`;

const lineOf = ({ weekday, days }: OfWeekday, becomes: string): string =>
  `le ${nameOf(weekday)} ${becomes} : ${count(days.length)} (${daysInWords(days)})`;

export interface Touched {
  /** The last day of the agreement, where the days told go beyond. */
  agreedUntil: Day | undefined;
  /** Days that were counted and ask for nothing any more. */
  freedGiven: readonly Day[];
  /** Days of the past that ask for a number and have none. */
  askedMissing: readonly Day[];
  /** Days of the past, from the first day on, that were counted. */
  pastGiven: number;
  /** Quarters that were sent, by their months. */
  sent: readonly string[];
}

export function effectLines(
  { validFrom, today, to }: { validFrom: Day; today: Day; to: Day },
  { changed, effect, touched }: { changed: readonly ChangedWeekday[]; effect: ScheduleEffect; touched: Touched },
): string[] {
  const opening = validFrom < today ? 'depuis' : 'à partir du';
  const since = `${opening} ${validFrom < today ? `le ${formatLongDate(validFrom)}` : formatLongDate(validFrom)}`;
  const hours = changed
    .filter(({ before, after }) => before.length > 0 && after.length > 0)
    .map(
      ({ weekday, before, after }) =>
        `le ${nameOf(weekday)} : ${unbroken(periodsInWords(after))}, au lieu de ${unbroken(periodsInWords(before))}`,
    );
  const asked = effect.asked.map((of) => lineOf(of, 'devient requis dans les présences'));
  const freed = effect.freed.map((of) => lineOf(of, "n'est plus requis dans les présences"));
  const nothing = asked.length === 0 && freed.length === 0;
  return [
    ...(changed.length === 0
      ? ["aucune heure ne change par rapport à l'horaire qui vaut ce jour-là"]
      : hours.length > 0
        ? [`${since}, d'autres heures ${hours.join(' ; ')}`]
        : []),
    ...asked,
    ...freed,
    nothing
      ? 'les jours requis et non requis restent les mêmes dans les présences'
      : `jours comptés jusqu'au ${formatPlainDate(to)}, congés scolaires et jours fériés déduits`,
    ...(touched.agreedUntil && !nothing
      ? [`compté comme si votre agrément, connu jusqu'au ${formatPlainDate(touched.agreedUntil)}, était renouvelé`]
      : []),
    ...touchedLines(touched, validFrom < today),
    'votre agent reçoit l’horaire et votre commentaire',
  ];
}

function touchedLines({ freedGiven, askedMissing, pastGiven, sent }: Touched, isPast: boolean): string[] {
  const lines = [
    ...(freedGiven.length > 0
      ? [
          `${count(freedGiven.length)} déjà ${freedGiven.length < 2 ? 'encodé ne sera plus requis' : 'encodés ne seront plus requis'} (${daysInWords(freedGiven)}) : les nombres restent, vous pourrez les effacer`,
        ]
      : []),
    ...(askedMissing.length > 0
      ? [
          `${count(askedMissing.length)} du passé ${askedMissing.length < 2 ? 'sera' : 'seront'} à encoder (${daysInWords(askedMissing)})`,
        ]
      : []),
    ...(isPast && pastGiven > 0
      ? [
          `${count(pastGiven)} de présences ${pastGiven < 2 ? 'est déjà encodé' : 'sont déjà encodés'} depuis ce jour-là : leurs nombres ne changent pas`,
        ]
      : []),
    ...(sent.length > 0 ? [`déjà envoyé, et inchangé : ${sent.join(' ; ')}`] : []),
  ];
  return lines.length > 0 ? lines : ['les présences déjà encodées ne changent pas'];
}
