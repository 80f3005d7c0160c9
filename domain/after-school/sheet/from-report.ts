/** The report of a communes' software as a sheet of days: from then on it is mended and written as any other. Pure. */
import { formatShortDate } from '../../french-dates.ts';
import { monthsOf } from '../../quarter.ts';
import { placeOf } from '../../sheet/mending.ts';
import type { UploadedSheet } from '../../sheet/recognise.ts';
import type { Cell, Cells, ReadRow } from '../../workbook.ts';
import type { Located, SoftwareReport } from '../software-report.ts';
import { fields, type ColumnKey } from './columns.ts';
import { enrolledIn } from './read-rows.ts';

const letters = { day: 'A', nursery: 'B', primarySchool: 'C', together: 'D', positive: 'E' } as const;
type Written = keyof typeof letters;
const headerRow = 1;

/** `cells`: « 12 together » → « G15 », where it stands in the file that was sent. */
export interface SheetOfReport {
  sheet: UploadedSheet<ColumnKey>;
  cells: Readonly<Record<string, string>>;
}

export function sheetOfReport({ quarter, enrolled, days, strays }: SoftwareReport): SheetOfReport {
  const rows: ReadRow[] = [];
  const names: Record<string, string> = {};
  const add = (title: Cell | undefined, found: Partial<Record<Written, Located | undefined>>): void => {
    const row = headerRow + 1 + rows.length;
    const cells: Record<string, Cell> = title ? { [letters.day]: title } : {};
    for (const key of Object.keys(found) as Written[]) {
      const at = found[key];
      if (!at) continue;
      if (at.cell) cells[letters[key]] = at.cell;
      names[placeOf({ row, column: key })] = `${at.column}${String(at.row)}`;
      // A number under no day is asked for its day: where the number stands.
      if (!title) names[placeOf({ row, column: 'day' })] = `${at.column}${String(at.row)}`;
    }
    rows.push({ number: row, cells: cells satisfies Cells });
  };
  const { nursery, primary: primarySchool } = enrolled;
  // The sheet gives the distinct children of the quarter: proposed for each of its months.
  for (const month of monthsOf(quarter)) add({ kind: 'text', text: enrolledIn(month) }, { nursery, primarySchool });
  for (const { day, present, positive } of days)
    add({ kind: 'date', text: formatShortDate(day) }, { together: present, positive });
  for (const { table, ...at } of strays) add(undefined, { [table === 'present' ? 'together' : 'positive']: at });
  const keys = Object.keys(letters) as Written[];
  return {
    sheet: {
      headerRow,
      headers: Object.fromEntries(keys.map((key) => [letters[key], fields[key].header])),
      columns: Object.fromEntries(keys.map((key) => [letters[key], key])),
      rows,
    },
    cells: names,
  };
}
