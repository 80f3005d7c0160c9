import Handlebars from 'handlebars';
import { daysBetween, type Day } from '../domain/calendar.ts';
import {
  dueInWords,
  formatDateTime,
  formatLongDate,
  formatShortDate,
  formatTime,
  sinceInWords,
} from '../domain/french-dates.ts';
import { layBars } from './bars.ts';

export interface HelperDependencies {
  /** The day it is in Brussels. */
  today: () => Day;
  /** The address of a file of `public/`. */
  asset: (file: string) => string;
}

const euros = new Intl.NumberFormat('fr-BE', { style: 'currency', currency: 'EUR' });
const numbers = new Intl.NumberFormat('fr-BE', { maximumFractionDigits: 2 });
/** Days before the due day from which a badge turns yellow. */
const soon = 5;
/** What may describe a field, in the order in which it is read out. */
const descriptions = ['hint', 'have', 'error', 'counter'];

/** The words a template may use beside those of Handlebars. Dates are `YYYY-MM-DD`, instants are milliseconds or a `Date`. */
export function createHelpers({ today, asset }: HelperDependencies) {
  return {
    asset,

    /** « 05/01/2026 » */
    date: (day: unknown) => (isText(day) ? formatShortDate(day) : ''),
    /** « 05/01/2027 »: a day to come, to show how one is written. */
    exampleDay: () => formatShortDate(`${String(Number(today().slice(0, 4)) + 1)}-01-05`),
    /** « lundi 5 janvier 2026 » */
    longDate: (day: unknown) => (isText(day) ? formatLongDate(day) : ''),
    /** « lundi 2 novembre 2026 à 23 h 58 » */
    dateTime: (at: unknown) => (isInstant(at) ? formatDateTime(Number(at)) : ''),
    /** « 23 h 58 » */
    time: (at: unknown) => (isInstant(at) ? formatTime(Number(at)) : ''),
    /** « depuis 4 jours » */
    since: (day: unknown) => (isText(day) ? sinceInWords(day, today()) : ''),
    /** « dans 3 jours » */
    due: (day: unknown) => (isText(day) ? dueInWords(day, today()) : ''),

    /** « 1 234,56 € », from euros (a number, or the text PostgreSQL gives for a numeric). */
    money: (amount: unknown) => (isAmount(amount) ? euros.format(Number(amount)) : ''),
    /** « 1 234,56 € », from cents. */
    cents: (amount: unknown) => (isAmount(amount) ? euros.format(Number(amount) / 100) : ''),
    /** « 1 284 » */
    number: (value: unknown) => (isAmount(value) ? numbers.format(Number(value)) : ''),
    /** « 1,2 Mo » */
    fileSize: (bytes: unknown) => (isAmount(bytes) ? sizeInWords(Number(bytes)) : ''),
    /** `{{plural 2 "tâche" "tâches"}}` « 2 tâches » */
    plural: (count: unknown, one: string, many: string) =>
      `${numbers.format(Number(count))} ${Math.abs(Number(count)) < 2 ? one : many}`,

    /** The level of a heading below another: `<h{{next level}}>`. */
    next: (level: unknown) => Number(level) + 1,
    eq: (a: unknown, b: unknown) => a === b,
    not: (value: unknown) => Handlebars.Utils.isEmpty(value),
    /** The first value that holds something, else the last: a test, and a default. */
    or: (...values: unknown[]) => given(values).find(holds) ?? given(values).at(-1),
    /** The first value that holds nothing, else the last. */
    and: (...values: unknown[]) => {
      const all = given(values);
      const empty = all.findIndex((value) => !holds(value));
      return all[empty === -1 ? all.length - 1 : empty];
    },
    concat: (...parts: unknown[]) =>
      given(parts)
        .filter((part) => part != null)
        .map(String)
        .join(''),
    /** Parameters written in the page: `{{> badge (object kind="done" text="reçu")}}`. */
    object: (options: Handlebars.HelperOptions) => options.hash as unknown,
    array: (...items: unknown[]) => given(items),
    /** True when the list (or the single value) holds the value: ticked boxes. */
    includes: (list: unknown, value: unknown) =>
      (Array.isArray(list) ? list : [list]).map(String).includes(String(value)),

    /** What `badge` needs for a due day: late and today red, within five days yellow, later grey. */
    dueBadge: (dueOn: unknown, prefix?: unknown) =>
      isText(dueOn) ? dueBadge(dueOn, today(), typeof prefix === 'string' ? prefix : '') : undefined,
    /** The ids for `aria-describedby`: `{{describedBy id hint=hint error=error counter=maxLength}}`. */
    describedBy: (id: unknown, options: Handlebars.HelperOptions) =>
      descriptions
        .filter((part) => holds((options.hash as Record<string, unknown>)[part]))
        .map((part) => `${String(id)}-${part}`)
        .join(' '),
    layBars,

    /** Puts what it encloses into a partial, as its `body`: `{{#within "card" title="Avis"}}…{{/within}}`. What is enclosed sees the page. */
    within(this: unknown, partial: string, options: Handlebars.HelperOptions) {
      const partials = (
        options.data as { exphbs: { partials: Record<string, Handlebars.TemplateDelegate>; helpers: object } }
      ).exphbs;
      const template = partials.partials[partial];
      if (!template) throw new Error(`no partial named ${partial}`);
      const body = new Handlebars.SafeString(options.fn(this));
      return new Handlebars.SafeString(
        template({ ...(options.hash as object), body }, {
          data: options.data as object,
          ...partials,
        } as Handlebars.RuntimeOptions),
      );
    },
  };
}

/** Late and today red, within five days yellow, later grey; always with words. */
export function dueBadge(
  dueOn: Day,
  today: Day,
  prefix = '',
): { kind: 'due-late' | 'due-soon' | 'due-later'; text: string } {
  const left = daysBetween(today, dueOn);
  const kind = left <= 0 ? 'due-late' : left <= soon ? 'due-soon' : 'due-later';
  return { kind, text: prefix + dueInWords(dueOn, today) };
}

function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} octets`;
  return bytes < 1_000_000
    ? `${Math.round(bytes / 1_000)} Ko`
    : `${numbers.format(Math.round(bytes / 100_000) / 10)} Mo`;
}

/** Handlebars gives its own options as the last argument. */
function given(values: unknown[]): unknown[] {
  return values.slice(0, -1);
}

function holds(value: unknown): boolean {
  return !Handlebars.Utils.isEmpty(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isInstant(value: unknown): value is number | Date {
  return typeof value === 'number' || value instanceof Date;
}

function isAmount(value: unknown): value is number | string {
  return (typeof value === 'number' || isText(value)) && Number.isFinite(Number(value));
}
