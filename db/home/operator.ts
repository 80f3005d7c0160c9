/** What waits for an operator, and what was told to a person. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { Notice } from '../models/notice.ts';
import { Task } from '../models/task.ts';

export interface OperatorTask {
  caseId: string;
  slug: string;
  kind: string;
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
    .limit(50);
  return tasks.map(({ case_id: caseId, facility_name: facilityName, due_on: dueOn, ...task }) => ({
    caseId,
    slug: task.slug,
    kind: task.kind,
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

export interface Told {
  caseId: string;
  number: number;
  slug: string;
  kind: string;
  action: string;
  reference: string;
  facilityName: string;
  at: Instant;
  readAt: Instant | null;
}

/** The hundred newest, of cases that the person may still see. */
export async function listNotices(db: Database, { userId, ability }: Viewer): Promise<Told[]> {
  const notices = await accessibleBy(Notice.query(db), ability, 'read', 'Case', 'cases')
    .where('notices.user_id', userId)
    .modify('told')
    .limit(100);
  return notices.map((notice) => ({
    caseId: notice.case_id,
    number: notice.act_number,
    slug: notice.slug,
    kind: notice.kind,
    action: notice.action,
    reference: notice.reference,
    facilityName: notice.facility_name,
    at: notice.created_at,
    readAt: notice.read_at,
  }));
}

/** Marks one, or all that came until an instant. Read already, it stays as it was. */
export async function markRead(
  db: Database,
  userId: string,
  which: { caseId: string; number: number } | { until: Instant },
  at: Instant,
): Promise<number> {
  const query = db('notices').where({ user_id: userId }).whereNull('read_at');
  if ('until' in which) void query.where('created_at', '<=', instant(which.until));
  else void query.where({ case_id: which.caseId, act_number: which.number });
  return query.update({ read_at: instant(at) });
}
