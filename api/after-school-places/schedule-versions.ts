/** The versions of a schedule in time: one as it is read, and the list of them. */
import { halvesOf, weekMinutes } from '../../domain/after-school/half-days.ts';
import { subtractDays, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatPlainDate } from '../../domain/french-dates.ts';
import { sentenceOf } from '../../db/signaletique/hours.ts';
import {
  hoursOn,
  lengthInWords,
  openMinutes,
  periodsOf,
  weekdays,
  type DatedHours,
} from '../../domain/signaletique/opening-hours.ts';
import { periodsInWords } from '../../domain/signaletique/opening-sentence.ts';
import { unbroken } from '../../domain/written-hour.ts';

/** A version as it is read: the same columns as its form. */
export function standingOf(shown: DatedHours, hours: readonly DatedHours[], today: Day): object {
  return {
    title:
      shown.validFrom > today
        ? 'Horaire à venir'
        : shown === hoursOn(hours, today)
          ? 'Horaire actuel'
          : 'Horaire passé',
    since: spanInWords(shown, hours, today),
    words: shown.words,
    rows: weekdays.map(({ day, name }) => {
      const periods = periodsOf(shown.week, day);
      const { morning, afternoon } = halvesOf(periods);
      return {
        name,
        morning: morning && periodsInWords([morning]),
        afternoon: afternoon && periodsInWords([afternoon]),
        length: periods.length > 0 ? lengthInWords(openMinutes(periods)) : 'fermé',
      };
    }),
    total: lengthInWords(weekMinutes(shown.week)),
  };
}

/** « du 25 août 2025 au 23 août 2026 », « depuis le lundi 24 août 2026 » */
function spanInWords({ validFrom }: DatedHours, hours: readonly DatedHours[], today: Day): string {
  const next = hours.find((other) => other.validFrom > validFrom);
  if (validFrom > today) return `à partir du ${formatLongDate(validFrom)}`;
  return next && next.validFrom <= today
    ? `du ${formatPlainDate(validFrom)} au ${formatPlainDate(subtractDays(next.validFrom, 1))}`
    : `depuis le ${formatLongDate(validFrom)}${next ? `, jusqu'au ${formatPlainDate(subtractDays(next.validFrom, 1))}` : ''}`;
}

/** « Horaires de ce lieu », the newest first. */
export function versionsOf(
  hours: readonly DatedHours[],
  {
    today,
    path,
    editing,
    mayChange,
  }: { today: Day; path: string; editing: { shown: Day | undefined } | undefined; mayChange: boolean },
): object[] {
  const current = hoursOn(hours, today);
  return [
    ...(editing && editing.shown === undefined
      ? [
          {
            when: 'à partir du jour que vous écrivez',
            what: 'Nouvel horaire',
            text: "en cours d'encodage",
            kind: 'next',
          },
        ]
      : []),
    ...[...hours].reverse().map((version) => {
      const isNext = version.validFrom > today;
      const isEdited = editing?.shown === version.validFrom;
      return {
        when: spanInWords(version, hours, today),
        what: isNext ? 'Horaire à venir' : version === current ? 'Horaire actuel' : 'Horaire passé',
        text: isEdited ? 'en cours de modification' : unbroken(sentenceOf(version)),
        ...(isNext ? { kind: 'next' } : version === current ? { kind: 'decided' } : {}),
        ...(isEdited
          ? {}
          : isNext && mayChange
            ? { href: `${path}?edit=${version.validFrom}#schedule`, linkText: 'Modifier ou retirer' }
            : { href: `${path}?version=${version.validFrom}#schedule`, linkText: 'Voir' }),
      };
    }),
  ];
}
