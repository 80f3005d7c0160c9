/** What the page asks to do to an import that waits: accept a proposal, write a value, undo, leave a row out or take it again. */
import { z } from 'zod';
import type { WaitingSheet } from '../../../db/team/import/imports.ts';
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import type { Mended, Mending } from '../../../domain/staff/sheet/read-sheet.ts';
import { code, version } from '../../forms/envelope.ts';
import { optionalLine } from '../../forms/inputs.ts';
import { groupFaults, groupMended } from './groups.ts';

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

/** @returns the mending that stands then; undefined where the page asked for what is there no longer */
export function mend(
  { do: asked, value, niss }: MendForm,
  { sheet, mending }: Pick<WaitingSheet, 'sheet' | 'mending'>,
  faults: readonly CellFault[],
): Mending | undefined {
  const { doing = asked, which = '' } =
    /^(?<doing>accept|write|undo|leave|take)-(?<which>[0-9a-f]+)$/.exec(asked)?.groups ?? {};
  const row = Number(which);
  switch (doing) {
    case 'accept-all':
      return write(
        mending,
        faults.flatMap(({ row: at, column, proposal }) => (proposal ? [{ row: at, column, text: proposal }] : [])),
      );
    case 'leave-faulty':
      return leave(mending, [...new Set(faults.map((fault) => fault.row))]);
    case 'accept':
    case 'write': {
      const group = groupFaults(faults).find(({ key }) => key === which);
      if (!group) return undefined;
      // A number is taken from its own field alone, which nothing keeps.
      const text = doing === 'accept' ? group.proposal : group.column === 'niss' ? niss : value;
      if (text === undefined) return undefined;
      return write(
        mending,
        group.rows.map((at) => ({ row: at, column: group.column, text })),
      );
    }
    case 'undo': {
      const group = groupMended({ sheet, mending }).find(({ key }) => key === which);
      if (!group) return undefined;
      const undone = new Set(group.rows.map((at) => placeOf({ row: at, column: group.column })));
      return { ...mending, cells: mending.cells.filter((cell) => !undone.has(placeOf(cell))) };
    }
    case 'leave':
      return sheet.rows.some(({ number }) => number === row) ? leave(mending, [row]) : undefined;
    case 'take':
      return { ...mending, leftOut: mending.leftOut.filter((each) => each !== row) };
    default:
      return undefined;
  }
}

const placeOf = ({ row, column }: Pick<Mended, 'row' | 'column'>): string => `${String(row)} ${column}`;
function write(mending: Mending, cells: readonly Mended[]): Mending {
  const places = new Set(cells.map(placeOf));
  return { ...mending, cells: [...mending.cells.filter((cell) => !places.has(placeOf(cell))), ...cells] };
}
const leave = (mending: Mending, rows: readonly number[]): Mending => ({
  ...mending,
  leftOut: [...new Set([...mending.leftOut, ...rows])].sort((one, other) => one - other),
});
