/** Deadlines that have passed become acts of the clock. */
import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../db/connect.ts';
import { findDesk, type DeskRow } from '../db/desk.ts';
import { ActRefused, recordAct } from '../db/record-act.ts';
import { giveUpEffect, passDeadline } from '../db/supervision/retry-effect.ts';
import type { AnyProcess, Deadline } from '../workflows/procedure.ts';

/**
 * Passes every deadline whose hour has come, the earliest first. One that is refused and still stands contradicts its table: asking again
 * would never end, so it becomes a task for a supervisor, and is left alone until the case has another act or somebody has it tried again.
 * @returns the case as it is then, and the deadline that comes next, at the hour when it is passed
 */
export async function passDeadlines(
  db: Database,
  processOf: (slug: string) => AnyProcess,
  { caseId, now, waits }: { caseId: string; now: number; waits: number },
  signal?: AbortSignal,
): Promise<{ row: DeskRow; next?: Deadline }> {
  const tried = new Map<string, number>();
  for (;;) {
    signal?.throwIfAborted();
    const row = await getDesk(db, caseId);
    const deadlines = row.state.deadlines
      .map((deadline) => ({ ...deadline, at: deadline.at + waits }))
      .sort((a, b) => a.at - b.at);
    const due = deadlines.filter(({ at }) => at <= now);
    if (due.length === 0) return { row, next: deadlines[0] };
    const passes = row.left_alone ? undefined : due.find(({ id }) => (tried.get(id) ?? 0) < 2);
    if (!passes) {
      if (!row.left_alone)
        await giveUpEffect(
          db,
          { caseId, number: row.act_number, effect: passDeadline, failure: 'deadline-refused' },
          now,
        );
      const pending = row.pending.filter(({ effect }) => effect !== passDeadline);
      return { row: { ...row, pending }, next: deadlines[due.length] };
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

/** @throws ApplicationFailure, for good, when there is no such case */
async function getDesk(db: Database, caseId: string): Promise<DeskRow> {
  const row = await findDesk(db, caseId);
  if (!row) throw ApplicationFailure.nonRetryable('case not found', 'case-not-found');
  return row;
}
