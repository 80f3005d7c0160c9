/** The sentence that parents read of a week, and such a sentence read again: one is the inverse of the other. Pure. */
import { hourInWords, readHour } from '../written-hour.ts';
import { faultOfPeriods, periodsOf, weekdays, type Period, type Week } from './opening-hours.ts';

export const closedAllWeek = 'fermé toute la semaine';

/** « lundi, mardi, jeudi 7 h 00 – 18 h 30 ; mercredi, vendredi 7 h 00 – 18 h 00 » */
export function openingSentence(week: Week): string {
  const groups = new Map<string, number[]>();
  for (const { day } of weekdays) {
    const hours = periodsInWords(periodsOf(week, day));
    if (hours) groups.set(hours, [...(groups.get(hours) ?? []), day]);
  }
  return groups.size === 0
    ? closedAllWeek
    : [...groups].map(([hours, days]) => `${daysInWords(days)} ${hours}`).join(' ; ');
}

/** « 7 h 00 – 8 h 15 et 15 h 30 – 18 h 00 » */
export const periodsInWords = (periods: readonly Period[]): string =>
  periods.map(([from, to]) => `${hourInWords(from)} – ${hourInWords(to)}`).join(' et ');

const nameOf = (day: number): string => weekdays[day - 1]!.name;
/** Three days or more that follow each other are « du lundi au mercredi, ». */
function daysInWords(days: readonly number[]): string {
  const [first = 1, last = 1] = [days[0], days.at(-1)];
  return days.length > 2 && last - first === days.length - 1
    ? `du ${nameOf(first)} au ${nameOf(last)},`
    : days.map(nameOf).join(', ');
}

const anyDay = weekdays.map(({ name }) => name).join('|');
const anyHour = String.raw`\d{1,2} ?(?:h(?:eures?)?|:|\.) ?(?:\d{2})?|\d{1,2}`;
const between = String.raw`[–—-]|à|jusqu'à`;
const range = new RegExp(`(?:du|de)? ?\\b(${anyDay}) ?(?:au|à|[–—-]) ?(${anyDay})\\b`, 'gi');
const period = new RegExp(`(?:de )?(${anyHour}) ?(?:${between}) ?(${anyHour})`, 'gi');
const single = new RegExp(`\\b(${anyDay})s?\\b`, 'gi');

/**
 * Hours as somebody wrote them in a line (« 7 h 00 – 18 h 00, du lundi au vendredi »). Without a day: Monday to Friday.
 * @returns undefined where a word or an hour is not understood: nothing is guessed
 */
export function readOpeningSentence(text: string): Week | undefined {
  const week: Record<string, Period[]> = {};
  for (const part of text.split(';')) {
    const days = new Set<number>();
    const periods: Period[] = [];
    const numberOf = (name: string | undefined): number =>
      weekdays.find((weekday) => weekday.name === name?.toLowerCase())?.day ?? 0;
    let wrong = false;
    const left = part
      .replace(range, (_, from: string, to: string) => {
        if (numberOf(to) < numberOf(from)) wrong = true;
        for (let day = numberOf(from); day <= numberOf(to); day += 1) days.add(day);
        return ' ';
      })
      .replace(period, (_, from: string, to: string) => {
        const [opens, closes] = [readHour(from), readHour(to)];
        if (opens && closes) periods.push([opens, closes]);
        else wrong = true;
        return ' ';
      })
      .replace(single, (_, name: string) => {
        days.add(numberOf(name));
        return ' ';
      });
    if (wrong || periods.length === 0 || /[^\s,.]/.test(left.replace(/\b(?:et|le|les|de|du)\b/gi, ' ')))
      return undefined;
    const listed = days.size > 0 ? [...days] : [1, 2, 3, 4, 5];
    for (const day of listed) {
      if (week[String(day)] || faultOfPeriods(periods)) return undefined;
      week[String(day)] = periods;
    }
  }
  return week;
}
