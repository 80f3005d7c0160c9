/** A question of a request as the input that draws it, wherever it is asked: on a page of the draft, or in an answer. */
import type { Input } from '../forms/form.ts';
import type { DraftContext, Finding, Question } from './form.ts';

export function inputOfQuestion(
  field: Question,
  context: DraftContext,
  { value, faults = [] }: { value?: unknown; faults?: readonly Finding[] },
): Input {
  const { name, label, hint, input, unit, maxLength, type } = field;
  const error = faults.find((fault) => fault.field === name)?.text;
  const required = typeof field.required === 'function' ? field.required(context) : field.required;
  const common = { name, label, hint, required, error, value };
  switch (input) {
    case 'address':
      return { partial: 'field-address', ...common, legend: label, error: partErrors(name, faults) };
    case 'date':
      return { partial: 'field-date', ...common };
    case 'number':
      return { partial: 'field-number', ...common, unit };
    case 'text':
      return {
        partial: 'field-text',
        ...common,
        type,
        // Not narrow: a number with its country is longer than an hour.
        ...(type === 'tel' ? { autocomplete: 'off' } : {}),
      };
    case 'textarea':
      return { partial: 'field-textarea', ...common, maxLength, rows: 5 };
    case 'choice':
      return { partial: 'field-radios', ...common, options: optionsOf(field, context) };
    case 'yes-no':
      return {
        partial: 'field-radios',
        ...common,
        inline: true,
        options: [
          { value: 'oui', text: 'Oui' },
          { value: 'non', text: 'Non' },
        ],
        value: typeof value === 'boolean' ? (value ? 'oui' : 'non') : value,
      };
    default:
      return input satisfies never;
  }
}

const optionsOf = ({ options }: Question, context: DraftContext): readonly object[] =>
  typeof options === 'function' ? options(context) : (options ?? []);
const partErrors = (name: string, faults: readonly Finding[]): Record<string, string> =>
  Object.fromEntries(
    faults
      .filter(({ field }) => field.startsWith(`${name}.`))
      .map(({ field, text }) => [field.slice(name.length + 1), text]),
  );
