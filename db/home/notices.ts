/** What was told to a person, case by case, with what is expected of them there. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { asSubject } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { Notice } from '../models/notice.ts';
import { Task } from '../models/task.ts';

export interface Expected {
  action: string;
  dueOn: Day;
  /** `do`: it is theirs; `take`: anybody's who may do it; `assign`: somebody is to be found for it. */
  how: 'do' | 'take' | 'assign';
}
export interface ToldCase {
  caseId: string;
  slug: string;
  kind: string;
  period: string | null;
  reference: string;
  facilityName: string;
  /** Newest first. */
  news: { number: number; action: string; at: Instant; readAt: Instant | null }[];
  expected: Expected | undefined;
}

/** The cases of the hundred newest notices, of those that the person may still see; what they did themselves is no news. */
export async function listNotices(db: Database, viewer: Viewer): Promise<ToldCase[]> {
  const { userId, ability } = viewer;
  const notices = await accessibleBy(Notice.query(db), ability, 'read', 'Case', 'cases')
    .where('notices.user_id', userId)
    .whereRaw('act.actor_id is distinct from ?', [userId])
    .modify('told')
    .limit(100);
  const cases = new Map<string, ToldCase>();
  for (const notice of notices) {
    const { case_id: caseId, slug, kind, period, reference, facility_name: facilityName } = notice;
    const told = cases.get(caseId) ?? {
      caseId,
      slug,
      kind,
      period,
      reference,
      facilityName,
      news: [],
      expected: undefined,
    };
    cases.set(caseId, told);
    told.news.push({
      number: notice.act_number,
      action: notice.action,
      at: notice.created_at,
      readAt: notice.read_at,
    });
  }
  for (const task of await tasksOf(db, viewer, [...cases.keys()])) {
    const told = cases.get(task.case_id);
    const how = howExpected(viewer, task);
    if (told && !told.expected && how) told.expected = { action: task.action, dueOn: task.due_on, how };
  }
  return [...cases.values()];
}

const tasksOf = async (db: Database, { ability, portal }: Viewer, caseIds: string[]): Promise<Task[]> =>
  caseIds.length === 0
    ? []
    : accessibleBy(Task.query(db), ability, 'read', 'Task')
        .whereIn('tasks.case_id', caseIds)
        .whereNull('tasks.closed_at')
        .where('tasks.role', portal === 'pro' ? '=' : '<>', 'operator')
        .orderBy(['tasks.due_on', 'tasks.id'])
        .select('tasks.*');

function howExpected({ userId, portal, ability, covers = [] }: Viewer, task: Task): Expected['how'] | undefined {
  const { assignee_id: assignee } = task;
  if (portal === 'pro' || assignee === userId) return 'do';
  const row = asSubject('Task', task);
  if (ability.can('claim', row)) {
    if (assignee === null) return 'take';
    return covers.includes(assignee) ? 'do' : undefined;
  }
  if (assignee !== null) return undefined;
  if (task.role === 'supervisor') return ability.can('retry', 'Case') ? 'take' : undefined;
  return ability.can('assign', row) ? 'assign' : undefined;
}

/** Marks those of one case, or of all, that came until an instant. Read already, they stay as they were. @returns of how many cases */
export async function markRead(
  db: Database,
  userId: string,
  { caseId, until }: { caseId?: string; until: Instant },
  at: Instant,
): Promise<number> {
  const rows = (await db('notices')
    .where({ user_id: userId, ...(caseId ? { case_id: caseId } : {}) })
    .whereNull('read_at')
    .where('created_at', '<=', instant(until))
    .update({ read_at: instant(at) })
    .returning('case_id')) as { case_id: string }[];
  return new Set(rows.map(({ case_id }) => case_id)).size;
}
