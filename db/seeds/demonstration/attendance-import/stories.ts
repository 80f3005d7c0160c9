/** A report of a program that waits at its repair desk: what a crèche has sent this morning, with the faults that such reports have. */
import { monthOf, monthsOf, quarterOf, quartersFurther, daysOfMonth, type Month } from '../../../../domain/quarter.ts';
import { dayOf, isWorkingDay, type Instant } from '../../../../domain/calendar.ts';
import { shortDay } from '../../../../domain/attendance/weeks.ts';
import { recognise } from '../../../../domain/attendance/sheet/recognise.ts';
import { lettersOf, type Cell, type ReadRow } from '../../../../domain/workbook.ts';
import type { AttendanceWaiting } from '../../../attendance-import/preview.ts';
import { loadMonth, type EncodedRow } from '../../../attendance/month.ts';
import type { Database } from '../../../connect.ts';
import { keepImport } from '../../../sheet-imports/imports.ts';
import { facilityIdOf } from '../narrator.ts';
import { stableId } from '../stable-id.ts';

/** The month of the last quarter that is still to be sent. */
export async function tellAttendanceImports(
  db: Database,
  { now, nissKey }: { now: Instant; nissKey: string },
): Promise<void> {
  const facilityId = facilityIdOf('glands');
  const month = monthsOf(quartersFurther(quarterOf(monthOf(dayOf(now - 3 * 3_600_000))), -1))[2];
  const { rows } = await loadMonth(db, { facilityId, month });
  const sheet = recognise({ rows: reportOf(month, rows) });
  if (!sheet || rows.length === 0) return;
  const waiting: AttendanceWaiting = {
    fileName: `releve-${month}.xls`,
    sheet,
    hasHidden: false,
    others: [],
    mending: { cells: [], leftOut: [] },
    shown: {},
    mode: 'complete',
    dropped: ['B'],
    remembered: 0,
    isKnownLayout: false,
  };
  await keepImport(db, {
    kind: 'attendance',
    id: stableId('attendance import glands'),
    userId: stableId('user admin-petits-chenes'),
    organisingBodyId: stableId('body petits-chenes'),
    about: { facilityId, month },
    waiting,
    secret: nissKey,
    at: now - 2 * 3_600_000,
  });
}

/** As a program writes it: names in one column, a word of its own for sickness, a Saturday, a day after a departure, a day that no month has. */
function reportOf(month: Month, rows: readonly EncodedRow[]): ReadRow[] {
  const days = daysOfMonth(month);
  const closed = days.findIndex((day, at) => at > 6 && !isWorkingDay(day));
  const written = rows.map((row, at): string[] => [
    String(at + 1),
    '',
    `${row.familyName.toUpperCase()} ${row.firstName}`,
    row.birthOn ? shortDay(row.birthOn) : '',
    at === 7 ? `31/02/${month.slice(0, 4)}` : row.enteredOn ? shortDay(row.enteredOn) : '',
    at === 3 ? shortDay(days[17]!) : row.leftOn ? shortDay(row.leftOn) : '',
    ...days.map((_day, day) => wordOf(row.cells[day] ?? '', at, day, closed)),
  ]);
  const headers = ['N°', '', 'Enfant', 'Né(e) le', 'Arrivée', 'Départ', ...days.map((day) => day.slice(8))];
  return [['Relevé mensuel'], headers, ...written].map((cells, at) => ({ number: at + 1, cells: cellsOf(cells) }));
}
function wordOf(code: string, child: number, day: number, closed: number): string {
  if (day === closed && child < 3) return 'P';
  return code === 'AJ' && child % 4 === 2 ? 'M' : code;
}
const cellsOf = (texts: readonly string[]): Record<string, Cell> =>
  Object.fromEntries(
    texts.flatMap((text, at): [string, Cell][] => (text === '' ? [] : [[lettersOf(at), { kind: 'text', text }]])),
  );
