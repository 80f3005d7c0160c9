/** Deadlines that have passed become acts of the clock. */
import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../db/connect.ts';
import { ActRefused, recordAct } from '../db/record-act.ts';
import { giveUpEffect, passDeadline } from '../db/supervision/retry-effect.ts';
import type { AnyProcess, CaseState, Deadline } from '../workflows/procedure.ts';

export interface CaseRow {
  slug: string;
  reference: string;
  status: string;
  state: CaseState;
  act_number: number;
  due_on: string | null;
  closed_at: number | null;
}

/**
 * Passes every deadline whose hour has come, the earliest first. One that is refused and still stands contradicts its table: asking again
 * would never end, so it becomes a task for a supervisor, and is left alone until the case has another act or somebody has it tried again.
 * @returns the case as it is then, and the deadline that comes next
 */
export async function passDeadlines(
  db: Database,
  processOf: (slug: string) => AnyProcess,
  { caseId, now }: { caseId: string; now: number },
  signal?: AbortSignal,
): Promise<{ row: CaseRow; next?: Deadline }> {
  const tried = new Map<string, number>();
  for (;;) {
    signal?.throwIfAborted();
    const row = await getCase(db, caseId);
    const deadlines = [...row.state.deadlines].sort((a, b) => a.at - b.at);
    const due = deadlines.filter(({ at }) => at <= now);
    if (due.length === 0) return { row, next: deadlines[0] };
    const leftAlone = await isLeftAlone(db, caseId, row.act_number);
    const passes = leftAlone ? undefined : due.find(({ id }) => (tried.get(id) ?? 0) < 2);
    if (!passes) {
      if (!leftAlone)
        await giveUpEffect(
          db,
          { caseId, number: row.act_number, effect: passDeadline, failure: 'deadline-refused' },
          now,
        );
      return { row, next: deadlines[due.length] };
    }
    tried.set(passes.id, (tried.get(passes.id) ?? 0) + 1);
    try {
      await recordAct(db, processOf(row.slug), caseId, {
        action: passes.act,
        token: passes.id,
        deadline: passes.id,
        facts: {},
        actor: { role: 'clock', userId: null },
        at: now,
      });
    } catch (error) {
      // A person was quicker: look again.
      if (!(error instanceof ActRefused)) throw error;
    }
  }
}

const isLeftAlone = async (db: Database, caseId: string, number: number): Promise<boolean> =>
  (await db('effects')
    .where({ case_id: caseId, act_number: number, effect: passDeadline, status: 'failed' })
    .first('effect')) !== undefined;

/** @throws ApplicationFailure, for good, when there is no such case */
async function getCase(db: Database, caseId: string): Promise<CaseRow> {
  const row = await db('cases')
    .where({ id: caseId })
    .first<CaseRow | undefined>('slug', 'reference', 'status', 'state', 'act_number', 'due_on', 'closed_at');
  if (!row) throw ApplicationFailure.nonRetryable('case not found', 'case-not-found');
  return row;
}
