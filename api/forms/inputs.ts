/** The inputs of plain forms: how each is drawn, and how what is typed there is read. Dates leave as YYYY-MM-DD. */
import { z } from 'zod';
import type { Day } from '../../domain/calendar.ts';
import { formatLongDate, parseFrenchDate } from '../../domain/french-dates.ts';
import type { Faults, Input } from './form.ts';

const tooLong = (most: number): string =>
  `Le texte dépasse ${String(most)} caractères : raccourcissez-le ou joignez un document.`;
const badDay = "Cette date n'existe pas ou n'est pas écrite jj/mm/aaaa, par exemple 05/01/2027.";

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

/** A day as one writes it: 05/01/2027. @param bad said of what is no day */
export const requiredDay = (missing: string, bad = badDay) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .transform((typed, context) => parseFrenchDate(typed) ?? notADay(context, bad));
export const optionalDay = (bad = badDay) =>
  z
    .string()
    .trim()
    .optional()
    .transform((typed, context) => (typed ? (parseFrenchDate(typed) ?? notADay(context, bad)) : undefined));
function notADay(context: z.RefinementCtx<string | undefined>, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

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
