/** Months of attendance of the demonstration: encoded to the end where they are sent, half where they run, with faults where they wait. */
import { addDays, dayOf, startOfDay, subtractDays, type Instant } from '../../../../domain/calendar.ts';
import { totalsOf } from '../../../../domain/attendance/month.ts';
import { firstDayOfMonth, lastDayOfMonth, monthOf, type Month } from '../../../../domain/quarter.ts';
import { digest } from '../../../act-hash.ts';
import { instant, type Database } from '../../../connect.ts';
import type { SentRow } from '../../../attendance/sent.ts';
import { rowsOf } from './children.ts';

interface Creche {
  key: string;
  facilityId: string;
  places: number;
  /** Who encodes. */
  by: string | undefined;
  now: Instant;
}

/** Encodes a month. @returns what its sending tells, where it is sent */
export async function encodeMonth(
  db: Database,
  { key, facilityId, places, by, now }: Creche,
  month: Month,
  isSent: boolean,
): Promise<{ facts: object; content: object } | undefined> {
  const today = dayOf(now);
  if (monthOf(today) < month) return undefined;
  const last = lastDayOfMonth(month);
  const isOver = last < today;
  const rows = rowsOf(key, month, places, { until: isOver ? last : subtractDays(today, 1), today });
  const encoded = isSent ? rows : isOver ? withFaults(rows, month) : halfEncoded(rows);
  const at = isOver ? startOfDay(addDays(last, 2)) : now - 3_600_000;
  await db('attendance_rows').insert(
    encoded.map(
      ({ id, childId, position, familyName, firstName, birthOn, enteredOn, leftOn, contractDays, cells }) => ({
        id,
        facility_id: facilityId,
        month: firstDayOfMonth(month),
        child_id: childId,
        position,
        family_name: familyName,
        first_name: firstName,
        born_on: birthOn,
        entered_on: enteredOn,
        left_on: leftOn,
        contract_days: contractDays,
        cells: Array.from({ length: 31 }, (_, index) => cells[index] ?? ''),
        changed_by: by,
        changed_at: instant(at),
      }),
    ),
  );
  if (!isSent) return undefined;
  const totals = totalsOf(encoded);
  return {
    facts: { month, digest: digest(encoded).toString('hex'), children: encoded.length, ...totals.present },
    content: { month, totals, rows: encoded },
  };
}

/** A code that nobody knows, and a presence after the child has left. */
const withFaults = (rows: readonly SentRow[], month: Month): SentRow[] =>
  rows.map((row, index) => {
    const [first, last] = [row.cells.indexOf('P'), row.cells.lastIndexOf('P')];
    if (index === 3 && first >= 0) return { ...row, cells: row.cells.map((text, day) => (day === first ? 'X' : text)) };
    if (index === 6 && last > 0) return { ...row, leftOn: `${month}-${String(last).padStart(2, '0')}` };
    return row;
  });

/** The last ones are still to be done. */
const halfEncoded = (rows: readonly SentRow[]): SentRow[] =>
  rows.map((row, index) =>
    index < rows.length / 2 ? row : { ...row, cells: row.cells.map((text, day) => (day < 7 ? text : '')) },
  );
