/** The numbers of a supervisor: what is late, what comes, who has how much, how long ONE takes. */
import type { Knex } from 'knex';
import { addDays, dayOf, subtractDays, type Day, type Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { officeScope } from '../access/scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';
import { Parameter } from '../models/parameter.ts';

const day = 86_400_000;
/** Weeks shown ahead. */
export const weeksAhead = 8;
/** The median looks at cases closed in this many days. */
export const medianOver = 90;

export interface AgentLoad {
  userId: string | null;
  name: string | null;
  open: number;
  late: number;
  week: number;
}
export interface WeekLoad {
  monday: Day;
  due: number;
  late: number;
}
export interface Figures {
  late: number;
  lateLastWeek: number;
  week: number;
  weekUnassigned: number;
  /** Median days at ONE of the cases closed in the last 90 days; null when there are none. */
  medianDays: number | null;
  /** Null when the procedures promise different delays: one median can then be held to none. */
  targetDays: number | null;
  weeks: WeekLoad[];
  agents: AgentLoad[];
}

/** ONE's tasks where the viewer supervises; those of operators are not ONE's to be late with. */
export function supervisedTasks(query: Knex.QueryBuilder, { ability, grants }: Viewer): Knex.QueryBuilder {
  const scope = officeScope(grants, ['supervisor']);
  const seen = accessibleBy(query, ability, 'read', 'Task').whereNot('tasks.role', 'operator');
  const administration = scope?.administration;
  if (!scope) return seen.whereRaw('false');
  return administration === undefined
    ? seen
    : seen.whereIn('tasks.administration', typeof administration === 'string' ? [administration] : administration.$in);
}

interface Counted {
  assignee_id: string | null;
  week: number | null;
  is_late: boolean;
  this_week: boolean;
  count: number;
}

export async function loadFigures(db: Database, viewer: Viewer, now: Instant): Promise<Figures> {
  const today = dayOf(now);
  const monday = mondayOf(today);
  const lastWeek = subtractDays(today, 7);
  const open = supervisedTasks(db('tasks').whereNull('tasks.closed_at'), viewer);
  const [counted, closedLate, openLate, median, targets] = await Promise.all([
    open
      .clone()
      .groupByRaw('1, 2, 3, 4')
      .select(
        'tasks.assignee_id',
        db.raw('case when due_on < ?::date then 0 when due_on < ?::date then (due_on - ?::date) / 7 end as week', [
          today,
          addDays(monday, 7 * weeksAhead),
          monday,
        ]),
        db.raw('due_on < ?::date as is_late', [today]),
        db.raw('due_on >= ?::date and due_on < ?::date as this_week', [today, addDays(monday, 7)]),
        db.raw('cast(count(*) as int) as count'),
      ) as unknown as Promise<Counted[]>,
    // What was late a week ago: closed since then, or open still.
    supervisedTasks(
      db('tasks')
        .where('tasks.closed_at', '>', instant(now - 7 * day))
        .where('tasks.due_on', '<', lastWeek),
      viewer,
    )
      .count({ count: '*' })
      .first() as unknown as Promise<{ count: number }>,
    open.clone().where('tasks.due_on', '<', lastWeek).count({ count: '*' }).first() as unknown as Promise<{
      count: number;
    }>,
    accessibleBy(
      db('cases').where('closed_at', '>', instant(now - medianOver * day)),
      viewer.ability,
      'supervise',
      'Case',
    ).first(db.raw('percentile_cont(0.5) within group (order by clock_one_ms) as median')) as unknown as Promise<{
      median: number | null;
    }>,
    Parameter.query(db).modify('inForce', today).where({ code: 'target', unit: 'days' }).distinct('value'),
  ]);
  const names = await namesOf(
    db,
    counted.flatMap(({ assignee_id: id }) => id ?? []),
  );
  const sum = (rows: readonly Counted[]): number => rows.reduce((total, { count }) => total + count, 0);
  return {
    late: sum(counted.filter((row) => row.is_late)),
    lateLastWeek: closedLate.count + openLate.count,
    week: sum(counted.filter((row) => row.this_week)),
    weekUnassigned: sum(counted.filter((row) => row.this_week && row.assignee_id === null)),
    medianDays: median.median === null ? null : Math.round(median.median / day),
    targetDays: targets.length === 1 ? (targets[0]?.value ?? null) : null,
    weeks: Array.from({ length: weeksAhead }, (_, week) => {
      const rows = counted.filter((row) => row.week === week);
      return { monday: addDays(monday, 7 * week), due: sum(rows), late: sum(rows.filter((row) => row.is_late)) };
    }),
    agents: [...new Set([...counted.map(({ assignee_id: id }) => id), null])]
      .map((userId) => {
        const rows = counted.filter(({ assignee_id: id }) => id === userId);
        return {
          userId,
          name: userId === null ? null : (names.get(userId) ?? null),
          open: sum(rows),
          late: sum(rows.filter((row) => row.is_late)),
          week: sum(rows.filter((row) => row.this_week)),
        };
      })
      .sort((a, b) => (a.userId === null ? 1 : b.userId === null ? -1 : b.open - a.open)),
  };
}

const mondayOf = (today: Day): Day => subtractDays(today, (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7);

async function namesOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; first_name: string; family_name: string }[] = await db('users')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'first_name', 'family_name');
  return new Map(rows.map(({ id, first_name: first, family_name: family }) => [id, `${first} ${family}`]));
}

/** Open tasks that a person has (null: that nobody has), where the viewer supervises: what is handed over when they are away. */
export const tasksHeldBy = (db: Database, viewer: Viewer, userId: string | null): Knex.QueryBuilder =>
  supervisedTasks(db('tasks').whereNull('tasks.closed_at'), viewer)
    .where('tasks.assignee_id', userId)
    .orderBy(['tasks.due_on', 'tasks.id'])
    .select('tasks.id');
