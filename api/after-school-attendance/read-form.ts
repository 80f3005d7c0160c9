/** The form of a month: which days were changed on it, and from what. Of a red day, whether the place was open. */
import type { DayWriting, MonthWriting } from '../../db/after-school/save-counts.ts';
import {
  faultInWords,
  faultOf,
  isBlank,
  nothingCounted,
  typedOver,
  type Counted,
} from '../../domain/after-school/counts.ts';
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
  /** Red days with a number, of which somebody has said that it was closed; what stood there is taken away (`days`). */
  declined: { day: Day; why: NotRequired; typed: Counted; stood: Counted }[];
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
  ): { stood: (number | null)[]; typed: (number | null | undefined)[]; faulty: boolean } => {
    let faulty = false;
    const before = seen.split(':').slice(1);
    const stood = names.map((_, at) => (before[at] === undefined || before[at] === '' ? null : Number(before[at])));
    const typed = names.map((name) => {
      const written = text(name);
      if (written === undefined) return undefined;
      const found = readCount(written);
      if ('value' in found) return found.value;
      read.kept.set(name, { typed: written, error: found.fault });
      faulty = true;
      return undefined;
    });
    return { stood, typed, faulty };
  };
  const enrolled = text('e.v');
  if (isSeen(enrolled)) {
    const { stood, typed, faulty } = readFields(['e.n', 'e.p'], enrolled);
    const [nursery = null, primary = null] = typed.map((value, at) => (value === undefined ? stood[at] : value));
    if (!faulty && (nursery !== stood[0] || primary !== stood[1]))
      read.months.push({ month, nursery, primary, seen: versionIn(enrolled) });
  }
  for (const day of daysOfMonth(month)) {
    const number = String(Number(day.slice(8)));
    const seen = text(`v.${number}`);
    if (!isSeen(seen)) continue;
    const { stood, typed, faulty } = readFields(
      fieldLetters.map((letter) => `${letter}.${number}`),
      seen,
    );
    const keepTyped = (): void => {
      for (const letter of fieldLetters) {
        const [name, written] = [`${letter}.${number}`, text(`${letter}.${number}`)];
        if (written !== undefined && !read.kept.has(name)) read.kept.set(name, { typed: written });
      }
    };
    if (faulty) {
      keepTyped();
      continue;
    }
    const before = countedOf(stood) as Counted;
    const counted = typedOver(before, countedOf(typed));
    const changed = Object.values(dayFields).some((field) => counted[field] !== before[field]);
    const why = notRequired(day, calendar);
    const opened = text(`o.${number}`);
    const wasOpen = seen.split(':').at(-1) === '1';
    const answers = why && opened !== undefined && !isBlank(counted) && (opened === 'no' || !wasOpen);
    if (!changed && !answers) continue;
    const fault = faultOf(counted);
    if (fault) {
      const name = `${fault === 'positive-beyond' ? 'd' : 'n'}.${number}`;
      keepTyped();
      read.kept.set(name, { typed: text(name) ?? '', error: faultInWords(fault, counted) });
      continue;
    }
    if (why && !isBlank(counted) && opened !== 'yes' && !(wasOpen && opened === undefined)) {
      if (opened === 'no') {
        read.declined.push({ day, why, typed: counted, stood: before });
        if (!isBlank(before))
          read.days.push({ day, counted: nothingCounted, openAnyway: false, seen: versionIn(seen) });
      } else {
        read.asks.set(day, why);
        keepTyped();
      }
      continue;
    }
    read.days.push({ day, counted, openAnyway: why !== undefined, seen: versionIn(seen) });
  }
  return read;
}

/** Fields in the order of `fieldLetters`; those that the form did not have are not there. */
const countedOf = (values: readonly (number | null | undefined)[]): Partial<Counted> =>
  Object.fromEntries(
    fieldLetters.flatMap((letter, at) => (values[at] === undefined ? [] : [[dayFields[letter], values[at]]])),
  );
const isSeen = (text: string | undefined): text is string =>
  text !== undefined && /^\d{1,9}(?::\d{0,4}){2,6}$/.test(text);
const versionIn = (seen: string): number => Number(seen.split(':')[0]);
