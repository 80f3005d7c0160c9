/** Where the attendance of a month stands: read from the case of its quarter. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { quarterOf, type Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';

export interface QuarterCase {
  id: string;
  reference: string;
  status: string;
  /** Of the last act. */
  number: number;
  lastDay: Day | null;
}
export interface MonthAct {
  action: 'send-attendance' | 'reopen-attendance';
  at: Instant;
  by: string | null;
  /** Why it was reopened. */
  reason: string | null;
}
export interface MonthState {
  case: QuarterCase | undefined;
  sent: 'never' | 'sent' | 'reopened';
  /** The last one of the month. */
  act: MonthAct | undefined;
}

interface Row {
  id: string;
  reference: string;
  status: string;
  number: number;
  data: { lastDay?: Day; attendance?: Record<string, { reopened?: true }> };
}

/** The case of the quarter that was not cancelled, and the last sending or reopening of the month. */
export async function findMonthState(
  db: Database,
  { facilityId, month }: { facilityId: string; month: Month },
): Promise<MonthState> {
  const row = (await db('cases')
    .where({ slug: 'quarterly-subsidy', facility_id: facilityId, period: quarterOf(month) })
    .whereNot('status', 'cancelled')
    .orderBy('opened_at', 'desc')
    .first('id', 'reference', 'status', 'act_number as number', db.raw("state -> 'data' as data"))) as Row | undefined;
  if (!row) return { case: undefined, sent: 'never', act: undefined };
  const { data, ...found } = row;
  const standing = data.attendance?.[month];
  return {
    case: { ...found, lastDay: data.lastDay ?? null },
    sent: standing ? (standing.reopened ? 'reopened' : 'sent') : 'never',
    act: standing ? await findLastAct(db, row.id, month) : undefined,
  };
}

const findLastAct = async (db: Database, caseId: string, month: Month): Promise<MonthAct | undefined> =>
  (await db('acts as a')
    .leftJoin('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where('a.case_id', caseId)
    .whereIn('a.action', ['send-attendance', 'reopen-attendance'])
    .whereRaw("a.facts ->> 'month' = ?", [month])
    .orderBy('a.number', 'desc')
    .first(
      'a.action',
      'a.at',
      db.raw("u.first_name || ' ' || u.family_name as by"),
      db.raw("k.content ->> 'reason' as reason"),
    )) as MonthAct | undefined;
