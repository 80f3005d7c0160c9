/** A sheet of what is held about a person, and how a value of it is written in French. */
import { formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import type { AnyProcedurePages } from '../cases/procedure-pages.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Procedures = readonly AnyProcedurePages[];

export interface Sheet {
  name: string;
  why: string;
  /** The procedure whose parameter `erasure` says how long after its end; without it no rule erases it. */
  erasedBy?: string;
  /** Given by the person: what article 20 speaks of. */
  given?: true;
  /** Headers with their widths, in characters. */
  columns: Readonly<Record<string, number>>;
  line: (row: Row, procedures: Procedures) => string[];
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const day = (value: unknown): string => (typeof value === 'string' ? formatShortDate(value) : '');
export const hour = (value: unknown): string => (typeof value === 'number' ? formatDateTime(value) : '');
export const label = (of: Readonly<Record<string, { label: string }>>, code: unknown): string =>
  typeof code === 'string' && Object.hasOwn(of, code) ? of[code]!.label : '';
export const joined = (...parts: unknown[]): string => parts.map(text).filter(Boolean).join(' ');

export function numberIn(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(Number(value)).replace('.', ',') : '';
}
