/** The month that each crèche has to do now: the oldest of an open quarter that is not sent, else the present one. */
import { monthsOf, type Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';
import { declaring } from '../../workflows/quarterly-subsidy/contract.ts';
import { firstDay } from './month.ts';

export interface MonthToDo {
  month: Month;
  /** Children encoded so far. */
  children: number;
  reopened: boolean;
}

export async function monthsToDo(
  db: Database,
  facilityIds: readonly string[],
  present: Month,
): Promise<Map<string, MonthToDo>> {
  const quarters = (await db('cases')
    .where({ slug: 'quarterly-subsidy' })
    .whereIn('facility_id', [...facilityIds])
    .whereIn('status', declaring)
    .orderBy('period')
    .select('facility_id as facilityId', db.raw("state -> 'data' as data"))) as {
    facilityId: string;
    data: { quarter: string; attendance?: Record<Month, { reopened?: true }> };
  }[];
  const found = new Map<string, Omit<MonthToDo, 'children'>>();
  for (const { facilityId, data } of quarters) {
    const month = monthsOf(data.quarter).find(
      (one) => one <= present && (!data.attendance?.[one] || data.attendance[one].reopened),
    );
    if (month && !found.has(facilityId))
      found.set(facilityId, { month, reopened: data.attendance?.[month]?.reopened === true });
  }
  for (const id of facilityIds) if (!found.has(id)) found.set(id, { month: present, reopened: false });
  const counts = (await db('attendance_rows')
    .whereIn(
      ['facility_id', 'month'],
      [...found].map(([id, { month }]) => [id, firstDay(month)]),
    )
    .whereNull('removed_at')
    .groupBy('facility_id')
    .select('facility_id as facilityId', db.raw('cast(count(*) as int) as children'))) as {
    facilityId: string;
    children: number;
  }[];
  const childrenOf = new Map(counts.map(({ facilityId, children }) => [facilityId, children]));
  return new Map([...found].map(([id, one]) => [id, { ...one, children: childrenOf.get(id) ?? 0 }]));
}
