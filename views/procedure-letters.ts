/** The letters of each procedure that writes some, for the worker. */
import { letters as authorisationAdaptation } from './authorisation-adaptation/letters.ts';
import type { ProcedureLetters } from './letters/letters.ts';

const bySlug: Readonly<Record<string, ProcedureLetters | undefined>> = {
  'authorisation-adaptation': authorisationAdaptation,
};
export const lettersOf = (slug: string): ProcedureLetters | undefined => bySlug[slug];
export const letterEffects: readonly string[] = Object.values(bySlug).flatMap((letters) => Object.keys(letters ?? {}));
