/**
 * The quarterly report that the after-school software of communes writes for ONE: one sheet for one place and one calendar quarter, a sum for each
 * weekday and no number of the place. What stands where is found by its titles, the days by the numbers above the counts. Pure.
 */
import { isDay, type Day } from '../days.ts';
import { monthsOf, type Month, type Quarter } from '../quarter.ts';
import { searchable } from '../searchable.ts';
import { readText, wrong, type CellKind, type CellRead, type SheetFault } from '../sheet/read-cells.ts';
import { indexOf, type Cell, type ReadRow, type ReadWorkbook } from '../workbook.ts';
import { months } from '../written-day.ts';

/** Both tables, as the sheet calls them. */
export const tables = { present: 'subvention de fonctionnement', positive: 'differenciation positive' } as const;
export type Table = keyof typeof tables;

export interface ReportDay {
  day: Day;
  /** Children present, nursery and primary together; null: nothing stands there. */
  present: number | null;
  /** Among them, those of positive differentiation. */
  positive: number | null;
}
export interface SoftwareReport {
  /** Of the calendar, as its title says: « 1er trimestre 2026 » is January to March. */
  quarter: Quarter;
  place: { name: string; address: string };
  /** Opening hours as somebody wrote them; '' where nobody did. */
  hours: string;
  /** Distinct children of the quarter; null where nothing stands there. */
  enrolled: { nursery: number | null; primary: number | null };
  /** Every weekday of the three months that the sheet has, in order. */
  days: readonly ReportDay[];
  faults: readonly SheetFault<string, CellKind>[];
}
/** `summary`: the sums of several places, of which none can be told apart. `other`: no such report. */
export type NoReport = 'summary' | 'other';

const titled = /presences du (?<number>[1-4])(?:er|e|eme)? trimestre (?<year>2\d{3})/;

export function readSoftwareReport({ rows }: Pick<ReadWorkbook, 'rows'>): SoftwareReport | NoReport {
  const title = rows.flatMap(({ cells }) => Object.values(cells)).find(({ text }) => titled.test(searchable(text)));
  const { number = '', year = '' } = titled.exec(searchable(title?.text ?? ''))?.groups ?? {};
  const name = besideWord(rows, "lieu d'accueil");
  if (!title || name === undefined) return 'other';
  if (searchable(name).includes('synthese')) return 'summary';
  const quarter = `${year}-${number}`;
  const present = readTable(rows, 'present', quarter);
  if (!present) return 'other';
  const positive = readTable(rows, 'positive', quarter);
  const faults = [...present.faults, ...(positive?.faults ?? [])];
  const days = [...present.counts].map(([day, { count }]) => ({
    day,
    present: count,
    positive: positive?.counts.get(day)?.count ?? null,
  }));
  for (const { day, present: all, positive: some } of days) {
    const at = positive?.counts.get(day);
    if (at && some !== null && some > (all ?? 0))
      faults.push({
        ...{ row: at.row, column: at.column, kind: 'beyond' },
        sentence: `Ce jour-là, ${String(some)} enfants sont en différenciation positive et ${String(all ?? 0)} sont présents : corrigez l'un des deux nombres`,
        ...(all === null ? {} : { proposal: String(all) }),
      });
  }
  const enrolled = { nursery: numberBeside(rows, 'maternelle'), primary: numberBeside(rows, 'primaire') };
  for (const { fault } of Object.values(enrolled)) if (fault) faults.push(fault);
  return {
    quarter,
    place: { name, address: besideWord(rows, 'adresse') ?? '' },
    hours: besideWord(rows, 'horaire') ?? '',
    enrolled: { nursery: enrolled.nursery.count, primary: enrolled.primary.count },
    days: days.sort((one, other) => (one.day < other.day ? -1 : 1)),
    faults,
  };
}

interface Found {
  row: number;
  column: string;
  count: number | null;
}
interface Counts {
  counts: Map<Day, Found>;
  faults: SheetFault<string, CellKind>[];
}

/** The rows under the title of a table: the numbers of the days, then the counts beside the name of the month. */
function readTable(rows: readonly ReadRow[], table: Table, quarter: Quarter): Counts | undefined {
  const from = rows.findIndex(({ cells }) => wordIn(cells.A) === tables[table]);
  if (from < 0) return undefined;
  const counts: Counts = { counts: new Map(), faults: [] };
  const left = new Set(monthsOf(quarter));
  for (let at = from + 1; at < rows.length && left.size > 0; at += 1) {
    const { A: title } = rows[at]!.cells;
    if (Object.values<string>(tables).includes(wordIn(title))) break;
    const month = monthNamed(title, left);
    if (!month) continue;
    left.delete(month);
    readMonth(counts, month, rows[at - 1], rows[at]!);
  }
  return left.size === 0 ? counts : undefined;
}

function monthNamed(cell: Cell | undefined, among: ReadonlySet<Month>): Month | undefined {
  const name = wordIn(cell);
  return [...among].find((month) => searchable(months[Number(month.slice(5)) - 1] ?? '') === name);
}

function readMonth({ counts, faults }: Counts, month: Month, above: ReadRow | undefined, row: ReadRow): void {
  for (const [column, { text }] of Object.entries(above?.cells ?? {})) {
    const day = `${month}-${text.trim().padStart(2, '0')}`;
    if (column !== 'A' && isDay(day)) counts.set(day, { row: row.number, column, count: null });
  }
  for (const [column, cell] of Object.entries(row.cells)) {
    // The sum of the month stands behind its days.
    const named = [...counts].find(([, at]) => at.row === row.number && at.column === column);
    if (column === 'A' || (cell.kind === 'formula' && !named)) continue;
    const read = readCount(cell);
    if ('wrong' in read) faults.push({ row: row.number, column, ...read.wrong });
    else if (named) named[1].count = read.value ?? null;
    else if (read.value !== undefined)
      faults.push({
        ...{ row: row.number, column, kind: 'unreadable' },
        sentence: 'Ce nombre n’est sous aucun jour du mois : écrivez-le sous le jour auquel il se rapporte',
        proposal: '',
      });
  }
}

/** As many children as a place may hold: more is a slip of the key. */
const most = 999;

/** « 1 7 », « 17 enfants » are proposed as 17. */
function readCount(cell: Cell | undefined): CellRead<number | undefined> {
  const read = readText(cell);
  if ('wrong' in read || read.value === undefined) return read as CellRead<undefined>;
  const digits = read.value.replace(/[\s\u00a0\u202f]/g, '');
  if (/^\d+$/.test(digits) && Number(digits) <= most) return { value: Number(digits) };
  const meant = /^\D*(\d{1,3})\D*$/.exec(digits)?.[1];
  return wrong('unreadable', `Écrivez un nombre d'enfants, de 0 à ${String(most)}, sans autre signe`, meant);
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
function numberBeside(
  rows: readonly ReadRow[],
  word: string,
): { count: number | null; fault?: SheetFault<string, CellKind> } {
  const found = beside(rows, word);
  // Without a number the next cell is the title of another one.
  if (!found || /^\D+$/.test(found.cell.text.trim())) return { count: null };
  const read = readCount(found.cell);
  return 'wrong' in read
    ? { count: null, fault: { row: found.row, column: found.column, ...read.wrong } }
    : { count: read.value ?? null };
}
