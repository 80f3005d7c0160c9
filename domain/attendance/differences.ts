/** What differs between a month as it was sent and as it stands now: child by child, cell by cell. */
import { readCode } from './codes.ts';
import type { ChildRow } from './month.ts';

export interface CellDifference {
  /** 1 to 31. */
  day: number;
  before: string;
  after: string;
}
export type Difference<Row> =
  | { what: 'added'; row: Row }
  | { what: 'removed'; row: ChildRow }
  | {
      what: 'changed';
      row: Row;
      before: ChildRow;
      about: readonly (keyof ChildRow)[];
      cells: readonly CellDifference[];
    };

const told = ['familyName', 'firstName', 'birthOn', 'enteredOn', 'leftOn', 'contractDays'] as const;
const same = (a: string, b: string): boolean => (readCode(a) ?? a) === (readCode(b) ?? b);

/** In the order of the rows now, then those that are gone. @param now without the lines in which nothing stands */
export function differencesOf<Row extends ChildRow>(sent: readonly ChildRow[], now: readonly Row[]): Difference<Row>[] {
  const before = new Map(sent.map((row) => [row.id, row]));
  const after = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((row): Difference<Row>[] => {
      const was = before.get(row.id);
      if (!was) return [{ what: 'added', row }];
      const about = told.filter((field) => (was[field] ?? null) !== (row[field] ?? null));
      const cells = was.cells.flatMap((text, index): CellDifference[] => {
        const stands = row.cells[index] ?? '';
        return same(text, stands) ? [] : [{ day: index + 1, before: text, after: stands }];
      });
      return about.length + cells.length > 0 ? [{ what: 'changed', row, before: was, about, cells }] : [];
    }),
    ...sent.filter(({ id }) => !after.has(id)).map((row): Difference<Row> => ({ what: 'removed', row })),
  ];
}
