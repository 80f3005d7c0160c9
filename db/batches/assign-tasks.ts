/** All the open tasks of somebody who is away, or that nobody has, shared out among colleagues; given back when that was a mistake. */
import { findColleague } from '../inbox/colleagues.ts';
import { assignTasks } from '../inbox/hand-over.ts';
import { tasksHeldBy } from '../supervision/figures.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { findViewer, type Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { BatchRefused, ItemRefused, type BatchKind } from './batch.ts';

export interface AssignTasks {
  /** Whose tasks; null: those that nobody has. */
  from: string | null;
  to: string[];
}
interface Prepared {
  asker: Viewer;
  colleagues: Viewer[];
  /** How many each has received so far. */
  given: Map<string, number>;
}
interface Outcome {
  before: string | null;
  after: string;
}

export const assignTasksBatch: BatchKind<AssignTasks, Prepared> = {
  kind: 'assign-tasks',
  mayStart: { action: 'assign', subject: 'Task' },

  items(db, { from }, asker) {
    if (!asker) throw new Error('the calendar hands over no tasks');
    return tasksHeldBy(db, asker, from);
  },

  /** With the rights of whoever asked, as they are today. */
  async prepare(db, { id, asked_by: askedBy, parameters }, at) {
    const asker = askedBy ? await findViewer(db, askedBy, { acr: 450, authenticatedAt: at, now: at }) : undefined;
    if (!asker?.ability.can('assign', 'Task')) throw new BatchRefused('right-gone');
    const found = await Promise.all(parameters.to.map((one) => findColleague(db, one, at)));
    const colleagues = found.filter((one) => one !== undefined);
    if (colleagues.length === 0) throw new BatchRefused('nobody-left');
    const counted = (await db('batch_items')
      .where({ batch_id: id, status: 'done' })
      .whereNotNull('outcome')
      .groupByRaw('1')
      .select(db.raw("outcome ->> 'after' as after, count(*) as count"))) as unknown as {
      after: string;
      count: number;
    }[];
    return { asker, colleagues, given: new Map(counted.map(({ after, count }) => [after, count])) };
  },

  async work(trx, { subject_id: id }, { batch, prepared: { asker, colleagues, given }, at }) {
    const before = await trx('tasks').where({ id }).first<Holding | undefined>('assignee_id', 'closed_at');
    const outcome = await assignTasks(trx, asker, [id], colleagues, batch.reason ?? '', at, given);
    if (!outcome) throw new ItemRefused('not-seen');
    if (outcome.refused.length > 0) throw new ItemRefused('nobody-may');
    // Done by its holder meanwhile: there is nothing to hand over, and nothing to give back.
    if (outcome.closed.length > 0 || !before) return null;
    const after = await trx('tasks').where({ id }).first<Holding>('assignee_id');
    return after.assignee_id === before.assignee_id ? null : { before: before.assignee_id, after: after.assignee_id };
  },

  named: (db, ability, ids) =>
    accessibleBy(db('tasks').whereIn('tasks.id', ids), ability, 'read', 'Task').select(
      'tasks.id',
      'tasks.slug',
      db.raw("tasks.reference || ' ' || tasks.facility_name as text"),
      'tasks.case_id as page_id',
    ),

  async undo(trx, { subject_id: id, outcome }, { batch, at }) {
    if (!outcome) return;
    const { before, after } = outcome as Outcome;
    const row = await trx('tasks').where({ id }).forUpdate().first<Holding>('assignee_id', 'closed_at');
    if (row.closed_at !== null) throw new ItemRefused('task-closed');
    if (row.assignee_id !== after) throw new ItemRefused('moved-on');
    await trx('tasks').where({ id }).update({ assignee_id: before });
    // Who gave the order to undo stands in the history of the batch.
    await recordAudit(trx, {
      at,
      actorId: null,
      event: 'assign',
      subject: 'task',
      subjectId: id,
      change: {
        assignee_id: { before: after, after: before },
        ...(batch.reason ? { reason: { before: batch.reason, after: null } } : {}),
      },
    });
  },
};

interface Holding {
  assignee_id: string | null;
  closed_at: number | null;
}
