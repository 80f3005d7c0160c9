/** The row of a sheet that is open to be changed. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Sheet } from '../../db/team/find-sheet.ts';
import { isUuid } from '../../domain/identifiers.ts';
import { errorLinks, idsOf, withTyped, type Faults } from '../forms/form.ts';
import { openedPage } from '../forms/typed-fields.ts';
import { identification } from './identification.ts';
import type { AnySection, SectionContext } from './section.ts';
import { sections } from './sections.ts';

/** Every section, in the order of the guide. */
export const all: readonly AnySection[] = [identification, ...sections];

/** Which row is open, what was typed in it, and what is wrong. */
export interface Open {
  section: AnySection;
  rowId: string;
  key: string;
  version: number;
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
  elsewhere?: string;
}

/** The line of a yearly validation or of a quarter that somebody came from, and goes on from. */
export function wayBack({ query }: Request): string | undefined {
  const { back } = query;
  return typeof back === 'string' &&
    /^\/pro\/(?:team-validation|quarterly-subsidy)\/[0-9a-f-]{36}#[\w-]{1,200}$/.test(back)
    ? back
    : undefined;
}

/** Whether a section may have such a row. */
export const isRowOf = (section: AnySection, rowId: string): boolean =>
  section === identification ? rowId === 'person' : (rowId === 'new' && section.add !== undefined) || isUuid(rowId);

/** `contracts.<id>.percent`, `contracts.new`: the row that the address opens. */
export function openOf(edit: unknown, sheet: Sheet): Open | undefined {
  const [key, rowId = ''] = typeof edit === 'string' ? edit.split('.') : [];
  const section = all.find((one) => one.key === key);
  if (!section) return undefined;
  const known = rowId === 'person' ? section === identification : sheet.versions.has(rowId);
  if (!known && !(rowId === 'new' && section.add)) return undefined;
  return { section, rowId, key: randomUUID(), version: sheet.versions.get(rowId) ?? 0 };
}

/** @param back where the form leads once it is saved, or given up */
export function formOf(open: Open, context: SectionContext, base: string, back: string | undefined) {
  const { section, rowId, faults: { why, ...faults } = {} } = open;
  const inputs = section.inputs(context, rowId);
  const typed = open.typed ?? section.typed(context, rowId);
  const name = section.rows(context).find((row) => row.id === rowId)?.name;
  return {
    id: `edit-${section.key}`,
    title: rowId === 'new' ? section.add : `Modifier ${name ?? ''}`,
    action: back
      ? `${base}/${section.key}/${rowId}?${new URLSearchParams({ back }).toString()}`
      : `${base}/${section.key}/${rowId}`,
    key: open.key,
    version: open.version,
    opened: openedPage(),
    cancelHref: back ?? `${base}#${section.key}`,
    mayRemove: rowId !== 'new' && section !== identification,
    elsewhere: open.elsewhere,
    why,
    fields: inputs.map((input) => withTyped(input, typed, faults)),
    errors: errorLinks(faults, idsOf(inputs)),
  };
}
