/** The form of a month: which days were changed on it, and from what. Of a red day, whether the place was open. */
import type { DayWriting, MonthWriting } from '../../db/after-school/save-counts.ts';
import { faultInWords, faultOf, isBlank, nothingCounted, type Counted } from '../../domain/after-school/counts.ts';
import { notRequired, type NotRequired, type PlaceCalendar } from '../../domain/after-school/required-days.ts';
import { readCount } from '../../domain/after-school/written-count.ts';
import type { Day } from '../../domain/calendar.ts';
import { daysOfMonth, type Month } from '../../domain/quarter.ts';

/** Letters of the fields of a day, as `n.16`. */
export const dayFields = { n: 'nursery', p: 'primarySchool', t: 'together', d: 'positive', m: 'morning' } as const;
export type DayField = keyof typeof dayFields;
export const fieldLetters = Object.keys(dayFields) as DayField[];

/** What stood in the form, and cannot be kept: by the name of its field. */
export interface NotKept {
  typed: string;
  error?: string;
}
export interface ReadForm {
  days: DayWriting[];
  months: MonthWriting[];
  kept: Map<string, NotKept>;
  /** Red days with a number, of which nobody has said whether the place was open. */
  asks: Map<Day, NotRequired>;
  /** Red days with a number, of which somebody has said that it was closed. */
  declined: { day: Day; why: NotRequired; typed: Counted }[];
}

/** « 3:31:83:::: »: the version and what stood in each field; `e.v` the same of those inscribed. */
export const seenOf = (version: number, values: readonly (number | null)[]): string =>
  [version, ...values.map((value) => value ?? '')].join(':');

export function readForm(body: unknown, month: Month, calendar: PlaceCalendar): ReadForm {
  const fields = (body ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  const read: ReadForm = { days: [], months: [], kept: new Map(), asks: new Map(), declined: [] };
  /** `faulty`: one of the fields is not read. */
  const readFields = (
    names: readonly string[],
    seen: string,
  ): { values: (number | null)[]; faulty: boolean; changed: boolean } => {
    let [faulty, changed] = [false, false];
    const before = seen.split(':').slice(1);
    const values = names.map((name, at) => {
      const typed = text(name);
      const known = before[at] === undefined || before[at] === '' ? null : Number(before[at]);
      if (typed === undefined) return known;
      const found = readCount(typed);
      if ('fault' in found) {
        read.kept.set(name, { typed, error: found.fault });
        faulty = true;
        return known;
      }
      if (found.value !== known) changed = true;
      return found.value;
    });
    return { values, faulty, changed };
  };
  const enrolled = text('e.v');
  if (isSeen(enrolled)) {
    const { values, faulty, changed } = readFields(['e.n', 'e.p'], enrolled);
    if (!faulty && changed)
      read.months.push({ month, nursery: values[0] ?? null, primary: values[1] ?? null, seen: versionIn(enrolled) });
  }
  for (const day of daysOfMonth(month)) {
    const number = String(Number(day.slice(8)));
    const seen = text(`v.${number}`);
    if (!isSeen(seen)) continue;
    const { values, faulty, changed } = readFields(
      fieldLetters.map((letter) => `${letter}.${number}`),
      seen,
    );
    const keepTyped = (): void => {
      for (const letter of fieldLetters) {
        const [name, typed] = [`${letter}.${number}`, text(`${letter}.${number}`)];
        if (typed !== undefined && !read.kept.has(name)) read.kept.set(name, { typed });
      }
    };
    if (faulty) {
      keepTyped();
      continue;
    }
    const counted: Counted = {
      ...nothingCounted,
      ...Object.fromEntries(fieldLetters.map((letter, at) => [dayFields[letter], values[at] ?? null])),
    };
    const why = notRequired(day, calendar);
    const opened = text(`o.${number}`);
    const wasOpen = seen.split(':').at(-1) === '1';
    if (!changed && !(why && opened !== undefined && (opened === 'yes') !== wasOpen)) continue;
    const fault = faultOf(counted);
    if (fault) {
      const name = `${fault === 'positive-beyond' ? 'd' : 'n'}.${number}`;
      keepTyped();
      read.kept.set(name, { typed: text(name) ?? '', error: faultInWords(fault, counted) });
      continue;
    }
    if (why && !isBlank(counted) && opened !== 'yes' && !(wasOpen && opened === undefined)) {
      if (opened === 'no') read.declined.push({ day, why, typed: counted });
      else {
        read.asks.set(day, why);
        keepTyped();
      }
      continue;
    }
    read.days.push({ day, counted, openAnyway: why !== undefined, seen: versionIn(seen) });
  }
  return read;
}

const isSeen = (text: string | undefined): text is string =>
  text !== undefined && /^\d{1,9}(?::\d{0,4}){2,6}$/.test(text);
const versionIn = (seen: string): number => Number(seen.split(':')[0]);
