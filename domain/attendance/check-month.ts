/**
 * What is wrong, or to be looked at, in a month of attendance, cell by cell, with the mends that one may choose from. The same rules for the
 * grid, the form without a script, a sheet and other people's software.
 */
import { addMonths, type Day } from '../days.ts';
import { daysOfMonth, lastDayOfMonth } from '../quarter.ts';
import { searchable } from '../searchable.ts';
import { meaningOf, readCode } from './codes.ts';
import { mostRows, presentByDay, type AttendanceMonth, type ChildRow, type MonthRules } from './month.ts';

export type RowField = 'familyName' | 'firstName' | 'birthOn' | 'enteredOn' | 'leftOn';
export type CellFault = 'unknown-code' | 'closed-day' | 'before-entry' | 'after-exit' | 'future' | 'beyond-month';
export type RowFault =
  | 'no-name'
  | 'no-birth'
  | 'no-entry'
  | 'born-after-entry'
  | 'born-in-future'
  | 'exit-before-entry'
  | 'entry-after-month'
  | 'exit-before-month'
  | 'same-child'
  | 'too-many-rows';
/** A question: it may be so. Nothing is refused for it. */
export type Doubt = 'over-capacity' | 'older-than-usual' | 'closed-alone';

export type Proposal =
  | { do: 'erase' }
  | { do: 'set'; code: string }
  | { do: 'change'; field: RowField }
  | { do: 'open-day' };

export interface Point {
  /** None: about the day as a whole. */
  rowId: string | null;
  /** None: about the child. */
  day: Day | null;
  field: RowField | null;
  weight: 'fault' | 'doubt';
  code: CellFault | RowFault | Doubt;
  /** What stands there. */
  found: string;
  /** The other row of the same child. */
  otherId?: string;
  proposals: readonly Proposal[];
}

/** Children of a crèche are not usually older (hypothèse). */
const usualMonths = 48;

const erase: Proposal = { do: 'erase' };
const change = (field: RowField): Proposal => ({ do: 'change', field });

/** In the order of the rows, then of the days. */
export function checkMonth({ month, rows }: AttendanceMonth, rules: MonthRules): Point[] {
  const days = daysOfMonth(month);
  const closed = days.map((day): Closed => {
    if (rules.closures.some(({ from, to }) => from <= day && day <= to)) return 'declared';
    return rules.closedDays.has(day) ? 'always' : 'no';
  });
  const open = presentByDay(rows, days.length);
  const seen = new Map<string, string>();
  const about = { month, last: lastDayOfMonth(month), usualSince: addMonths(`${month}-01`, -usualMonths) };
  const points: Point[] = [];
  rows.forEach((row, index) => {
    points.push(...rowFaults(row, about, rules.today), ...sameChild(row, seen));
    if (index === mostRows) points.push(rowPoint(row, 'too-many-rows', null, String(rows.length), []));
    row.cells.forEach((found, at) => {
      // Most of a month is as it should be: nothing is made for such cells.
      const point =
        at < days.length
          ? cellPoint(row, days[at]!, found, closed[at] ?? 'no', open[at] ?? 0, rules.today)
          : beyond(row, `${month}-${String(at + 1)}`, found);
      if (point) points.push(point);
    });
  });
  days.forEach((day, at) => {
    const present = open[at] ?? 0;
    if (rules.places === 0 || present <= rules.places) return;
    const over = { weight: 'doubt', code: 'over-capacity', found: String(present), proposals: [] } as const;
    points.push({ rowId: null, day, field: null, ...over });
  });
  return points;
}
const beyond = (row: ChildRow, day: string, found: string): Point | undefined =>
  found.trim() === '' ? undefined : cell(row, day, 'beyond-month', found, [erase]);

/** Closed by a closure of the report, which may be changed; or a weekend, a legal holiday. */
type Closed = 'no' | 'declared' | 'always';

