/** What the helpdesk writes freely holds no national number: it would be read by others, kept, and mailed. */
import type { z } from 'zod';
import { hideNationalNumbers, holdsNationalNumber } from '../../domain/national-number.ts';

export const noNumberHere =
  "N'écrivez pas de numéro de registre national ici : il est masqué ci-dessous, écrivez la phrase sans lui";

export const withoutNumber = (text: z.ZodType<string>): z.ZodType<string> =>
  text.refine((written) => !holdsNationalNumber(written), noNumberHere);

/** What was typed, to be shown again: the words are kept, a number among them is not. */
export const shownAgain = (typed: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      typeof value === 'string' && holdsNationalNumber(value) ? hideNationalNumbers(value) : value,
    ]),
  );
