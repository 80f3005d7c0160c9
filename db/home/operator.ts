/** What waits for an operator. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { Task } from '../models/task.ts';

export interface OperatorTask {
  caseId: string;
  slug: string;
  kind: string;
  period: string | null;
  action: string;
  reference: string;
  facilityName: string;
  locality: string;
  dueOn: Day;
}

/** Soonest due first, at most 50. */
export async function listOperatorTasks(db: Database, { ability }: Viewer): Promise<OperatorTask[]> {
  const tasks = await accessibleBy(Task.query(db), ability, 'read', 'Task')
    .whereNull('tasks.closed_at')
    .where('tasks.role', 'operator')
    .orderBy(['tasks.due_on', 'tasks.id'])
    .joinRelated('case')
    .select('tasks.*', 'case.period')
    .limit(50);
  return tasks.map(({ case_id: caseId, facility_name: facilityName, due_on: dueOn, ...task }) => ({
    caseId,
    slug: task.slug,
    kind: task.kind,
    period: task.period,
    action: task.action,
    reference: task.reference,
    facilityName,
    locality: task.locality,
    dueOn,
  }));
}

/** The sign-in before this one; undefined the first time. */
export async function findPreviousSignIn(db: Database, userId: string): Promise<Instant | undefined> {
  const row = await db('audit')
    .where({ actor_id: userId, event: 'sign-in' })
    .orderBy('id', 'desc')
    .offset(1)
    .first<{ at: Instant } | undefined>('at');
  return row?.at;
}
