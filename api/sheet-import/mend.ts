/** What the page asks to do to an import that waits: accept a proposal, write a value, undo, leave a row out or take it again. */
import { z } from 'zod';
import type { WaitingSheet } from '../../db/sheet-imports/imports.ts';
import { forgetCells, leaveRows, takeRow, writeCells, type Mending } from '../../domain/sheet/mending.ts';
import type { SheetFault } from '../../domain/sheet/read-cells.ts';
import { code, version } from '../forms/envelope.ts';
import { optionalLine } from '../forms/inputs.ts';
import { groupFaults, groupMended, type Gathering } from './groups.ts';

export const Mend = z.strictObject({
  version,
  /** « accept-all », « leave-faulty », « accept-<group> », « leave-<row> »… */
  do: code,
  /** What is written; a national number in a field of its own name, so that it is kept nowhere. */
  value: optionalLine(200),
  niss: optionalLine(60),
  show: optionalLine(20),
});
export type MendForm = z.infer<typeof Mend>;

/** What may be mended elsewhere in the row: a departure, where a presence comes after it. */
export interface MendedElsewhere<Key extends string> {
  elsewhere?: Key;
}
/** @returns the mending that stands then; undefined where the page asked for what is there no longer */
export function mend<Key extends string, Fault extends SheetFault<Key> & MendedElsewhere<Key>>(
  { do: asked, value, niss }: MendForm,
  { sheet, mending }: Pick<WaitingSheet<Key>, 'sheet' | 'mending'>,
  faults: readonly Fault[],
  mends: Gathering<Fault>,
): Mending<Key> | undefined {
  const { doing = asked, which = '' } =
    /^(?<doing>accept|write|change|undo|leave|take)-(?<which>[0-9a-f]+)$/.exec(asked)?.groups ?? {};
  const row = Number(which);
  const group = (): ReturnType<typeof groupFaults<Fault>>[number] | undefined =>
    groupFaults(faults, mends).find(({ key }) => key === which);
  switch (doing) {
    case 'accept-all':
      return writeCells(
        mending,
        faults.flatMap(({ row: at, column, proposal }) =>
          proposal === undefined ? [] : [{ row: at, column, text: proposal }],
        ),
      );
    case 'leave-faulty':
      return leaveRows(mending, [...new Set(faults.map((fault) => fault.row))]);
    case 'accept':
    case 'write': {
      const found = group();
      if (!found) return undefined;
      // A number is taken from its own field alone, which nothing keeps.
      const text = doing === 'accept' ? found.proposal : found.column === mends.secret ? niss : value;
      if (text === undefined) return undefined;
      return writeCells(
        mending,
        found.places.map((place) => ({ ...place, text })),
      );
    }
    case 'change': {
      const found = group();
      const column = (found as MendedElsewhere<Key> | undefined)?.elsewhere;
      if (!found || column === undefined || value === undefined) return undefined;
      const rows = [...new Set(found.places.map((place) => place.row))];
      return writeCells(
        mending,
        rows.map((at) => ({ row: at, column, text: value })),
      );
    }
    case 'undo': {
      const found = groupMended({ sheet, mending }, mends).find(({ key }) => key === which);
      return found && forgetCells(mending, found.places);
    }
    case 'leave':
      return sheet.rows.some(({ number }) => number === row) ? leaveRows(mending, [row]) : undefined;
    case 'take':
      return takeRow(mending, row);
    default:
      return undefined;
  }
}
