/** The months of a quarter as they would be sent: rows, what is wrong with them, and a mark of how they stand. */
import { checkMonth, isEmpty, type Point } from '../../domain/attendance/check-month.ts';
import { totalsOf, type ChildRow, type MonthRules, type Totals } from '../../domain/attendance/month.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { daysOfMonth, type Month } from '../../domain/quarter.ts';
import { digest } from '../act-hash.ts';
import type { Database } from '../connect.ts';
import { changesSince, loadMonths } from './month.ts';
import { namesOf } from './names.ts';
import { rulesFor } from './rules.ts';
import type { SentRow } from './sent.ts';

export interface MonthToSend {
  month: Month;
  standing: 'never' | 'sent' | 'reopened';
  /** Of a month that is sent: none, for it is not looked at. */
  rows: readonly (ChildRow & { childId: string })[];
  rules: MonthRules;
  points: readonly Point[];
  totals: Totals;
  /** The last change: `2026-09.123`. */
  mark: string;
}
export type Months = Readonly<Record<Month, { reopened?: true }>>;

/** @param sent what the case says of its months */
export async function loadMonthsToSend(
  db: Database,
  facilityId: string,
  months: readonly Month[],
  { today, sent }: { today: Day; sent: Months },
): Promise<MonthToSend[]> {
  const standingOf = (month: Month): MonthToSend['standing'] =>
    sent[month] ? (sent[month].reopened ? 'reopened' : 'sent') : 'never';
  const open = months.filter((month) => standingOf(month) !== 'sent');
  const [encoded, rules] = await Promise.all([
    loadMonths(db, facilityId, open),
    rulesFor(db, facilityId, months, today),
  ]);
  return months.map((month) => {
    const { rows = [], cursor = '0' } = encoded.get(month) ?? {};
    const looked = rules.get(month)!;
    return {
      month,
      standing: standingOf(month),
      rows,
      rules: looked,
      points: checkMonth({ month, rows }, looked),
      totals: totalsOf(rows),
      mark: `${month}.${cursor}`,
    };
  });
}

export type Sending =
  | {
      outcome: 'sent';
      facts: { month: Month; digest: string; children: number; days: number; halfDays: number };
      content: object;
    }
  | { outcome: 'moved'; changes: { who: string | null; child: string; at: Instant }[] }
  | { outcome: 'faulty'; month: MonthToSend };

/** Reads a month in the transaction of the act that sends it. @param seen the mark that the page has shown */
export async function sendMonth(
  trx: Database,
  { facilityId, sent }: { facilityId: string; sent: Months },
  { month, seen, today }: { month: Month; seen: string; today: Day },
): Promise<Sending> {
  const [found] = await loadMonthsToSend(trx, facilityId, [month], { today, sent });
  if (!found || found.mark !== seen) {
    const since = /\.(\d+)$/.exec(seen)?.[1] ?? '0';
    const { rows } = await changesSince(trx, { facilityId, month }, since);
    const names = await namesOf(
      trx,
      rows.map(({ changedBy }) => changedBy),
    );
    return {
      outcome: 'moved',
      changes: rows.map(({ familyName, firstName, position, changedBy, changedAt }) => ({
        who: (changedBy && names.get(changedBy)) ?? null,
        child: [familyName, firstName].filter(Boolean).join(' ') || `ligne ${String(position)}`,
        at: changedAt,
      })),
    };
  }
  if (found.points.some(({ weight }) => weight === 'fault')) return { outcome: 'faulty', month: found };
  const days = daysOfMonth(month).length;
  const rows: SentRow[] = found.rows
    .filter((row) => !isEmpty(row))
    .map(({ id, childId, position, familyName, firstName, birthOn, enteredOn, leftOn, contractDays, cells }) => ({
      id,
      childId,
      position,
      familyName,
      firstName,
      birthOn,
      enteredOn,
      leftOn,
      contractDays,
      cells: cells.slice(0, days),
    }));
  const { present } = found.totals;
  return {
    outcome: 'sent',
    facts: { month, digest: digest(rows).toString('hex'), children: rows.length, ...present },
    content: { month, totals: found.totals, rows },
  };
}
