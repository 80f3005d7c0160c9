/** What a section of the sheet is made of: its rows, and the form in which one of them is written. The sheet itself owns the routes. */
import type { z } from 'zod';
import type { Database } from '../../db/connect.ts';
import type { Sheet } from '../../db/team/find-sheet.ts';
import type { SheetTable } from '../../db/team/save-sheet.ts';
import type { Day } from '../../domain/calendar.ts';
import { faultsIn, isFaulty, type Faults, type Input } from '../forms/form.ts';

/** As it stands in addresses, in the anchors of the sheet and in the `field` of a point of `checkTeam`. */
export type SectionKey = 'identification' | 'contracts' | 'diplomas' | 'documents' | 'absences';

export interface SectionContext {
  sheet: Sheet;
  today: Day;
}
/** A row of the table of the section: cells of the partial `data-table`. */
export interface SectionRow {
  id: string;
  /** What it is called where it is changed: « le contrat aux Petits Chênes ». */
  name: string;
  cells: object[];
}
type Typed = Readonly<Record<string, unknown>>;

interface Shown {
  key: SectionKey;
  /** « Formation(s) » */
  title: string;
  table: SheetTable;
  /** A sentence under the title. */
  intro?: string;
  /** Text of the button, and title of the form, for a row that is added. Without it rows are only changed. */
  add?: string;
  /** Shown where there is no row. */
  empty: string;
  columns: { label: string; nowrap?: boolean }[];
  rows: (context: SectionContext) => SectionRow[];
  /** Something drawn above the rows: a partial and what it is given. */
  above?: (context: SectionContext) => ({ partial: string } & Record<string, unknown>) | undefined;
  /** @param rowId of the row that is changed; `new` for one that is added */
  inputs: (context: SectionContext, rowId: string) => Input[];
  /** What stands in the row, by the names of the inputs, as one types it. */
  typed: (context: SectionContext, rowId: string) => Typed;
}
export interface SheetSection<V> extends Shown {
  /** The fields of the form, strictly. */
  schema: z.ZodType<V>;
  /** What else must hold of what was typed. `why` is the reason of a fault, told above the form. */
  check?: (values: V, context: SectionContext, rowId: string) => Faults;
  /** The same beside what others may just have written: asked under the lock of the sheet. */
  checkStanding?: (trx: Database, values: V, context: SectionContext, rowId: string) => Promise<Faults>;
  /** The columns of the table. */
  columnsOf: (values: V) => Record<string, unknown>;
}
export type Read =
  | { ok: false; faults: Faults }
  | { ok: true; columns: Record<string, unknown>; checkStanding: (trx: Database) => Promise<Faults | undefined> };
export interface AnySection extends Shown {
  read: (typed: Typed, context: SectionContext, rowId: string) => Read;
}

/** A section as the sheet holds it: what it reads stays between its own functions. */
export function sheetSection<V>({ schema, check, checkStanding, columnsOf, ...shown }: SheetSection<V>): AnySection {
  return {
    ...shown,
    read(typed, context, rowId) {
      const form = schema.safeParse(typed);
      if (!form.success) return { ok: false, faults: faultsIn(form.error) };
      const faults = check?.(form.data, context, rowId) ?? {};
      if (isFaulty(faults)) return { ok: false, faults };
      return {
        ok: true,
        columns: columnsOf(form.data),
        async checkStanding(trx) {
          const standing = (await checkStanding?.(trx, form.data, context, rowId)) ?? {};
          return isFaulty(standing) ? standing : undefined;
        },
      };
    },
  };
}

/** Days of a working life: a year mistyped is not one of them. */
const [firstDay, lastDay] = ['1940-01-01', '2099-12-31'];
export const outOfYears = (name: string, day: Day | undefined): Faults =>
  day !== undefined && (day < firstDay || day > lastDay) ? { [name]: "Vérifiez l'année de cette date" } : {};
