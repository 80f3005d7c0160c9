/** What was typed in a form, whatever becomes of it: kept as it came, and told again in the words of the form. */
import { randomUUID } from 'node:crypto';
import type { FormFields, SavedFrom } from '../../db/form-drafts.ts';
import { isUuid } from '../../domain/identifiers.ts';
import type { Input } from './form.ts';

/** What comes with every form and was typed by nobody. */
const envelope = new Set(['_csrf', 'token', 'version', 'page', 'draft', 'then', 'file', 'seal']);

/** The fields that a person fills in, by name; what is no text (or several) is left out. */
export const typedFields = (body: unknown): FormFields =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]): [string, string | string[]][] => {
      if (envelope.has(name)) return [];
      if (typeof value === 'string') return [[name, value]];
      return Array.isArray(value) ? [[name, value.filter((each) => typeof each === 'string')]] : [];
    }),
  );

/** For the hidden field `page`: which opened page this is. The script counts its savings after the dot. */
export const openedPage = (): string => `${randomUUID()}.0`;
export function savedFrom(value: unknown): SavedFrom | undefined {
  const [page, turn] = typeof value === 'string' ? value.split('.') : [];
  return isUuid(page) && /^\d{1,6}$/.test(turn ?? '') ? { page, turn: Number(turn) } : undefined;
}

/** What was typed, by the labels of its inputs; a choice by its words. What stands empty is left out. */
export const typedRows = (
  inputs: readonly Input[],
  typed: Readonly<Record<string, unknown>>,
): { label: string; values: string[] }[] =>
  inputs.flatMap((input) => {
    const values = [typed[input.name]].flat().filter((value) => typeof value === 'string' && value.trim() !== '');
    return values.length === 0 ? [] : [{ label: input.label, values: values.flatMap((value) => told(input, value)) }];
  });
function told(input: Input, value: unknown): string[] {
  const options = Array.isArray(input.options) ? (input.options as { value?: unknown; text?: unknown }[]) : [];
  const chosen = options.find((option) => option.value === value)?.text;
  if (typeof chosen === 'string') return [chosen];
  return input.partial === 'field-checkbox' ? ['oui'] : String(value).split(/\r?\n/);
}
