/** What a section of a sheet is: its rows, what is missing, and the form in which it is written. The page owns the routes; a section only says. */
import type { z } from 'zod';
import type { FacilitySheet, Sheet } from '../../db/signaletique/find-sheet.ts';
import type { Elsewhere } from '../../db/sheet-sections.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';

export interface SheetContext<S extends Sheet = Sheet> {
  sheet: S;
  today: Day;
  now: Instant;
}
export interface Row {
  label: string;
  value?: string | undefined;
  values?: readonly string[];
  href?: string;
  /** Parents read it. */
  seen?: boolean;
  /** Wanted, and not there. */
  missing?: boolean;
  /** Of ONE's: by which name a correction of it is asked. */
  correction?: string;
  /** Of ONE's: only read. */
  locked?: boolean;
}
export type Data = Readonly<Record<string, unknown>>;
type Typed = Readonly<Record<string, unknown>>;

/** How a section comes to be written. */
export type Kept =
  /** By ONE: a correction is asked. */
  | 'one'
  /** Here, in its own form. */
  | 'here'
  /** Here, by forms of its own (hours). */
  | 'hours'
  /** On another page of the portal. */
  | 'elsewhere';

interface Shown {
  key: string;
  /** « Adresse courrier » */
  title: string;
  kept: Kept;
  /** Something of it is for parents. */
  seen?: boolean;
  /** Whether it counts among the sections to complete. */
  uncounted?: boolean;
  /** A sentence under the title of its form. */
  intro?: string;
  rows: (context: SheetContext) => Row[];
  /** On the line of the folded section. */
  value: (context: SheetContext) => string;
  /** What is missing, each in a word or two: « boîte ». */
  missing: (context: SheetContext) => string[];
  /** In the list of sections, where « complète » says too little. */
  state?: (context: SheetContext) => string | undefined;
  /** Of a section that is written elsewhere: where, and what the link says. */
  way?: (context: SheetContext) => { href: string; label: string } | undefined;
  /** Of a section that nobody may change: why. */
  why?: (context: SheetContext) => string | undefined;
  /** Of a section whose values stand in a table of their own. */
  elsewhere?: (data: Record<string, unknown>, context: SheetContext) => Elsewhere;
}
interface Form<V> {
  inputs: (context: SheetContext) => Input[];
  /** What is in the section, by the names of the inputs, as one types it. */
  typed: (data: Data, context: SheetContext) => Typed;
  schema: z.ZodType<V>;
  check?: (values: V, context: SheetContext) => Faults;
  /** What is kept of what was typed. */
  dataOf: (values: V) => Record<string, unknown>;
}
export type Read = { ok: false; faults: Faults } | { ok: true; data: Record<string, unknown> };
export interface Section extends Shown {
  form?: Pick<Form<never>, 'inputs' | 'typed'> & { read: (typed: Typed, context: SheetContext) => Read };
}

/** A section with its form: what it reads stays between its own functions. */
export function written<V>(shown: Shown, { schema, check, dataOf, inputs, typed }: Form<V>): Section {
  return {
    ...shown,
    form: {
      inputs,
      typed,
      read(body, context) {
        const read = schema.safeParse(body);
        if (!read.success) return { ok: false, faults: faultsIn(read.error) };
        const faults = check?.(read.data, context) ?? {};
        return isFaulty(faults) ? { ok: false, faults } : { ok: true, data: dataOf(read.data) };
      },
    },
  };
}

export const dataOf = ({ sheet }: SheetContext, key: string): Data => sheet.sections.get(key)?.data ?? {};
export const textIn = (data: Data, name: string): string | undefined => {
  const value = data[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** @throws where the sheet is not that of a place: the sections of a body are others */
export function ofFacility({ sheet }: SheetContext): FacilitySheet {
  if (sheet.kind !== 'facility') throw new Error('a section of a place on another sheet');
  return sheet;
}
