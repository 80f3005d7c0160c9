/** The small forms of the helpdesk: their inputs with what was typed, faults, drafts. */
import { randomUUID } from 'node:crypto';
import { isUuid } from '../../domain/identifiers.ts';
import { errorLinks, idsOf, withTyped, type Faults, type Input } from '../forms/form.ts';

/** What a page with such a form is given. @param action where it is sent, under which what is begun is kept */
export function formShown(
  inputs: readonly Input[],
  typed: Readonly<Record<string, unknown>>,
  faults: Faults,
  action: string,
): { fields: Input[]; errors: object[]; token: string; action: string; drafted: string } {
  return {
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
    token: isUuid(typed.token) ? typed.token : randomUUID(),
    action,
    drafted: action,
  };
}
