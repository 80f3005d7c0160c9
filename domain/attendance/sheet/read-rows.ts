/** The children of a sheet, each cell read; what is wrong with how it is written. What is wrong with a month is said by `check-month.ts`. */
import type { Day } from '../../days.ts';
import { quoted } from '../../number-fault.ts';
import { searchable } from '../../searchable.ts';
import type { Mending } from '../../sheet/mending.ts';
import {
  readDayCell,
  readName,
  readText,
  wrong,
  type CellKind,
  type CellRead,
  type SheetFault,
} from '../../sheet/read-cells.ts';
import { cellsOf } from '../../sheet/recognise.ts';
import type { Cell, ReadRow } from '../../workbook.ts';
import { readNumber } from '../../written-number.ts';
import { readCode } from '../codes.ts';
import type { ChildRow } from '../month.ts';
import { dayKey, isDayKey, numberOfDay, type ColumnKey, type FieldKey } from './columns.ts';
import type { UploadedSheet } from './recognise.ts';
import { splitName, type Named } from './split-name.ts';

/** How a cell may be written that no rule of a month looks at. */
export type ReadFault = CellKind | 'name-order' | 'a-date' | 'contract' | 'number-hidden';
export type RowCells = Partial<Record<ColumnKey, Cell>>;
type Field = 'familyName' | 'firstName' | 'birthOn' | 'enteredOn' | 'leftOn' | 'contractDays';

export interface SheetChild {
  /** Of the sheet. */
  row: number;
  /** What the sheet says of the child: a field that is not there is not said. */
  said: Partial<Pick<ChildRow, Field>>;
  /** Day 1 first; '' where nothing stands. */
  cells: string[];
  /** Emptied on the page: said to be empty. */
  emptied: ReadonlySet<number>;
}
export interface ReadSheet {
  children: SheetChild[];
  faults: SheetFault<ColumnKey, ReadFault>[];
  /** Totals and remarks: rows that are no child's. */
  skipped: number[];
}
interface Reading {
  today: Day;
  /** Those who are known here, this month or the one before: how their names are cut is not guessed. */
  known: readonly Named[];
}

const cellsIn = (cells: RowCells): [string, Cell][] => Object.entries(cells) as [string, Cell][];
const dayKeys = Array.from({ length: 31 }, (_, index) => dayKey(index + 1));

/** Written on the page for « empty »: an empty field is one that was forgotten. */
export const nothing = '-';

export function readRows(
  { rows, columns }: Pick<UploadedSheet, 'rows' | 'columns'>,
  mending: Mending<ColumnKey>,
  reading: Reading,
): ReadSheet {
  const left = new Set(mending.leftOut);
  const mended = new Map<number, RowCells>();
  for (const { row, column, text } of mending.cells)
    mended.set(row, { ...mended.get(row), [column]: { kind: 'text', text: text === nothing ? '' : text } });
  const children: SheetChild[] = [];
  const faults: ReadSheet['faults'] = [];
  const skipped: number[] = [];
  for (const row of rows) {
    if (left.has(row.number)) continue;
    const cells = { ...cellsOf(row.cells, columns), ...mended.get(row.number) };
    if (!isChild(row, cells)) {
      skipped.push(row.number);
      continue;
    }
    const read = readRow(row.number, cells, mended.get(row.number) ?? {}, reading);
    children.push(read.child);
    faults.push(...read.faults);
  }
  return { children, faults, skipped };
}

const total =
  /^(sous )?(total|totaux|presen|somme|nombre|nb|effectif|moyenne|capacite|places|legende|remarque|signature|cachet|date et|fait a|code|taux)/;

/** Neither a row of totals, which names no birth and no entry, nor a remark below the table. */
function isChild({ cells: all }: ReadRow, cells: RowCells): boolean {
  const has = (key: ColumnKey): boolean => (cells[key]?.text ?? '') !== '';
  if (has('birthOn') || has('enteredOn') || has('leftOn')) return true;
  const names = (['familyName', 'firstName', 'fullName', 'firstThenFamily'] as const).filter(has);
  const texts = names.map((key) => searchable(cells[key]?.text ?? ''));
  // What names a row of totals may stand before the names, or in a column that is not read.
  const first = searchable(Object.values(all).find(({ kind }) => kind === 'text')?.text ?? '');
  if ([...texts, first].some((text) => total.test(text))) return false;
  const coded = cellsIn(cells).filter(([key]) => isDayKey(key));
  if (names.length > 0) return coded.length > 0 || (texts.length === 2 && !/[=:]/.test(cells.familyName?.text ?? ''));
  // Figures under the days, computed or not, with nobody's name.
  return coded.some(([, { text, kind }]) => kind !== 'formula' && Boolean(readCode(text)) && !/^\d/.test(text));
}

