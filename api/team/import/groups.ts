/** What is wrong, gathered by what mends it: forty rows that write a function alike are mended once. */
import { createHash } from 'node:crypto';
import type { WaitingSheet } from '../../../db/team/import/imports.ts';
import type { ColumnKey } from '../../../domain/staff/sheet/columns.ts';
import type { CellFault, FaultKind } from '../../../domain/staff/sheet/line.ts';
import type { Mended } from '../../../domain/staff/sheet/read-sheet.ts';
import { groupBy } from '../../../domain/group-by.ts';

export interface FaultGroup {
  /** Names it in a form. */
  key: string;
  kind: FaultKind;
  column: ColumnKey;
  sentence: string;
  proposal?: string;
  rows: number[];
}

/** Faults that say what was typed, or whose answer is one of a few: the same sentence is the same mending. */
const isShared = ({ kind, column, proposal }: CellFault): boolean =>
  column !== 'niss' &&
  (proposal !== undefined ||
    kind === 'unknown-word' ||
    kind === 'unknown-facility' ||
    (kind === 'missing' && (column === 'facility' || column === 'function' || column === 'regime')));

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

/** The largest first, then in the order of the rows. */
export function groupFaults(faults: readonly CellFault[]): FaultGroup[] {
  const groups = groupBy(faults, (fault) =>
    digest([fault.kind, fault.column, fault.sentence, fault.proposal, isShared(fault) ? '' : fault.row]),
  );
  return [...groups]
    .map(([key, own]) => {
      const { kind, column, sentence, proposal } = own[0]!;
      return { key, kind, column, sentence, ...(proposal ? { proposal } : {}), rows: own.map(({ row }) => row) };
    })
    .sort((one, other) => other.rows.length - one.rows.length || one.rows[0]! - other.rows[0]!);
}

export interface MendedGroup {
  key: string;
  column: ColumnKey;
  /** What the file says; never a national number. */
  before: string;
  text: string;
  rows: number[];
}

export function groupMended({ sheet, mending }: Pick<WaitingSheet, 'sheet' | 'mending'>): MendedGroup[] {
  const lettersOf = new Map(Object.entries(sheet.columns).map(([letters, key]) => [key, letters]));
  const rows = new Map(sheet.rows.map(({ number, cells }) => [number, cells]));
  const beforeOf = ({ row, column }: Mended): string =>
    column === 'niss' ? '' : (rows.get(row)?.[lettersOf.get(column) ?? '']?.text ?? '');
  const keyOf = (mended: Mended): string =>
    digest([mended.column, beforeOf(mended), mended.column === 'niss' ? mended.row : mended.text]);
  return [...groupBy(mending.cells, keyOf)].map(([key, own]) => {
    const [first] = own as [Mended];
    return {
      key,
      column: first.column,
      before: beforeOf(first),
      text: first.column === 'niss' ? '' : first.text,
      rows: own.map(({ row }) => row),
    };
  });
}
