/** What waits for an operator, and what was told to a person. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';

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
  return (await accessibleBy(
    db('tasks').whereNull('tasks.closed_at').where('tasks.role', 'operator'),
    ability,
    'read',
    'Task',
  )
    .orderBy(['tasks.due_on', 'tasks.id'])
    .limit(50)
    .select({
      caseId: 'tasks.case_id',
      slug: 'tasks.slug',
      kind: 'tasks.kind',
      action: 'tasks.action',
      reference: 'tasks.reference',
      facilityName: 'tasks.facility_name',
      locality: 'tasks.locality',
      dueOn: 'tasks.due_on',
    })) as OperatorTask[];
}

/** The sign-in before this one; undefined the first time. */
export async function findPreviousSignIn(db: Database, userId: string): Promise<Instant | undefined> {
  const row = (await db('audit')
    .where({ actor_id: userId, event: 'sign-in' })
    .orderBy('id', 'desc')
    .offset(1)
    .first('at')) as { at: Instant } | undefined;
  return row?.at;
}

export interface Notice {
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
export async function listNotices(db: Database, { userId, ability }: Viewer): Promise<Notice[]> {
  return (await accessibleBy(db('notices').where('notices.user_id', userId), ability, 'read', 'Case', 'cases')
    .join('cases', 'cases.id', 'notices.case_id')
    .join('acts', (on) => {
      on.on('acts.case_id', 'notices.case_id').andOn('acts.number', 'notices.act_number');
    })
    .orderBy('notices.created_at', 'desc')
    .limit(100)
    .select({
      caseId: 'notices.case_id',
      number: 'notices.act_number',
      slug: 'cases.slug',
      kind: 'cases.kind',
      action: 'acts.action',
      reference: 'cases.reference',
      facilityName: 'cases.facility_name',
      at: 'notices.created_at',
      readAt: 'notices.read_at',
    })) as Notice[];
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