function cellPoint(
  row: ChildRow,
  day: Day,
  found: string,
  closed: Closed,
  present: number,
  today: Day,
): Point | undefined {
  const code = readCode(found);
  if (code === '') return undefined;
  if (code === undefined) return cell(row, day, 'unknown-code', found, [{ do: 'set', code: 'AI' }, erase]);
  const { kind } = meaningOf[code];
  // Closed for this child alone, on a day when others are there.
  if (kind === 'closed')
    return closed !== 'no' || present === 0
      ? undefined
      : { ...cell(row, day, 'closed-alone', found, [erase]), weight: 'doubt' };
  if (closed !== 'no')
    return cell(row, day, 'closed-day', found, closed === 'declared' ? [erase, { do: 'open-day' }] : [erase]);
  if (row.enteredOn && day < row.enteredOn) return cell(row, day, 'before-entry', found, [erase, change('enteredOn')]);
  if (row.leftOn && day > row.leftOn) return cell(row, day, 'after-exit', found, [erase, change('leftOn')]);
  return day > today && kind === 'present' ? cell(row, day, 'future', found, [erase]) : undefined;
}
const cell = (
  { id }: ChildRow,
  day: Day | null,
  code: Point['code'],
  found: string,
  proposals: readonly Proposal[],
): Point => ({ rowId: id, day, field: null, weight: 'fault', code, found, proposals });

const rowPoint = (
  { id }: ChildRow,
  code: RowFault | Doubt,
  field: RowField | null,
  found: string,
  proposals: readonly Proposal[],
): Point => ({ rowId: id, day: null, field, weight: 'fault', code, found, proposals });

function rowFaults(
  row: ChildRow,
  { month, last, usualSince }: { month: string; last: Day; usualSince: Day },
  today: Day,
): Point[] {
  const { familyName, firstName, birthOn, enteredOn, leftOn } = row;
  // An empty line that was made and not filled in yet says nothing.
  if (isEmpty(row)) return [];
  const points: Point[] = [];
  const fault = (code: RowFault, field: RowField, found: string | null): void => {
    points.push(rowPoint(row, code, field, found ?? '', [change(field)]));
  };
  if (familyName === '') fault('no-name', 'familyName', '');
  if (firstName === '') fault('no-name', 'firstName', '');
  if (!birthOn) fault('no-birth', 'birthOn', '');
  else if (birthOn > today) fault('born-in-future', 'birthOn', birthOn);
  else if (enteredOn && birthOn > enteredOn) fault('born-after-entry', 'birthOn', birthOn);
  else if (birthOn < usualSince)
    points.push({ ...rowPoint(row, 'older-than-usual', 'birthOn', birthOn, [change('birthOn')]), weight: 'doubt' });
  if (!enteredOn) fault('no-entry', 'enteredOn', '');
  else if (enteredOn > last) fault('entry-after-month', 'enteredOn', enteredOn);
  if (leftOn && enteredOn && leftOn < enteredOn) fault('exit-before-entry', 'leftOn', leftOn);
  else if (leftOn && leftOn < `${month}-01`) fault('exit-before-month', 'leftOn', leftOn);
  return points;
}

/** A line that was made, and in which nothing stands yet. */
export const isEmpty = ({ familyName, firstName, birthOn, enteredOn, cells }: ChildRow): boolean =>
  familyName === '' && firstName === '' && !birthOn && !enteredOn && cells.every((one) => one.trim() === '');

function sameChild(row: ChildRow, seen: Map<string, string>): Point[] {
  if (row.familyName === '' || row.firstName === '' || !row.birthOn) return [];
  const key = [searchable(row.familyName), searchable(row.firstName), row.birthOn].join('|');
  const other = seen.get(key);
  if (other === undefined) {
    seen.set(key, row.id);
    return [];
  }
  return [{ ...rowPoint(row, 'same-child', 'familyName', `${row.familyName} ${row.firstName}`, []), otherId: other }];
}

export const hasFault = (points: readonly Point[]): boolean => points.some(({ weight }) => weight === 'fault');
