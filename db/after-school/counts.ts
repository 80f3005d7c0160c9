/** The children that after-school places have counted. */
import { noCounts, type DayCounts, type EnrolledMonth, type PlaceCounts } from '../../domain/after-school/counts.ts';
import type { Day } from '../../domain/days.ts';
import { groupBy } from '../../domain/group-by.ts';
import { monthOf, type Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';

const dayColumns = [
  'facility_id as facilityId',
  'day',
  'nursery',
  'primary_school as primarySchool',
  'together',
  'positive',
  'morning',
  'open_anyway as openAnyway',
  'origin',
  'version',
] as const;
type DayRow = DayCounts & { facilityId: string; day: Day };
type MonthRow = EnrolledMonth & { facilityId: string; month: Month };

/** By place, each that was asked for: the days between both, and what is inscribed in their months. Two queries. */
export async function listCounts(
  db: Database,
  facilityIds: readonly string[],
  from: Day,
  to: Day,
): Promise<ReadonlyMap<string, PlaceCounts>> {
  // One after the other: where it is asked within a transaction, there is one connection.
  const days = await db('after_school_days')
    .whereIn('facility_id', facilityIds)
    .whereBetween('day', [from, to])
    .select<DayRow[]>(...dayColumns);
  const months = await db('after_school_months')
    .whereIn('facility_id', facilityIds)
    .whereBetween('month', [monthOf(from), monthOf(to)])
    .select<MonthRow[]>(
      'facility_id as facilityId',
      'month',
      'enrolled_nursery as nursery',
      'enrolled_primary as primary',
      'version',
    );
  const daysOf = groupBy(days, ({ facilityId }) => facilityId);
  const monthsOf = groupBy(months, ({ facilityId }) => facilityId);
  return new Map(
    facilityIds.map((id) => [
      id,
      {
        days: new Map((daysOf.get(id) ?? []).map(({ facilityId: _, day, ...counts }) => [day, counts])),
        months: new Map((monthsOf.get(id) ?? []).map(({ facilityId: _, month, ...counts }) => [month, counts])),
      },
    ]),
  );
}

/** Of one place. */
export const loadCounts = async (db: Database, facilityId: string, from: Day, to: Day): Promise<PlaceCounts> =>
  (await listCounts(db, [facilityId], from, to)).get(facilityId) ?? noCounts;
