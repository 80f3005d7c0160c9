/** All rows of the sheet, with what was mended of them on the page; and what one row says of another. */
import { groupBy } from '../../group-by.ts';
import { searchable } from '../../searchable.ts';
import type { Mending } from '../../sheet/mending.ts';
import { cellsOf } from '../../sheet/recognise.ts';
import type { ColumnKey } from './columns.ts';
import type { CellFault, SheetLine } from './line.ts';
import { readLine, type Reading } from './read-line.ts';
import type { UploadedSheet } from './recognise.ts';

export function readSheet(
  { rows, columns }: Pick<UploadedSheet, 'rows' | 'columns'>,
  mending: Mending<ColumnKey>,
  reading: Reading,
): { lines: SheetLine[]; faults: CellFault[] } {
  const left = new Set(mending.leftOut);
  const mended = groupBy(mending.cells, ({ row }) => row);
  const read = rows
    .filter(({ number }) => !left.has(number))
    .map(({ number, cells }) =>
      readLine(
        number,
        {
          ...cellsOf(cells, columns),
          ...Object.fromEntries((mended.get(number) ?? []).map(({ column, text }) => [column, { kind: 'text', text }])),
        },
        reading,
      ),
    );
  const lines = read.flatMap(({ line }) => line ?? []);
  return { lines, faults: [...read.flatMap(({ faults }) => faults), ...faultsBetween(lines)] };
}

/** Whose line it is, as far as the sheet alone says. */
export const whose = ({ niss, familyName, firstName, bornOn }: SheetLine): string =>
  niss ?? `${searchable(`${familyName} ${firstName}`)} ${bornOn ?? ''}`;

function faultsBetween(lines: readonly SheetLine[]): CellFault[] {
  const names = new Map<string, SheetLine>();
  const contracts = new Map<string, number>();
  return lines.flatMap((line): CellFault[] => {
    const { row, niss, familyName, facilityId, link, function: code, fromOn, reference } = line;
    const named = niss === null ? undefined : names.get(niss);
    if (niss !== null && !named) names.set(niss, line);
    const key = reference ?? [whose(line), facilityId, link, code, fromOn].join(' ');
    const before = contracts.get(key);
    if (before === undefined) contracts.set(key, row);
    return [
      ...(named && searchable(named.familyName) !== searchable(familyName)
        ? [
            {
              row,
              column: 'familyName',
              kind: 'two-names',
              sentence: `Le NISS de cette ligne est aussi à la ligne ${String(named.row)}, avec un autre nom`,
            } as const,
          ]
        : []),
      ...(before !== undefined
        ? [{ row, column: 'fromOn', kind: 'twice', sentence: `Cette ligne répète la ligne ${String(before)}` } as const]
        : []),
    ];
  });
}
