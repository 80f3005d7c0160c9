/** What was sent of the attendance of a quarter: kept beside each act as its content, covered by the chain of acts. */
import type { Instant } from '../../domain/calendar.ts';
import type { ChildRow, Totals } from '../../domain/attendance/month.ts';
import type { Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';
import { withoutNames } from './masked.ts';

/** As it stood when it was sent. */
export interface SentRow extends Omit<ChildRow, 'cells'> {
  childId: string;
  /** As many as the month has days. */
  cells: readonly string[];
}
export interface SentMonth {
  month: Month;
  /** SHA-256 in hex of the rows. */
  digest: string;
  children: number;
  at: Instant;
  by: string | null;
  /** Null where retention has erased it. */
  totals: Totals | null;
}

/** The last sending of each month, by month; with its rows where they are asked for. */
export async function sentAttendance(db: Database, caseId: string): Promise<Map<Month, SentMonth>> {
  const rows = (await lastSendings(db, caseId).select(
    db.raw("a.facts ->> 'month' as month"),
    db.raw("a.facts ->> 'digest' as digest"),
    db.raw("cast(a.facts ->> 'children' as int) as children"),
    'a.at',
    db.raw("u.first_name || ' ' || u.family_name as by"),
    db.raw("k.content -> 'totals' as totals"),
  )) as SentMonth[];
  return new Map(rows.map((row) => [row.month, row]));
}

/** The rows of the last sending of a month; undefined where it was not sent, or retention has erased it. */
export async function sentRows(db: Database, caseId: string, month: Month): Promise<SentRow[] | undefined> {
  const row = (await lastSendings(db, caseId)
    .whereRaw("a.facts ->> 'month' = ?", [month])
    .first(db.raw("k.content -> 'rows' as rows"))) as { rows: SentRow[] | null } | undefined;
  return row?.rows ? withoutNames(row.rows) : undefined;
}

const lastSendings = (db: Database, caseId: string) =>
  db('acts as a')
    .leftJoin('act_contents as k', (on) => {
      on.on('k.case_id', 'a.case_id').andOn('k.number', 'a.number');
    })
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'a.case_id': caseId, 'a.action': 'send-attendance' })
    .whereRaw(
      "not exists (select from acts later where later.case_id = a.case_id and later.action = a.action and later.number > a.number and later.facts ->> 'month' = a.facts ->> 'month')",
    );
