/** What every form is made of: its inputs, as the views draw them, and what is wrong with what was typed. */
import type { z } from 'zod';

/** Name of the input → sentence. */
export type Faults = Record<string, string | undefined>;
/** One input: the partial of `views/partials` that draws it, with its data. */
export type Input = { partial: string; name: string; label: string } & Record<string, unknown>;

export const isFaulty = (faults: Faults): boolean => Object.values(faults).some(Boolean);

const unknownField = 'Le formulaire contient un champ inconnu. Rechargez la page.';
/** The first fault of each input, as its schema says it. What belongs to no input stands under `form`. */
export function faultsIn(error: z.ZodError): Faults {
  const faults: Faults = {};
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') faults.form ??= unknownField;
    else faults[String(issue.path[0] ?? 'form')] ??= issue.message;
  }
  return faults;
}

/** For the summary of errors: each leads to its input. */
export const errorLinks = (faults: Faults): { href: string; text: string }[] =>
  Object.entries(faults).flatMap(([name, text]) => (text ? [{ href: `#${name}`, text }] : []));

/** The input with what was typed in it, and its fault. */
export const withTyped = (input: Input, typed: Readonly<Record<string, unknown>>, faults: Faults): Input => ({
  ...input,
  // Of a box that stands alone, what is typed is whether it is ticked.
  ...(input.partial === 'field-checkbox'
    ? { checked: typed[input.name] !== undefined }
    : { value: typed[input.name] ?? input.value }),
  ...(faults[input.name] ? { error: faults[input.name] } : {}),
});
