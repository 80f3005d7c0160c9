/** The days of a sheet and the enrolled of its months, each cell read; what is wrong with how it is written. Pure. */
import { childrenInWords } from '../attendance-words.ts';
import { isDay, weekdayOf, type Day } from '../../days.ts';
import { formatLongDate, formatShortDate } from '../../french-dates.ts';
import { daysOfMonth, monthInWords, type Month } from '../../quarter.ts';
import { searchable } from '../../searchable.ts';
import type { Mending } from '../../sheet/mending.ts';
import { readDayCell, readText, wrong, type CellKind, type CellRead, type SheetFault } from '../../sheet/read-cells.ts';
import { cellsOf, type UploadedSheet } from '../../sheet/recognise.ts';
import type { Cell, ReadRow } from '../../workbook.ts';
import { months } from '../../written-day.ts';
import { readCount } from '../written-count.ts';
import { countKeys, type ColumnKey, type CountKey } from './columns.ts';

/** A count that is not there is not said: it changes nothing. */
export type Said = Partial<Record<CountKey, number>>;
export interface SheetDay {
  /** Of the sheet. */
  row: number;
  day: Day;
  said: Said;
}
export interface SheetEnrolled {
  row: number;
  month: Month;
  said: Partial<Record<'nursery' | 'primary', number>>;
}
export type ReadFault = CellKind | 'same-day' | 'both-sums' | 'to-come';
export type DayFault = SheetFault<ColumnKey, ReadFault>;
export interface ReadDays {
  days: SheetDay[];
  enrolled: SheetEnrolled[];
  faults: DayFault[];
  /** Totals and remarks: rows that are no day's. */
  skipped: number[];
}

type RowCells = Partial<Record<ColumnKey, Cell>>;
const hasText = (cell: Cell | undefined): boolean => cell !== undefined && cell.text.trim() !== '';

/** @param month of the page from which the sheet was sent: « 16 » in it is likely the 16th */
export function readDays(
  { rows, columns }: Pick<UploadedSheet<ColumnKey>, 'rows' | 'columns'>,
  mending: Mending<ColumnKey>,
  month?: Month,
): ReadDays {
  const left = new Set(mending.leftOut);
  const mended = new Map<number, RowCells>();
  for (const { row, column, text } of mending.cells)
    mended.set(row, { ...mended.get(row), [column]: { kind: 'text', text } });
  const read: ReadDays = { days: [], enrolled: [], faults: [], skipped: [] };
  const rowOf = new Map<string, number>();
  for (const row of rows) {
    if (left.has(row.number)) continue;
    readRow(read, row, { ...cellsOf(row.cells, columns), ...mended.get(row.number) }, month);
  }
  for (const { row, ...about } of [...read.days, ...read.enrolled].sort((one, other) => one.row - other.row)) {
    const key = 'day' in about ? about.day : about.month;
    const first = rowOf.get(key);
    if (first === undefined) rowOf.set(key, row);
    else
      read.faults.push({
        ...{ row, column: 'day', kind: 'same-day' },
        sentence: `${'day' in about ? `Le ${formatShortDate(key)} est` : `Les inscrits de ${monthInWords(key)} sont`} déjà à la ligne ${String(first)} : laissez l'une des deux de côté`,
      });
  }
  read.faults.sort((one, other) => one.row - other.row);
  return read;
}

const total = /^(?:sous )?(?:total|totaux|somme|moyenne|nombre|remarque|signature|date et|fait a|legende)/;
const ofEnrolled = new RegExp(
  `^(?:enfants )?inscrits?(?: en| au mois de)? (?<name>${months.map(searchable).join('|')}) (?<year>2\\d{3})$`,
);

/** « Inscrits en novembre 2026 » */
export const enrolledIn = (month: Month): string => `Inscrits en ${monthInWords(month)}`;

