/** What is wrong, gathered by what mends it: forty rows that write a word alike are mended once. */
import { createHash } from 'node:crypto';
import type { WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { groupBy } from '../../domain/group-by.ts';
import { lettersIn } from '../../domain/sheet/recognise.ts';
import type { Mended } from '../../domain/sheet/mending.ts';
import type { SheetFault } from '../../domain/sheet/read-cells.ts';

/** How faults of a kind of sheet are gathered. */
export interface Gathering<Fault extends SheetFault> {
  /** The same sentence is the same mending, in whatever row. */
  isShared: (fault: Fault) => boolean;
  /** What stands in such a column is never repeated; what is written in it has a field of its own name. */
  secret?: Fault['column'];
  /** Columns that are all of one kind, as the days of a month: what is alike in several is mended once. */
  isSeries?: (column: Fault['column']) => boolean;
}
export interface Place<Key extends string = string> {
  row: number;
  column: Key;
}
export type FaultGroup<Fault extends SheetFault> = Omit<Fault, 'row'> & {
  /** Names it in a form. */
  key: string;
  /** The cells that are written when it is mended. */
  places: Place<Fault['column']>[];
};

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);

/** The largest first, then in the order of the rows. */
export function groupFaults<Fault extends SheetFault>(
  faults: readonly Fault[],
  { isShared, isSeries }: Gathering<Fault>,
): FaultGroup<Fault>[] {
  const groups = groupBy(faults, (fault) =>
    digest([
      fault.kind,
      isSeries?.(fault.column) ? '' : fault.column,
      fault.sentence,
      fault.proposal,
      isShared(fault) ? '' : fault.row,
    ]),
  );
  return [...groups]
    .map(([key, own]) => {
      const { row: _row, ...first } = own[0]!;
      return { ...first, key, places: own.map(({ row, column }) => ({ row, column })) };
    })
    .sort(
      (one, other) => other.places.length - one.places.length || one.places[0]!.row - other.places[0]!.row,
    ) as unknown as FaultGroup<Fault>[];
}

export interface MendedGroup<Key extends string> {
  key: string;
  column: Key;
  /** What the file says; never what is secret. */
  before: string;
  text: string;
  places: Place<Key>[];
}

export function groupMended<Key extends string>(
  { sheet, mending }: Pick<WaitingSheet<Key>, 'sheet' | 'mending'>,
  { secret, isSeries }: Pick<Gathering<SheetFault<Key>>, 'secret' | 'isSeries'>,
): MendedGroup<Key>[] {
  const rows = new Map(sheet.rows.map(({ number, cells }) => [number, cells]));
  const beforeOf = ({ row, column }: Mended<Key>): string =>
    column === secret ? '' : (rows.get(row)?.[lettersIn(sheet, column) ?? '']?.text ?? '');
  const keyOf = (mended: Mended<Key>): string =>
    digest([
      isSeries?.(mended.column) ? '' : mended.column,
      beforeOf(mended),
      mended.column === secret ? mended.row : mended.text,
    ]);
  return [...groupBy(mending.cells, keyOf)].map(([key, own]) => {
    const first = own[0]!;
    return {
      key,
      column: first.column,
      before: beforeOf(first),
      text: first.column === secret ? '' : first.text,
      places: own.map(({ row, column }) => ({ row, column })),
    };
  });
}

/** « AC4, AC9 », of the first cells of some, and how many more there are; rows where their column is not in the file. */
export function namesOfPlaces<Key extends string>(
  sheet: Pick<WaitingSheet<Key>['sheet'], 'columns'>,
  places: readonly Place<Key>[],
): { names: string[]; rest: number; areCells: boolean } {
  const shown = places.slice(0, placesShown);
  const lettersOf = new Map(shown.map(({ column }) => [column, lettersIn(sheet, column)]));
  return {
    names: shown.map(({ row, column }) => `${lettersOf.get(column) ?? ''}${String(row)}`),
    rest: places.length - shown.length,
    areCells: [...lettersOf.values()].every(Boolean),
  };
}
const placesShown = 8;
