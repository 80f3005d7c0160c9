/**
 * The quarterly report that the after-school software of communes writes for ONE: one sheet for one place and one calendar quarter, a sum for each
 * weekday and no number of the place. What stands where is found by its titles, the days by the numbers above the counts. Pure.
 */
import { isDay, type Day } from '../days.ts';
import { monthOf, monthsOf, type Month, type Quarter } from '../quarter.ts';
import { searchable } from '../searchable.ts';
import { indexOf, type Cell, type ReadRow, type ReadWorkbook } from '../workbook.ts';
import { months } from '../written-day.ts';

/** Both tables, as the sheet calls them. */
export const tables = { present: 'subvention de fonctionnement', positive: 'differenciation positive' } as const;
export type Table = keyof typeof tables;

/** A cell of the sheet, and where it stands: « G15 » is column G, row 15. */
export interface Located {
  row: number;
  column: string;
  /** Undefined: nothing stands there. */
  cell: Cell | undefined;
}
export interface ReportDay {
  day: Day;
  /** Children present, nursery and primary together. */
  present: Located;
  /** Among them, those of positive differentiation; undefined where that table does not have the day. */
  positive: Located | undefined;
}
export interface SoftwareReport {
  /** Of the calendar, as its title says: « 1er trimestre 2026 » is January to March. */
  quarter: Quarter;
  place: { name: string; address: string };
  /** Opening hours as somebody wrote them; '' where nobody did. */
  hours: string;
  /** Distinct children of the quarter; undefined where nothing stands there. */
  enrolled: { nursery: Located | undefined; primary: Located | undefined };
  /** Every weekday of the three months that the sheet has, in order. */
  days: readonly ReportDay[];
  /** Numbers that stand under no day. */
  strays: readonly (Located & { table: Table })[];
  /** Months whose title is not found in a table: nothing of them is read. */
  gaps: readonly { table: Table; months: readonly Month[] }[];
}
/** `summary`: the sums of several places, of which none can be told apart. `no-days`: such a report without any month in its first table. `other`: none. */
export type NoReport = 'summary' | 'no-days' | 'other';

const titled = /presences du (?<number>[1-4])(?:er|e|eme)? trimestre (?<year>2\d{3})/;

export function readSoftwareReport({ rows }: Pick<ReadWorkbook, 'rows'>): SoftwareReport | NoReport {
  const title = rows.flatMap(({ cells }) => Object.values(cells)).find(({ text }) => titled.test(searchable(text)));
  const { number = '', year = '' } = titled.exec(searchable(title?.text ?? ''))?.groups ?? {};
  const name = besideWord(rows, "lieu d'accueil");
  if (!title || name === undefined) return 'other';
  if (searchable(name).includes('synthese')) return 'summary';
  const quarter = `${year}-${number}`;
  const present = readTable(rows, 'present', quarter);
  if (present.gap.length === monthsOf(quarter).length) return 'no-days';
  const positive = readTable(rows, 'positive', quarter);
  const days = [...present.days].map(([day, at]) => ({ day, present: at, positive: positive.days.get(day) }));
  // Of a month that the first table lacks altogether it is said that nothing is read.
  const alone = [...positive.days].flatMap(([day, at]) =>
    present.days.has(day) || present.gap.includes(monthOf(day)) || !at.cell?.text.trim()
      ? []
      : [{ table: 'positive' as const, ...at }],
  );
  return {
    quarter,
    place: { name, address: besideWord(rows, 'adresse') ?? '' },
    hours: besideWord(rows, 'horaire') ?? '',
    enrolled: { nursery: numberBeside(rows, 'maternelle'), primary: numberBeside(rows, 'primaire') },
    days: days.sort((one, other) => (one.day < other.day ? -1 : 1)),
    strays: [...present.strays, ...positive.strays, ...alone],
    gaps: [
      { table: 'present' as const, months: present.gap },
      { table: 'positive' as const, months: positive.gap },
    ].filter(({ months: missing }) => missing.length > 0),
  };
}

interface Counts {
  days: Map<Day, Located>;
  strays: (Located & { table: Table })[];
  /** Months that are not found. */
  gap: readonly Month[];
}

/** The rows under the title of a table: the numbers of the days, then the counts beside the name of the month. */
function readTable(rows: readonly ReadRow[], table: Table, quarter: Quarter): Counts {
  const from = rows.findIndex(({ cells }) => wordIn(cells.A) === tables[table]);
  const counts: Counts = { days: new Map(), strays: [], gap: [] };
  const left = new Set(monthsOf(quarter));
  for (let at = from + 1; from >= 0 && at < rows.length && left.size > 0; at += 1) {
    const { A: title } = rows[at]!.cells;
    if (Object.values<string>(tables).includes(wordIn(title))) break;
    const month = monthNamed(title, left);
    if (!month) continue;
    left.delete(month);
    readMonth(counts, table, month, rows[at - 1], rows[at]!);
  }
  return { ...counts, gap: [...left] };
}

function monthNamed(cell: Cell | undefined, among: ReadonlySet<Month>): Month | undefined {
  const name = wordIn(cell);
  return [...among].find((month) => searchable(months[Number(month.slice(5)) - 1] ?? '') === name);
}

function readMonth(
  { days, strays }: Pick<Counts, 'days' | 'strays'>,
  table: Table,
  month: Month,
  above: ReadRow | undefined,
  { number: row, cells }: ReadRow,
): void {
  for (const [column, { text }] of Object.entries(above?.cells ?? {})) {
    const day = `${month}-${text.trim().padStart(2, '0')}`;
    if (column !== 'A' && isDay(day)) days.set(day, { row, column, cell: cells[column] });
  }
  const named = new Set([...days.values()].filter((at) => at.row === row).map(({ column }) => column));
  for (const [column, cell] of Object.entries(cells)) {
    // The sum of the month stands behind its days.
    if (column === 'A' || named.has(column) || cell.kind === 'formula' || cell.text.trim() === '') continue;
    strays.push({ table, row, column, cell });
  }
}

const wordIn = (cell: Cell | undefined): string => searchable(cell?.text ?? '').trim();

/** The cell that is titled so, and the first one behind it in its row. */
function beside(rows: readonly ReadRow[], word: string): { row: number; column: string; cell: Cell } | undefined {
  for (const { number: row, cells } of rows) {
    const titles = Object.keys(cells).sort((one, other) => indexOf(one) - indexOf(other));
    const at = titles.findIndex((column) => wordIn(cells[column]) === searchable(word));
    if (at < 0) continue;
    const column = titles[at + 1];
    return column === undefined ? undefined : { row, column, cell: cells[column]! };
  }
  return undefined;
}
const besideWord = (rows: readonly ReadRow[], word: string): string | undefined => beside(rows, word)?.cell.text.trim();
function numberBeside(rows: readonly ReadRow[], word: string): Located | undefined {
  const found = beside(rows, word);
  // Without a number the next cell is the title of another one.
  return found && /\d/.test(found.cell.text) ? found : undefined;
}