function readRow(
  row: number,
  cells: RowCells,
  mended: RowCells,
  { today, known }: Reading,
): { child: SheetChild; faults: ReadSheet['faults'] } {
  const faults: ReadSheet['faults'] = [];
  const take = <T>(column: ColumnKey, read: CellRead<T, ReadFault>): T | undefined => {
    if ('value' in read) return read.value;
    faults.push({ row, column, ...read.wrong });
    return undefined;
  };
  const read = <T>(column: FieldKey, as: (text: string) => CellRead<T, ReadFault>): T | undefined => {
    const text = take(column, readText(cells[column]));
    return text === undefined ? undefined : take(column, as(text));
  };
  const name = (text: string): CellRead<string, ReadFault> =>
    text.includes('•••')
      ? wrong('number-hidden', 'Un numéro a été retiré de cette cellule : écrivez le nom seul', withoutHidden(text))
      : readName(text);
  const full = (column: 'fullName' | 'firstThenFamily'): Named | undefined =>
    read(column, (text) => splitName(text, column === 'firstThenFamily', known));
  const named = full('fullName') ?? full('firstThenFamily');
  const said: SheetChild['said'] = {};
  const tell = <Key extends Field>(key: Key, value: ChildRow[Key] | undefined): void => {
    if (value !== undefined) said[key] = value;
  };
  tell('familyName', named?.familyName ?? read('familyName', name));
  tell('firstName', named?.firstName ?? read('firstName', name));
  tell(
    'birthOn',
    read('birthOn', (text) => readDayCell(text, cells.birthOn?.day, today)),
  );
  tell(
    'enteredOn',
    read('enteredOn', (text) => readDayCell(text, cells.enteredOn?.day)),
  );
  tell(
    'leftOn',
    read('leftOn', (text) => readDayCell(text, cells.leftOn?.day)),
  );
  tell('contractDays', read('contractDays', readContract));
  // Emptied on the page: said not to be.
  for (const key of ['leftOn', 'contractDays'] as const) if (mended[key]?.text === '') tell(key, null);
  return {
    child: {
      row,
      said,
      cells: dayKeys.map((key) => take(key, readDayCode(cells[key])) ?? ''),
      emptied: new Set(
        cellsIn(mended).flatMap(([key, { text }]) => (isDayKey(key) && text === '' ? [numberOfDay(key)] : [])),
      ),
    },
    faults,
  };
}

const withoutHidden = (text: string): string => text.replaceAll('•••', ' ').replace(/\s+/g, ' ').trim();

/** A code as we write it; what is none stays as it is: the rules of the month tell it. */
function readDayCode(cell: Cell | undefined): CellRead<string, ReadFault> {
  if (!cell) return { value: '' };
  // « 1/2 », typed where nothing said that it is a text.
  if (cell.kind === 'date' && /^0?1\/0?2\//.test(cell.text))
    return wrong('a-date', `Le tableur a fait une date (${cell.text}) de « 1/2 »`, '½P');
  const exact = cell.kind === 'text' ? readCode(cell.text) : undefined;
  if (exact !== undefined) return { value: exact };
  const read = readText(cell);
  if ('wrong' in read) {
    const code = readCode(cell.text);
    const { proposal: _text, ...fault } = read.wrong;
    return { wrong: { ...fault, ...(code ? { proposal: code } : {}) } };
  }
  const text = read.value ?? '';
  const code = readCode(text);
  return { value: code === undefined ? text.slice(0, 40) : code };
}

function readContract(text: string): CellRead<number, ReadFault> {
  const written = text
    .replace(/\s*(j(ours?)?)?\s*(\/|par)?\s*(sem(aine)?\.?)?$/iu, '')
    .replace(/½$/u, ',5')
    .replace(/^,5$/, '0,5');
  const read = readNumber(written);
  const value = read.ok ? Number(`${read.whole}.${read.decimals || '0'}`) : NaN;
  return read.ok && !read.negative && value <= 7 && Number.isInteger(value * 2)
    ? { value }
    : wrong('contract', `${quoted(text)} : écrivez les jours par semaine, de 0 à 7, par demi-jour (« 2,5 »)`);
}
