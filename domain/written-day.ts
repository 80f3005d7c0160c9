/** A day as people write it in French. What does not exist, or may be two things, is not guessed. */
import { DateTime } from 'luxon';
import { isDay, type Day } from './calendar.ts';
import { cleanLine } from './typed-text.ts';

export type DayRefusal =
  | { why: 'unreadable' }
  | { why: 'no-year' }
  /** Two figures that may be either century. */
  | { why: 'century'; year: string }
  | { why: 'no-such-month'; month: number }
  /** `last`: the month's last day. */
  | { why: 'no-such-day'; day: number; month: number; year: number; last: number }
  /** The name of the day contradicts the date. */
  | { why: 'weekday'; typed: string; day: Day };
export type DayRead = { ok: true; day: Day } | ({ ok: false } & DayRefusal);

/** Without accents, January first: as a text is compared once it is folded. */
export const months = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
];
const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
/** Years of two figures up to this one are of this century (hypothèse: nothing is asked for later, nobody's birth is typed). */
const lastShortYear = 60;

const written = new RegExp(
  `^(?:(?<weekday>${weekdays.join('|')})\\s*,?\\s+)?(?<day>\\d{1,2})(?:er)?[\\s./-]{1,3}(?<month>\\d{1,2}|[a-z]{3,9})(?:\\.?[\\s./-]{1,3}(?<year>\\d{4}|\\d{2}))?$`,
);
/** As machines write it, and as the keys of a telephone without any sign do. */
const ordered = /^(?<year>\d{4})[./-](?<month>\d{1,2})[./-](?<day>\d{1,2})$/;
const figures = /^(?<day>\d{2})(?<month>\d{2})(?<year>(?:19|20|21)\d{2})$/;

/**
 * « 05/01/2026 », « 5-1-2026 », « 5.1.26 », « 5 janvier 2026 », « lundi 5 janv. 2026 », « 05012026 », « 2026-01-05 ». Blanks around and within
 * are those of the hand that typed.
 */
export function readDay(typed: string): DayRead {
  const text = cleanLine(typed)
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  const { weekday, day, month, year } = (ordered.exec(text) ?? figures.exec(text) ?? written.exec(text))?.groups ?? {};
  const at = monthOf(month);
  if (day === undefined || at === undefined) return { ok: false, why: 'unreadable' };
  if (at < 1 || at > 12) return { ok: false, why: 'no-such-month', month: at };
  if (year === undefined) return { ok: false, why: 'no-year' };
  if (year.length === 2 && Number(year) > lastShortYear) return { ok: false, why: 'century', year };
  return check({ day: Number(day), month: at, year: Number(year.length === 2 ? `20${year}` : year), weekday });
}
/** The day, where it is one. */
export function findDay(typed: string): Day | undefined {
  const read = readDay(typed);
  return read.ok ? read.day : undefined;
}

/** « 1 », « janvier », « janv », « aout »: the beginning of one month only. */
function monthOf(typed: string | undefined): number | undefined {
  if (typed === undefined || /^\d/.test(typed)) return typed === undefined ? undefined : Number(typed);
  const found = months.flatMap((name, index) => (name.startsWith(typed) ? [index + 1] : []));
  return found.length === 1 ? found[0] : undefined;
}

function check({ day, month, year, weekday }: { day: number; month: number; year: number; weekday?: string }): DayRead {
  const first = DateTime.utc(year, month, 1);
  const found = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const last = first.daysInMonth ?? 31;
  if (day < 1 || day > last) return { ok: false, why: 'no-such-day', day, month, year, last };
  if (!isDay(found)) return { ok: false, why: 'unreadable' };
  if (weekday !== undefined && weekdays[first.set({ day }).weekday - 1] !== weekday)
    return { ok: false, why: 'weekday', typed: weekday, day: found };
  return { ok: true, day: found };
}
