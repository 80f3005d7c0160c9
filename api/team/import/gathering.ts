/** How what is wrong in the sheet of a team is gathered. */
import type { CellFault } from '../../../domain/staff/sheet/line.ts';
import type { Gathering } from '../../sheet-import/groups.ts';

/** Faults that say what was typed, or whose answer is one of a few: the same sentence is the same mending. */
export const gathering: Gathering<CellFault> = {
  isShared: ({ kind, column, proposal }) =>
    column !== 'niss' &&
    (proposal !== undefined ||
      kind === 'unknown-word' ||
      kind === 'unknown-facility' ||
      (kind === 'missing' && (column === 'facility' || column === 'function' || column === 'regime'))),
  secret: 'niss',
};
