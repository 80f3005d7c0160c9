/** What every form is made of: its inputs, as the views draw them, and what is wrong with what was typed. */
import type { z } from 'zod';
import { incomplete, unknownField } from './sentences.ts';

/** Name of the input → sentence. */
export type Faults = Record<string, string | undefined>;
/** One input: the partial of `views/partials` that draws it, with its data. */
export type Input = { partial: string; name: string; label: string; inputs?: Input[] } & Record<string, unknown>;

const addressParts = ['street', 'number', 'box', 'postcode', 'locality'] as const;

export const isFaulty = (faults: Faults): boolean => Object.values(faults).some(Boolean);

/** What a page sends beside what is typed: nobody can mend it in a field. */
const envelope = new Set<PropertyKey>(['token', 'version', 'key']);
/** The first fault of each input, as its schema says it. What belongs to no input stands under `form`. */
export function faultsIn(error: z.ZodError): Faults {
  const faults: Faults = {};
  for (const issue of error.issues) {
    const [name = 'form'] = issue.path;
    if (issue.code === 'unrecognized_keys') faults.form ??= unknownField;
    else if (envelope.has(name)) faults.form ??= incomplete;
    else faults[String(name)] ??= issue.message;
  }
  return faults;
}

/**
 * For the summary of errors, in the order of the page: each leads to its input; what belongs to none leads to the first.
 * @param ids of the inputs on the page, as it shows them
 */
export function errorLinks(faults: Faults, ids: readonly string[]): { href?: string; text: string }[] {
  const placeOf = (name: string): number => {
    const place = ids.indexOf(name);
    return place === -1 ? ids.length : place;
  };
  return Object.entries(faults)
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .flatMap(([name, text]) => {
      const id = ids.includes(name) ? name : ids[0];
      return text ? [{ text, ...(id ? { href: `#${id}` } : {}) }] : [];
    });
}
/** Of groups, those within; of an address, its five. */
export const idsOf = (inputs: readonly { name: string; partial?: string; inputs?: readonly Input[] }[]): string[] =>
  inputs.flatMap(({ name, partial, inputs: within }) =>
    within ? idsOf(within) : partial === 'field-address' ? addressParts.map((part) => `${name}.${part}`) : [name],
  );

/** The inputs of a form, those of its groups among them. */
export const inputsOf = (inputs: readonly Input[]): Input[] =>
  inputs.flatMap((input) => (input.inputs ? inputsOf(input.inputs) : [input]));

/** With each input replaced, those of groups where they stand. */
export const withInputs = (inputs: readonly Input[], replace: (input: Input) => Input): Input[] =>
  inputs.map((input) => (input.inputs ? { ...input, inputs: withInputs(input.inputs, replace) } : replace(input)));

const isWrong = ({ error }: Input): boolean =>
  typeof error === 'object' && error !== null ? isFaulty(error as Faults) : error !== undefined;

/** The input with what was typed in it, and its fault; of a group, its inputs. */
export function withTyped(input: Input, typed: Readonly<Record<string, unknown>>, faults: Faults): Input {
  if (input.inputs) {
    const inputs = input.inputs.map((each) => withTyped(each, typed, faults));
    // What is wrong is not folded away.
    return { ...input, inputs, open: input.open === true || inputsOf(inputs).some(isWrong) };
  }
  if (input.partial !== 'field-address') return plainWithTyped(input, typed, faults);
  const part = (of: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(addressParts.map((name) => [name, of[`${input.name}.${name}`]]));
  const given = part(typed);
  return {
    ...input,
    ...(Object.values(given).some((value) => value !== undefined) ? { value: given } : {}),
    error: part(faults),
  };
}
const plainWithTyped = (input: Input, typed: Readonly<Record<string, unknown>>, faults: Faults): Input => ({
  ...input,
  // Of a box that stands alone, what is typed is whether it is ticked.
  ...(input.partial === 'field-checkbox'
    ? { checked: typed[input.name] !== undefined }
    : { value: typed[input.name] ?? input.value }),
  ...(faults[input.name] ? { error: faults[input.name] } : {}),
});
