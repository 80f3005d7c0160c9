/** What a sheet of days that waits would do to its place, as it stands now. Nothing is written. */
import { createHash } from 'node:crypto';
import { budgetQuarterOf } from '../../domain/after-school/budget-year.ts';
import { noCounts } from '../../domain/after-school/counts.ts';
import type { ColumnKey } from '../../domain/after-school/sheet/columns.ts';
import { planDays, type DaysPlan, type PlannedDay } from '../../domain/after-school/sheet/plan.ts';
import { readDays, type DayFault } from '../../domain/after-school/sheet/read-rows.ts';
import { missingIn } from '../../domain/after-school/sheet/recognise.ts';
import type { SoftwareReport } from '../../domain/after-school/software-report.ts';
import type { Day } from '../../domain/days.ts';
import { firstDayOfMonth, lastDayOfMonth, monthOf, type Month } from '../../domain/quarter.ts';
import { findCalendars } from '../after-school/calendars.ts';
import { listCounts } from '../after-school/counts.ts';
import { findSendings, lockedMonths } from '../after-school/locked.ts';
import type { Database } from '../connect.ts';
import type { Counts, WaitingSheet } from '../sheet-imports/imports.ts';

export interface DaysWaiting extends WaitingSheet<ColumnKey> {
  /** Of the page from which it was sent. */
  month?: Month;
  /** Days of which the page was told that the place was open. */
  open: readonly Day[];
  /** The layout is known: from an import before, or it is our own. */
  isKnownLayout: boolean;
  /** Of a report of the communes' software. */
  report?: {
    quarter: string;
    name: string;
    address: string;
    hours: string;
    /** « 12 together » → « G15 ». */
    cells: Readonly<Record<string, string>>;
    /** Not found in it. */
    gaps?: SoftwareReport['gaps'];
  };
  /** Letters of the columns of national numbers, which are not kept. */
  dropped?: readonly string[];
  /** The file names a place; undefined: it names none, or nobody has said which place that name is. */
  named?: NamedPlace;
}
/** Of which place a file says that it is: by the name in a report, as the body has said before, or by the number in our model. */
export interface NamedPlace {
  by: 'name' | 'number';
  /** What the file says. */
  text: string;
  /** Null: a number of no place of the body. */
  facilityId: string | null;
}
export type DaysOutcome = Counts<'added' | 'changed' | 'same' | 'opened' | 'enrolled' | 'empty'>;

export interface DaysReview extends Omit<DaysPlan, 'faults'> {
  /** How cells are written, then what cannot be; the questions are beside. */
  faults: DayFault[];
  skipped: number[];
  /** How many days the sheet has. */
  read: number;
  /** Months of its days, in order. */
  months: readonly Month[];
  locked: ReadonlySet<Month>;
  /** Row → what it would do, in a few letters. */
  shown: Record<string, string>;
  /** Of all of it. */
  digest: string;
}

/** @param facilityId undefined: nobody has said yet of which place it is, and only its cells are read */
export async function reviewDays(
  db: Database,
  facilityId: string | undefined,
  { sheet, mending, month, open, report }: Pick<DaysWaiting, 'sheet' | 'mending' | 'month' | 'open' | 'report'>,
  today: Day,
): Promise<DaysReview> {
  // Until its columns are told, nothing of it is read.
  const read =
    missingIn(sheet).length > 0 ? { days: [], enrolled: [], faults: [], skipped: [] } : readDays(sheet, mending, month);
  const months = [
    ...new Set([...read.days.map(({ day }) => monthOf(day)), ...read.enrolled.map((each) => each.month)]),
  ].sort();
  const [first, last] = [months[0], months.at(-1)];
  if (facilityId === undefined || first === undefined || last === undefined)
    return { ...nothingPlanned, ...read, days: [], enrolled: [], read: read.days.length, months };
  const [from, to] = [firstDayOfMonth(first), lastDayOfMonth(last)];
  // One after the other: a confirmation asks within its transaction, on one connection.
  const calendars = await findCalendars(db, [facilityId], from, to);
  const counts = await listCounts(db, [facilityId], from, to);
  const sendings = await findSendings(db, [facilityId], [...new Set(months.map(budgetQuarterOf))]);
  const locked = new Set(lockedMonths(sendings.get(facilityId) ?? []).keys());
  const plan = planDays(read, {
    counts: counts.get(facilityId) ?? noCounts,
    calendar: calendars.get(facilityId)!,
    locked,
    today,
    open: new Set(open),
    isOfQuarter: report !== undefined,
  });
  const shown = Object.fromEntries([
    ...plan.enrolled.map((each): [string, string] => [String(each.row), digestOf([facilityId, each], 12)]),
    ...plan.days.map((each): [string, string] => [String(each.row), digestOf([facilityId, each], 12)]),
  ]);
  return {
    ...plan,
    faults: [...read.faults, ...plan.faults].sort((one, other) => one.row - other.row),
    skipped: read.skipped,
    read: read.days.length,
    months,
    locked,
    shown,
    digest: digestOf(shown, 32),
  };
}
const nothingPlanned = { warnings: [], locked: new Set<Month>(), shown: {}, digest: '' };

/** Days of which it is asked whether the place was open. */
export const questionsOf = ({ days }: Pick<DaysReview, 'days'>): PlannedDay[] =>
  days.filter(({ doing }) => doing === 'question');

/** @param what is made here and in `planDays`, its parts in one order */
const digestOf = (what: object, length: number): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, length);
