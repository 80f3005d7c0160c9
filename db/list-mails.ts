/** The lists that agents get by mail: who wishes one, and the queue of those of a day. */
import { dayOf, isWorkingDay, subtractDays, type Day, type Instant } from '../domain/calendar.ts';
import { agentRoles } from '../workflows/roles.ts';
import { findViewer } from './access/viewer.ts';
import { instant, type Database } from './connect.ts';
import { inView } from './inbox/scopes.ts';
import { weekOf } from './inbox/list-tasks.ts';

export const rhythms = ['never', 'weekly', 'daily'] as const;
export type Rhythm = (typeof rhythms)[number];
/** Nobody who opens the portal seldom is waited for longer than a week (hypothèse). */
export const usualRhythm: Rhythm = 'weekly';

export async function findRhythm(db: Database, userId: string): Promise<Rhythm> {
  const row = await db('list_wishes').where({ user_id: userId }).first<{ rhythm: Rhythm } | undefined>('rhythm');
  return row?.rhythm ?? usualRhythm;
}
export async function keepRhythm(db: Database, userId: string, rhythm: Rhythm): Promise<void> {
  await db('list_wishes').insert({ user_id: userId, rhythm }).onConflict('user_id').merge();
}

// Who is there, has a role, and has something: a task of theirs or of who they replace, or one that they may take.
const queue = `
insert into list_mails (user_id, day, mail_at)
select u.id, cast(:today as date), cast(:now as timestamptz)
from users u left join list_wishes w on w.user_id = u.id
where u.portal = 'office' and u.deactivated_at is null and coalesce(w.rhythm, :usual) = any(cast(:wanted as text[]))
  and not is_away(u.id, cast(:today as date))
  and (
    exists (select from tasks t where t.closed_at is null and t.assignee_id = u.id)
    or exists (select from absences a join tasks t on t.assignee_id = a.user_id and t.closed_at is null
      where a.substitute_id = u.id and a.cancelled_at is null and cast(:today as date) between a.from_on and a.to_on)
    or exists (select from grants g join tasks t on t.role = g.role and (g.administration is null or t.administration = g.administration)
      where g.user_id = u.id and g.role = any(cast(:roles as text[])) and g.valid_from <= :today and (g.valid_to is null or g.valid_to >= :today)
        and t.closed_at is null and t.assignee_id is null and t.excluded_user_id is distinct from u.id))
on conflict do nothing`;

/** Once for each person and day, however often it is asked; nothing on a day off. @returns how many were queued */
export async function queueLists(db: Database, now: Instant): Promise<number> {
  const today = dayOf(now);
  if (!isWorkingDay(today)) return 0;
  const wanted: Rhythm[] = isFirstOfWeek(today) ? ['daily', 'weekly'] : ['daily'];
  const { rowCount } = await db.raw<{ rowCount: number }>(queue, {
    today,
    now: instant(now),
    usual: usualRhythm,
    wanted,
    roles: [...agentRoles, 'appeal-secretariat'],
  });
  return rowCount;
}

/** The first working day since Monday. */
function isFirstOfWeek(today: Day): boolean {
  const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: weekday }, (_, index) => subtractDays(today, index + 1)).every(
    (day) => !isWorkingDay(day),
  );
}

export interface WaitingList {
  userId: string;
  day: Day;
  email: string;
  attempts: number;
}
export const listsWaiting = async (db: Database, now: Instant): Promise<boolean> =>
  (await db('list_mails').where('mail_at', '<=', instant(now)).first('user_id')) !== undefined;

/** Taken in hand: their next try stands already, and comes by itself after a crash. A list of another day is of no use any more. */
export async function claimLists(db: Database, now: Instant): Promise<WaitingList[]> {
  await db('list_mails').whereNotNull('mail_at').where('day', '<', dayOf(now)).update({ mail_at: null });
  const { rows } = await db.raw<{ rows: WaitingList[] }>(
    `update list_mails m set mail_attempts = m.mail_attempts + 1,
       mail_at = case when u.deactivated_at is null then cast(:now as timestamptz) + interval '30 seconds' * (2 ^ least(m.mail_attempts, 6)) end
     from users u
     where u.id = m.user_id and (m.user_id, m.day) in
       (select user_id, day from list_mails where mail_at <= :now order by mail_at limit 50 for update skip locked)
     returning m.user_id as "userId", m.day, u.email, m.mail_attempts as attempts`,
    { now: instant(now) },
  );
  return rows;
}

/** Sent, or (without an instant) not to be sent any more. */
export const settleList = (db: Database, { userId, day }: WaitingList, sentAt: Instant | null): Promise<unknown> =>
  db('list_mails')
    .where({ user_id: userId, day })
    .update({ mail_at: null, ...(sentAt === null ? {} : { mailed_at: instant(sentAt) }) });

export interface ListOfTasks {
  /** The most pressing, at most twenty. */
  tasks: { slug: string; action: string; reference: string; dueOn: Day }[];
  mine: number;
  late: number;
  thisWeek: number;
  toTake: number;
}
const most = 20;

/** What a person's inbox holds now, through their own rights; undefined when they have left. */
export async function findList(db: Database, userId: string, now: Instant): Promise<ListOfTasks | undefined> {
  const viewer = await findViewer(db, userId, { acr: 450, authenticatedAt: now, now });
  if (!viewer) return undefined;
  const today = dayOf(now);
  const [tasks, counts, toTake] = await Promise.all([
    inView(db('tasks'), viewer, 'mine')
      .orderBy(['tasks.due_on', 'tasks.id'])
      .limit(most)
      .select('tasks.slug', 'tasks.action', 'tasks.reference', { dueOn: 'tasks.due_on' }) as unknown as Promise<
      ListOfTasks['tasks']
    >,
    inView(db('tasks'), viewer, 'mine').first(
      db.raw(
        `cast(count(*) as int) as mine, cast(count(*) filter (where tasks.due_on < :today) as int) as late,
         cast(count(*) filter (where tasks.due_on between :today and :sunday) as int) as "thisWeek"`,
        { today, sunday: weekOf(today)[1] },
      ),
    ) as unknown as Promise<Pick<ListOfTasks, 'mine' | 'late' | 'thisWeek'>>,
    inView(db('tasks'), viewer, 'unassigned').first(db.raw('cast(count(*) as int) as count')) as unknown as Promise<{
      count: number;
    }>,
  ]);
  return { tasks, ...counts, toTake: toTake.count };
}
