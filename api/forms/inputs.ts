/** The inputs of forms: how each is drawn, and how what is typed there is read. Dates leave as YYYY-MM-DD, numbers as numbers, yes and no as booleans. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate, parseFrenchDate } from '../../domain/french-dates.ts';
import type { Faults, Input } from './form.ts';

const tooLong = (most: number): string => `Votre texte est trop long : ${String(most)} caractères au maximum`;
const notADate = "Cette date n'existe pas : écrivez le jour, le mois et l'année, par exemple 05/01/2027";
const notANumber = 'Écrivez un nombre entier, par exemple 28';
const notAChoice = 'Choisissez une des réponses proposées';
const notAPhone = 'Écrivez le numéro avec ses chiffres, par exemple 081 23 45 67';

/** A text that must be given. */
export const requiredText = (missing: string, most = 5000) =>
  z.string({ error: missing }).trim().min(1, missing).max(most, tooLong(most));
export const optionalText = (most = 5000) =>
  z
    .string()
    .trim()
    .max(most, tooLong(most))
    .optional()
    .transform((typed) => typed || undefined);

/** A day as one writes it: 05/01/2027. */
export const requiredDay = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .transform((typed, context) => parseFrenchDate(typed) ?? notADay(context));
export const optionalDay = () =>
  z
    .string()
    .trim()
    .optional()
    .transform((typed, context) => (typed ? (parseFrenchDate(typed) ?? notADay(context)) : undefined));
function notADay(context: z.RefinementCtx<string | undefined>): never {
  context.addIssue({ code: 'custom', message: notADate });
  return z.NEVER;
}

/** A whole number from `least` to `most`; spaces between thousands are read. */
export const count = (missing: string, { least, most }: { least: number; most: number }) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
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
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .regex(/^\+?[\d\s./()-]{8,24}$/, notAPhone);

/** « 9:30 », « 14 h 00 »; leaves as 09:30. */
export const hour = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[:hH ]{1,3}[0-5]\d$/, "Écrivez l'heure ainsi : 9:30.")
  .transform((typed) => typed.replace(/\s*[hH: ]\s*/, ':').padStart(5, '0'));

/** Boxes that were ticked: none, one or several. */
export const ticked = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

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
