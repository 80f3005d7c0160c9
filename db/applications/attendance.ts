/** Attendance as a software sends it: matched with the children of the month, judged by the rules of the grid, and written in one transaction. */
import { monthsFurther } from '../../domain/quarter.ts';
import { planTakeIn, type Plan, type SentChild } from '../../domain/attendance/take-in.ts';
import type { MonthRules } from '../../domain/attendance/month.ts';
import { lastChange, loadMonth, type By, type MonthOf } from '../attendance/month.ts';
import { findMonthState, type MonthState } from '../attendance/month-state.ts';
import { ifOpen } from '../attendance/only-open.ts';
import { lockMonth } from '../attendance/rows.ts';
import { recordAudit } from '../audit.ts';
import type { Database } from '../connect.ts';
import { isDeclaring } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Caller } from './caller.ts';
import { writeRows, type WrittenChild } from './write-rows.ts';

export interface Sending {
  of: MonthOf;
  children: readonly SentChild[];
  /** Version of the month that the sender has seen; undefined: cell by cell. */
  seen: string | undefined;
  /** What is right is written, though something else is wrong. */
  takesValid: boolean;
  rules: MonthRules;
  at: number;
}
export type Taken =
  | { outcome: 'written'; cursor: string; children: WrittenChild[]; plan: Plan }
  | { outcome: 'faults'; plan: Plan }
  | { outcome: 'moved'; cursor: string }
  | { outcome: 'sent' | 'over' };

export type MonthStands = 'unopened' | 'open' | 'sent' | 'reopened' | 'over';
/** `unopened`: the quarter has no case yet, and the month may be written in; `over`: its case takes no declarations any more. */
export const standsAs = ({ case: quarter, sent }: MonthState): MonthStands =>
  sent === 'sent'
    ? 'sent'
    : !quarter
      ? 'unopened'
      : !isDeclaring(quarter.status)
        ? 'over'
        : sent === 'reopened'
          ? 'reopened'
          : 'open';

/** @param answer what is told of it, written in the same transaction */
export async function takeIn(
  db: Database,
  caller: Caller,
  sending: Sending,
  answer: (trx: Database, taken: Taken) => Promise<unknown>,
): Promise<Taken> {
  const taken = await ifOpen(() => takeInOnce(db, caller, sending, answer));
  if (taken) return taken;
  await answer(db, { outcome: 'sent' });
  return { outcome: 'sent' };
}

function takeInOnce(
  db: Database,
  caller: Caller,
  { of, children, seen, takesValid, rules, at }: Sending,
  answer: (trx: Database, taken: Taken) => Promise<unknown>,
): Promise<Taken> {
  return db.transaction(async (trx) => {
    await lockMonth(trx, of);
    const taken = await decide();
    await answer(trx, taken);
    return taken;

    async function decide(): Promise<Taken> {
      const stands = standsAs(await findMonthState(trx, of));
      if (stands === 'sent' || stands === 'over') return { outcome: stands };
      const standing = await loadMonth(trx, of);
      if (seen !== undefined && seen !== standing.cursor) return { outcome: 'moved', cursor: standing.cursor };
      const earlier = await loadMonth(trx, { ...of, month: monthsFurther(of.month, -1) });
      const plan = planTakeIn(children, {
        month: of.month,
        standing: standing.rows,
        earlier: earlier.rows,
        known: await knownChildren(trx, caller, of.facilityId, children),
        rules,
        hasSeenAll: seen !== undefined,
      });
      if (plan.faults.length > 0 && !takesValid) return { outcome: 'faults', plan };
      const by: By = { userId: null, applicationId: caller.applicationId, at };
      const written = await writeRows(trx, of, standing, plan.rows, by);
      await nameChildren(trx, caller, of.facilityId, children, written);
      const cells = written.reduce((all, row) => all + row.cells.length, 0);
      await recordAudit(trx, {
        at,
        actorId: null,
        onBehalfOf: caller.organisingBodyId,
        event: 'update',
        subject: 'application-attendance',
        subjectId: caller.applicationId,
        change: {
          facility_id: { before: null, after: of.facilityId },
          month: { before: null, after: of.month },
          cells: { before: null, after: cells },
        },
      });
      return { outcome: 'written', cursor: await lastChange(trx, of), children: written, plan };
    }
  });
}

async function knownChildren(
  db: Database,
  { applicationId }: Caller,
  facilityId: string,
  children: readonly SentChild[],
): Promise<Map<string, string>> {
  const rows = await db('application_children')
    .where({ application_id: applicationId, facility_id: facilityId })
    .whereIn(
      'reference',
      children.flatMap(({ reference }) => reference ?? []),
    )
    .select<{ reference: string; child_id: string }[]>('reference', 'child_id');
  return new Map(rows.map(({ reference, child_id: childId }) => [reference, childId]));
}

/** From now on the software finds the child by what it calls it. */
async function nameChildren(
  trx: Database,
  { applicationId }: Caller,
  facilityId: string,
  children: readonly SentChild[],
  written: readonly WrittenChild[],
): Promise<void> {
  const named = written.flatMap(({ index, childId }) => {
    const reference = children[index]?.reference;
    return reference === undefined
      ? []
      : [{ application_id: applicationId, facility_id: facilityId, reference, child_id: childId }];
  });
  if (named.length > 0) await trx('application_children').insert(named).onConflict().ignore();
}

/** How the software calls the children of a place. */
export async function referencesOf(
  db: Database,
  { applicationId }: Caller,
  facilityId: string,
  childIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db('application_children')
    .where({ application_id: applicationId, facility_id: facilityId })
    .whereIn('child_id', [...childIds])
    .orderBy('reference', 'desc')
    .select<{ reference: string; childId: string }[]>('reference', { childId: 'child_id' });
  return new Map(rows.map(({ reference, childId }) => [childId, reference]));
}

/** Of rows that were removed, the children that are in no other row of the month. */
export async function childrenGone(db: Database, rowIds: readonly string[]): Promise<string[]> {
  if (rowIds.length === 0) return [];
  const rows = await db('attendance_rows as gone')
    .whereIn('gone.id', [...rowIds])
    .whereNotExists(
      db('attendance_rows as other')
        .whereRaw(
          'other.child_id = gone.child_id and other.facility_id = gone.facility_id and other.month = gone.month',
        )
        .whereNull('other.removed_at'),
    )
    .distinct<{ childId: string }[]>('gone.child_id as childId');
  return rows.map(({ childId }) => childId);
}
