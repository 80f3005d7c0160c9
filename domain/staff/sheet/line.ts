/** What a row of the sheet says, and what is wrong with it. */
import type { Day } from '../../calendar.ts';
import type { CellKind, SheetFault } from '../../sheet/read-cells.ts';
import type { FunctionCode, LinkCode } from '../functions.ts';
import type { ColumnKey } from './columns.ts';
import type { Regime } from './work-time.ts';

/** One contract of one person, read whole. */
export interface SheetLine {
  row: number;
  /** Eleven digits. */
  niss: string | null;
  familyName: string;
  firstName: string;
  bornOn: Day | null;
  facilityId: string;
  link: LinkCode;
  function: FunctionCode | null;
  regime: Regime;
  percent: number | null;
  weeklyHours: number | null;
  employer: string | null;
  fromOn: Day;
  toOn: Day | null;
  /** The contract that an export has named. */
  reference: string | null;
}

export type FaultKind =
  | CellKind
  | 'unknown-word'
  | 'unknown-facility'
  | 'regime'
  | 'order'
  | 'niss'
  | 'not-the-person'
  | 'unknown-person'
  | 'several-persons'
  | 'twice'
  | 'two-names'
  | 'reference'
  | 'overlap';

/** Its sentence never repeats a national number. */
export type CellFault = SheetFault<ColumnKey, FaultKind>;
