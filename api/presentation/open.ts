/** Which form of the page is open: one at a time, by its address or by what was just sent. */
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { isUuid } from '../../domain/identifiers.ts';
import type { Faults } from '../forms/form.ts';

export type FormOfPage = 'period' | 'full' | 'qualities' | 'project' | 'photo';
export interface Open {
  form: FormOfPage;
  /** Of a period: the one that is changed; absent for one that is added. */
  rowId?: string | undefined;
  /** Names a period that is added: sent twice, it is added once. */
  key: string;
  /** The version that was seen (of a project: when the youngest that the page showed was put there); absent where the page is just drawn. */
  version?: number | undefined;
  typed?: Readonly<Record<string, unknown>>;
  faults?: Faults;
}

export const presentationPath = (facilityId: string): string => `/pro/facilities/${facilityId}/presentation`;
const names: readonly FormOfPage[] = ['full', 'qualities', 'project'];

/** `?edit=places.new`, `places.<id>`, `full`, `qualities`, `project`; `?replace=photo-2` of the photos. */
export function openOf({ query }: Request): Open | undefined {
  const key = randomUUID();
  if (typeof query.edit !== 'string') return undefined;
  const form = names.find((name) => name === query.edit);
  if (form) return { form, key };
  const [, rowId] = /^places\.(.+)$/.exec(query.edit) ?? [];
  if (rowId === 'new') return { form: 'period', key };
  return isUuid(rowId) ? { form: 'period', rowId, key } : undefined;
}
