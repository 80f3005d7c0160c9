/**
 * The one way of reading and checking the form of a request.
 * What was typed is kept as it is until it can be read: then as the value. Both are read again alike.
 */
import { z } from 'zod';
import { cleanText } from '../../domain/typed-text.ts';
import type { AnyDraftForm, DraftContext, Finding, Need, Question, Step, Values } from './form.ts';

const addressParts = ['street', 'number', 'box', 'postcode', 'locality'] as const;

/** What is read of a question and of a step, whatever the procedure they belong to. */
type Read = Pick<Question, 'name' | 'input'>;
interface Page {
  fields: readonly Read[];
}
/** The names of the inputs of a field: `address.street`… or the field's own. */
export const inputsOf = ({ name, input }: Read): string[] =>
  input === 'address' ? addressParts.map((part) => `${name}.${part}`) : [name];
export const fieldsOf = (form: AnyDraftForm): Question[] => stepsOf(form).flatMap(({ fields }) => fields);
const stepsOf = (form: AnyDraftForm): readonly Step[] => form.steps as readonly Step[];
export const findStep = (form: AnyDraftForm, key: string): Step | undefined =>
  form.steps.find((step) => step.key === key);
const stepHolding = (form: AnyDraftForm, field: string): Step | undefined =>
  form.steps.find(({ fields }) => fields.some(({ name }) => name === field.split('.')[0]));

/**
 * What the person typed on one page, by field.
 * @returns `isOurs`: false when the body holds an input that the page does not have, or one twice; then nothing is to be kept of it
 */
export function typedIn(step: Page, body: Readonly<Record<string, unknown>>): { typed: Values; isOurs: boolean } {
  const known = new Set(step.fields.flatMap(inputsOf));
  const isOurs = Object.entries(body).every(([name, value]) => known.has(name) && typeof value === 'string');
  const typed = Object.fromEntries(
    step.fields.map((field) => [
      field.name,
      field.input === 'address'
        ? Object.fromEntries(addressParts.map((part) => [part, clean(body[`${field.name}.${part}`])]))
        : clean(body[field.name]),
    ]),
  );
  return { typed, isOurs };
}
const clean = (value: unknown): string => {
  const [first] = [value].flat();
  return typeof first === 'string' ? cleanText(first) : '';
};

/** A kept value, as it would be typed again. */
function asTyped(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return String(value);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        inner === null || inner === undefined ? [] : [[key, asTyped(inner)]],
      ),
    );
  return value ?? undefined;
}

function readField(form: AnyDraftForm, { name, input }: Read, kept: unknown): { value?: unknown; faults: Finding[] } {
  const schema = form.schema.shape[name] as z.ZodType | undefined;
  if (!schema) throw new Error(`${form.kind}: no value ${name}`);
  const read = z.safeParse(schema, asTyped(kept) ?? (input === 'address' ? {} : ''));
  if (read.success) return { value: compact(read.data), faults: [] };
  const seen = new Set<string>();
  return {
    faults: read.error.issues.flatMap((issue) => {
      const field = [name, ...issue.path].join('.');
      if (seen.has(field)) return [];
      seen.add(field);
      return [
        {
          level: 'fault' as const,
          field: issue.path.length === 0 && input === 'address' ? `${name}.street` : field,
          text: issue.message,
        },
      ];
    }),
  };
}
const compact = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined))
    : value;

/** The form after a page was sent: what can be read becomes a value, what cannot stays as typed. */
export function keep(form: AnyDraftForm, kept: Values, step: Page, typed: Values): Values {
  const names = new Set(step.fields.map(({ name }) => name));
  const others = Object.entries(kept).filter(([name]) => !names.has(name));
  const own = step.fields.map((field) => {
    const { value, faults } = readField(form, field, typed[field.name]);
    return [field.name, faults.length > 0 ? typed[field.name] : value] as const;
  });
  return Object.fromEntries([...others, ...own.filter(([, value]) => value !== undefined)]);
}

export interface StepState {
  step: Step;
  state: 'complete' | 'started' | 'todo';
  faults: Finding[];
}
export interface Assessment {
  steps: StepState[];
  /** The values that can be read; all of them when `complete`. */
  values: Values;
  warnings: Finding[];
  complete: boolean;
}

/** Everything that the rules have to say of a form, on a day, for a place. */
export function assess(form: AnyDraftForm, kept: Values, context: DraftContext): Assessment {
  const values: Values = {};
  const faults: Finding[] = [];
  for (const field of fieldsOf(form)) {
    const read = readField(form, field, kept[field.name]);
    faults.push(...read.faults);
    if (read.faults.length === 0 && read.value !== undefined) values[field.name] = read.value;
  }
  const warnings: Finding[] = [];
  for (const finding of form.rules(values, context)) (finding.level === 'fault' ? faults : warnings).push(finding);
  const steps = stepsOf(form).map((step): StepState => {
    const own = faults.filter(({ field }) => stepHolding(form, field) === step);
    const touched = step.fields.some(({ name }) => holds(kept[name]));
    return { step, faults: own, state: own.length === 0 ? 'complete' : touched ? 'started' : 'todo' };
  });
  return { steps, values, warnings, complete: faults.length === 0 };
}
export const holds = (value: unknown): boolean =>
  value !== null && typeof value === 'object'
    ? Object.values(value).some(holds)
    : value !== undefined && value !== null && value !== '';

export interface AskedDocument {
  slot: string;
  label: string;
  hint?: string;
  need: Exclude<Need, 'none'>;
}
/** The documents that these answers ask for. */
export function documentsFor(form: AnyDraftForm, context: DraftContext, values: Values): AskedDocument[] {
  return form.documents.flatMap(({ slot, label, hint, need }) => {
    const asked = need(context, values);
    return asked === 'none' ? [] : [{ slot, label, ...(hint ? { hint } : {}), need: asked }];
  });
}
/** What was typed for one kind, under the names that the kind proposed instead gives it. */
export const carryOver = ({ heir }: AnyDraftForm, kept: Values): Values =>
  Object.fromEntries(
    Object.entries(heir?.names ?? {}).flatMap(([name, other]) =>
      kept[name] === undefined ? [] : [[other, kept[name]]],
    ),
  );
