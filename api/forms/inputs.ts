/** The inputs of forms: how each is drawn, and how what is typed there is read. Dates leave as YYYY-MM-DD, numbers as numbers, yes and no as booleans. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate, parseFrenchDate } from '../../domain/french-dates.ts';
import { cleanLine, cleanText, hasVisible } from '../../domain/typed-text.ts';
import type { Faults, Input } from './form.ts';

const tooLong = (most: number) => ({
  error: ({ input }: { input?: unknown }) =>
    `Votre texte est trop long : ${String((input as string).length)} caractères, ${String(most)} au maximum`,
});
const notADate = "Cette date n'existe pas : écrivez le jour, le mois et l'année, par exemple 05/01/2027";
const notANumber = 'Écrivez un nombre entier, par exemple 28';
const notAChoice = 'Choisissez une des réponses proposées';
const notAPhone = 'Écrivez le numéro avec ses chiffres, par exemple 081 23 45 67';
const notAnHour = "Écrivez l'heure ainsi : 9:30.";
const sentTwice = 'Ce champ est arrivé plusieurs fois : envoyez-le une seule fois';

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

/** A day as one writes it: 05/01/2027. */
export const requiredDay = (missing: string) =>
  given(missing, cleanLine).transform((text, context) => parseFrenchDate(text) ?? notADay(context));
export const optionalDay = () =>
  typed(sentTwice, cleanLine)
    .optional()
    .transform((text, context) => (text ? (parseFrenchDate(text) ?? notADay(context)) : undefined));
function notADay(context: z.RefinementCtx<string | undefined>): never {
  context.addIssue({ code: 'custom', message: notADate });
  return z.NEVER;
}

/** A whole number from `least` to `most`; spaces between thousands are read. */
export const count = (missing: string, { least, most }: { least: number; most: number }) =>
  given(missing, cleanLine)
    .transform((value) => value.replace(/[\s.]/g, ''))
    .pipe(
      z
        .string()
        .regex(/^\d{1,6}$/, notANumber)
        .transform(Number)
        .pipe(
          z
            .number()
            .min(least, `Le nombre le plus petit est ${least}`)
            .max(most, `Le nombre le plus grand est ${most}`),
        ),
    );

export const choice = <const T extends readonly [string, ...string[]]>(missing: string, values: T) =>
  z.enum(values, { error: (issue) => (issue.input === undefined || issue.input === '' ? missing : notAChoice) });

export const yesOrNo = (missing: string) => choice(missing, ['oui', 'non']).transform((value) => value === 'oui');

export const phone = (missing: string) =>
  given(missing, cleanLine).pipe(z.string().regex(/^\+?[\d\s./()-]{8,24}$/, notAPhone));

/** Of a filter: four digits. */
export const postcode = typed(sentTwice, cleanLine).pipe(z.string().regex(/^\d{4}$/));

/** « 9:30 », « 14 h 00 »; leaves as 09:30. */
export const hour = typed(notAnHour, cleanLine)
  .pipe(z.string().regex(/^([01]?\d|2[0-3])[:hH ]{1,3}[0-5]\d$/, notAnHour))
  .transform((text) => text.replace(/\s*[hH: ]\s*/, ':').padStart(5, '0'));

/** Boxes that were ticked: none, one or several. */
export const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat().map(cleanLine)));
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

export const notBefore = (name: string, value: Day | undefined, first: Day, what: string): Faults =>
  value !== undefined && value < first ? { [name]: `${what} ne peut pas être avant le ${formatLongDate(first)}.` } : {};