function readRow(
  read: ReadDays,
  { number: row, cells: all }: ReadRow,
  cells: RowCells,
  month: Month | undefined,
): void {
  const first = searchable(cells.day?.text ?? Object.values(all)[0]?.text ?? '');
  const { name, year } = ofEnrolled.exec(first)?.groups ?? {};
  const given = countKeys.filter((key) => hasText(cells[key]));
  if ((!hasText(cells.day) && given.length === 0) || (name === undefined && total.test(first))) {
    if (Object.values(all).some(hasText)) read.skipped.push(row);
    return;
  }
  const said: Said = {};
  for (const key of countKeys) {
    const count = countIn(cells[key]);
    if ('wrong' in count) read.faults.push({ row, column: key, ...count.wrong });
    else if (count.value !== undefined) said[key] = count.value;
  }
  if (name !== undefined) {
    const of = `${year!}-${String(months.map(searchable).indexOf(name) + 1).padStart(2, '0')}`;
    const { nursery, primarySchool: primary } = said;
    read.enrolled.push({
      ...{ row, month: of },
      said: { ...(nursery === undefined ? {} : { nursery }), ...(primary === undefined ? {} : { primary }) },
    });
    return;
  }
  const day = dayIn(cells.day, month);
  // A remark below the table, which counts nobody, is no day.
  if ('wrong' in day && given.length === 0) read.skipped.push(row);
  else if ('wrong' in day) read.faults.push({ row, column: 'day', ...day.wrong });
  else {
    read.days.push({ row, day: day.value, said: withBoth(said) });
    const sum = sumFault(said);
    if (sum) read.faults.push({ row, column: 'together', ...sum });
  }
}

function countIn(cell: Cell | undefined): CellRead<number | undefined> {
  const text = readText(cell);
  if ('wrong' in text || text.value === undefined) return text as CellRead<undefined>;
  const read = readCount(text.value);
  return 'fault' in read ? wrong(read.kind, read.fault, read.meant) : { value: read.value ?? undefined };
}

/** A sum and one of both say the other one; a sum that is no more than the one says nothing of the other: empty is not zero. */
function withBoth({ together, ...said }: Said): Said {
  const { nursery, primarySchool } = said;
  const one = nursery ?? primarySchool;
  if (together === undefined) return said;
  if (one === undefined || (nursery !== undefined && primarySchool !== undefined) || together < one)
    return { ...said, together };
  if (together === one) return said;
  return { ...said, ...(nursery === undefined ? { nursery: together - one } : { primarySchool: together - one }) };
}

/** Told in two ways, a day is told once where both say the same. */
function sumFault({
  together,
  nursery,
  primarySchool: primary,
}: Said): { kind: 'both-sums'; sentence: string; proposal?: string } | undefined {
  const one = nursery ?? primary;
  if (together === undefined || one === undefined) return undefined;
  if (nursery === undefined || primary === undefined)
    return together >= one
      ? undefined
      : {
          kind: 'both-sums',
          sentence: `${String(one)} en ${nursery === undefined ? 'primaire' : 'maternelle'}, mais ${childrenInWords(together)} ensemble : corrigez l'un des deux nombres`,
        };
  const sum = nursery + primary;
  return sum === together
    ? undefined
    : {
        kind: 'both-sums',
        sentence: `${String(nursery)} en maternelle et ${String(primary)} en primaire font ${childrenInWords(sum)}, et l'ensemble en dit ${String(together)} : corrigez l'un des trois nombres`,
        proposal: String(sum),
      };
}

function dayIn(cell: Cell | undefined, month: Month | undefined): CellRead<Day> {
  const read = readText(cell);
  if ('wrong' in read) return read;
  if (read.value === undefined)
    return wrong(
      'missing',
      'Ce nombre n’est sous aucun jour : écrivez la date à laquelle il se rapporte, ou laissez sa ligne de côté',
    );
  const { weekday, text = read.value } = named.exec(read.value)?.groups ?? {};
  const bare = /^\d{1,2}$/.test(text);
  const meant = bare && month ? `${month}-${text.padStart(2, '0')}` : cell?.day;
  const likely =
    meant !== undefined &&
    isDay(meant) &&
    (!bare || !month || daysOfMonth(month).includes(meant)) &&
    isCalled(meant, weekday)
      ? formatShortDate(meant)
      : undefined;
  const found = readDayCell(text, bare || cell?.kind === 'number' ? likely : undefined);
  if ('wrong' in found || isCalled(found.value, weekday)) return found;
  // One of both is a slip, and nobody but them knows which.
  return wrong(
    'unreadable',
    `« ${read.value} » : le ${formatShortDate(found.value)} est un ${weekdayInWords(found.value)}. Écrivez la date juste, sans le nom du jour`,
  );
}

/** « lundi 16/11/2026 », « me. 18/11 » */
const named =
  /^(?<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lu|ma|me|je|ve|sa|di)\.?,? +(?<text>.+)$/i;
const weekdays = ['lu', 'ma', 'me', 'je', 've', 'sa', 'di'];
const isCalled = (day: Day, weekday: string | undefined): boolean =>
  weekday === undefined || weekdays[weekdayOf(day) - 1] === weekday.slice(0, 2).toLowerCase();
const weekdayInWords = (day: Day): string => formatLongDate(day).split(' ')[0] ?? '';
