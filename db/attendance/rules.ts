/** What the cells of a month are looked at with: the days on which nobody is received, and the places that are authorised. */
import type { MonthRules } from '../../domain/attendance/month.ts';
import { isWorkingDay, type Day } from '../../domain/calendar.ts';
import { daysOfMonth, lastDayOfMonth, type Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';
import { closuresBetween } from '../quarterly-subsidy/closures.ts';

/** By month. The places are those of its last day, or of today where it is not over. */
export async function rulesFor(
  db: Database,
  facilityId: string,
  months: readonly Month[],
  today: Day,
): Promise<Map<Month, MonthRules>> {
  const versions = (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .select('valid_from as from', 'capacity')) as { from: Day; capacity: number }[];
  const sorted = [...months].sort();
  const [first, end] = [sorted[0], sorted.at(-1)];
  const closures =
    first && end ? await closuresBetween(db, facilityId, { from: `${first}-01`, to: lastDayOfMonth(end) }) : [];
  return new Map(
    months.map((month) => {
      const last = lastDayOfMonth(month);
      const on = last < today ? last : today;
      return [
        month,
        {
          closures: closures.filter(({ from, to }) => from <= last && to >= `${month}-01`),
          closedDays: new Set(daysOfMonth(month).filter((day) => !isWorkingDay(day))),
          places: versions.find(({ from }) => from <= on)?.capacity ?? 0,
          today,
        },
      ];
    }),
  );
}
