/** The inputs of forms: how each is drawn, and how what is typed there is read. Dates leave as YYYY-MM-DD, yes and no as booleans. Numbers: `numbers.ts`. */
import { z } from 'zod';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { cleanLine, cleanText, hasVisible } from '../../domain/typed-text.ts';
import { readDay } from '../../domain/written-day.ts';
import { dayFault } from '../../domain/day-fault.ts';
import type { Faults, Input } from './form.ts';
import { notAChoice, sentTwice } from './sentences.ts';

const tooLong = (most: number) => ({
  error: ({ input }: { input?: unknown }) =>
    `Votre texte est trop long : ${String((input as string).length)} caractères, ${String(most)} au maximum`,
});

/** What was typed in one field, cleaned: every reader begins here. */
const typed = (missing: string, clean = cleanText) =>
  z.string({ error: ({ input }) => (input === undefined ? missing : sentTwice) }).transform(clean);
const given = (missing: string, clean = cleanText) =>
  typed(missing, clean).refine(hasVisible, { error: missing, abort: true });

/** A text that must be given: something visible stands there. */
export const requiredText = (missing: string, most = 5000) => given(missing).pipe(z.string().max(most, tooLong(most)));
export const optionalText = (most = 5000) =>
  typed(sentTwice)
    .pipe(z.string().max(most, tooLong(most)))
    .optional()
    .transform((text) => (text && hasVisible(text) ? text : undefined));
/** The same on one line. */
export const requiredLine = (missing: string, most = 100) =>
  given(missing, cleanLine).pipe(z.string().max(most, tooLong(most)));
export const optionalLine = (most = 100) =>
  typed(sentTwice, cleanLine)
    .pipe(z.string().max(most, tooLong(most)))
    .optional()
    .transform((text) => (text && hasVisible(text) ? text : undefined));
/** A text that may be empty, but not missing: an answer without our form answers nothing. */
export const maybeText = (missing: string, most: number) => typed(missing).pipe(z.string().max(most, tooLong(most)));
/** What is searched for: cut where it is too long, refused where there is nothing. */
export const words = (most = 80) =>
  typed(sentTwice, cleanLine)
    .refine(hasVisible)
    .transform((text) => text.slice(0, most));
/** The same of an address: undefined where there is nothing to search for. */
export const wordsIn = (value: unknown, most?: number): string | undefined =>
  words(most).safeParse([value].flat()[0]).data;

/** A day as one writes it: see `readDay`. */
export const requiredDay = (missing: string) => given(missing, cleanLine).transform(dayIn);
export const optionalDay = () =>
  typed(sentTwice, cleanLine)
    .optional()
    .transform((text, context) => (text ? dayIn(text, context) : undefined));
function dayIn(text: string, context: z.RefinementCtx<string | undefined>): Day {
  const read = readDay(text);
  if (read.ok) return read.day;
  context.addIssue({ code: 'custom', message: dayFault(read) });
  return z.NEVER;
}

export const choice = <const T extends readonly [string, ...string[]]>(missing: string, values: T) =>
  z.enum(values, { error: (issue) => (issue.input === undefined || issue.input === '' ? missing : notAChoice) });

export const yesOrNo = (missing: string) => choice(missing, ['oui', 'non']).transform((value) => value === 'oui');

/** One of the answers that the page offered; which ones they were, a rule checks. */
export const answer = (missing: string) => given(missing, cleanLine);

export const textarea = (name: string, label: string, more: object = {}): Input => ({
  partial: 'field-textarea',
  name,
  label,
  required: true,
  rows: 5,
  maxLength: 5000,
  ...more,
});
export const dateInput = (name: string, label: string, more: object = {}): Input => ({
  partial: 'field-date',
  name,
  label,
  required: true,
  ...more,
});
export const hourInput = (name: string, label: string, more: object = {}): Input => ({
  partial: 'field-text',
  name,
  label,
  short: true,
  required: true,
  ...more,
});
export const radios = (
  name: string,
  label: string,
  options: readonly { value: string; text: string }[],
  more: object = {},
): Input => ({ partial: 'field-radios', name, label, options, required: true, ...more });

/** So far ahead a day is a slip of the keys: a year with a digit too many. */
const mostYears = 5;
export const notTooFar = (name: string, value: Day | undefined, today: Day): Faults =>
  value !== undefined && value > addMonths(today, 12 * mostYears)
    ? { [name]: `Le ${formatLongDate(value)} est à plus de ${String(mostYears)} ans : vérifiez l'année.` }
    : {};
export const notBefore = (name: string, value: Day | undefined, first: Day, what: string): Faults =>
  value !== undefined && value < first ? { [name]: `${what} ne peut pas être avant le ${formatLongDate(first)}.` } : {};
