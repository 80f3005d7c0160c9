/** The rows of an inbox: filters, sorts, keyset pages, always through the access filter. */
import type { Knex } from 'knex';
import { addDays, dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { Task } from '../models/task.ts';
import { turnPage, type Cursor, type Order, type Page } from '../keyset.ts';
import { keepSought, readSought, type Searched } from './sought.ts';
import { inView, type View } from './scopes.ts';

export const pageSize = 50;
export const sorts = ['due', 'opened', 'facility', 'locality'] as const;
export type Sort = (typeof sorts)[number];
export const dues = ['late', 'today', 'week'] as const;
export type Due = (typeof dues)[number];

export interface TaskFilter {
  view: View;
  sort: Sort;
  descending: boolean;
  slug?: string;
  kind?: string;
  action?: string;
  administration?: string;
  due?: Due;
  /** Id of the person who has it. */
  assignee?: string;
  /** Part of a locality's name, or a postcode. */
  locality?: string;
  /** Part of a reference or of a facility's name. */
  text?: string;
}

/** Read with `listed`. */
export type TaskRow = Task;

const sortedBy: Record<Sort, string> = {
  due: 'tasks.due_on',
  opened: 'tasks.opened_at',
  facility: 'tasks.facility_name collate "fr-x-icu"',
  locality: 'tasks.locality collate "fr-x-icu"',
};
const orderOf = (db: Database, { sort, descending }: TaskFilter): Order => ({
  column: db.raw(sortedBy[sort]),
  id: 'tasks.id',
  descending,
});

/**
 * At most 50 tasks; a cursor that names no row one may see begins at the start.
 * @returns `near`: nothing has the very words that are sought, these come near
 */
export async function listTasks(
  db: Database,
  viewer: Viewer,
  filter: TaskFilter,
  cursor: Cursor,
  now: Instant,
  near = false,
): Promise<Page<TaskRow> & { near: boolean }> {
  const order = orderOf(db, filter);
  const place = await findPlace(db, viewer, order, cursor);
  const query = filtered(db, viewer, filter, dayOf(now), near);
  const page = await turnPage<{ id: string }>(db, query.select('tasks.id'), order, cursor, place, pageSize);
  if (page.rows.length === 0 && !near && hasNear(filter)) return listTasks(db, viewer, filter, cursor, now, true);
  // Names and clocks are joined for the rows of the page only.
  const rows = await Task.query(db)
    .modify('listed', viewer.userId, dayOf(now))
    .findByIds(page.rows.map(({ id }) => id));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { ...page, near, rows: page.rows.flatMap(({ id }) => byId.get(id) ?? []) };
}

/** How many tasks the filter holds, counted up to `limit`. */
export async function countTasks(
  db: Database,
  viewer: Viewer,
  filter: TaskFilter,
  now: Instant,
  limit: number,
  near = false,
): Promise<number> {
  const counted = filtered(db, viewer, filter, dayOf(now), near).limit(limit).select(db.raw('1')).as('counted');
  const row = await db.from(counted).count({ count: '*' }).first<{ count: number } | undefined>();
  const count = row?.count ?? 0;
  return count === 0 && !near && hasNear(filter) ? countTasks(db, viewer, filter, now, limit, true) : count;
}

export interface Neighbour {
  id: string;
  caseId: string;
  slug: string;
  action: string;
  facilityName: string;
}
const neighbourColumns = {
  id: 'tasks.id',
  caseId: 'tasks.case_id',
  slug: 'tasks.slug',
  action: 'tasks.action',
  facilityName: 'tasks.facility_name',
};

/** The one that the list begins with. */
export async function findFirstTask(
  db: Database,
  viewer: Viewer,
  filter: TaskFilter,
  now: Instant,
  near = false,
): Promise<Neighbour | undefined> {
  const query = filtered(db, viewer, filter, dayOf(now), near).select(neighbourColumns);
  const { rows } = await turnPage<Neighbour>(db, query, orderOf(db, filter), {}, undefined, 1);
  return rows.length === 0 && !near && hasNear(filter) ? findFirstTask(db, viewer, filter, now, true) : rows[0];
}

/** The tasks before and after one in the list; nothing when it is not one the person may see. */
export async function findNeighbours(
  db: Database,
  viewer: Viewer,
  filter: TaskFilter,
  taskId: string,
  now: Instant,
  near = false,
): Promise<{ previous?: Neighbour; next?: Neighbour }> {
  const order = orderOf(db, filter);
  const place = await findPlace(db, viewer, order, { after: taskId });
  if (place === undefined) return {};
  const query = filtered(db, viewer, filter, dayOf(now), near).select(neighbourColumns);
  const [before, after] = await Promise.all([
    turnPage<Neighbour>(db, query, order, { before: taskId }, place, 1),
    turnPage<Neighbour>(db, query, order, { after: taskId }, place, 1),
  ]);
  const [previous, next] = [before.rows[0], after.rows[0]];
  if (!previous && !next && !near && hasNear(filter)) return findNeighbours(db, viewer, filter, taskId, now, true);
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}

async function findPlace(
  db: Database,
  { ability }: Viewer,
  { column }: Order,
  { after, before }: Cursor,
): Promise<string | undefined> {
  const id = after ?? before;
  if (id === undefined) return undefined;
  const row = await accessibleBy(db('tasks').where('tasks.id', id), ability, 'read', 'Task').first<
    { place: string } | undefined
  >(db.raw('cast(? as text) as place', [column]));
  return row?.place;
}

const taskColumns: Searched = {
  name: 'tasks.facility_name',
  facility: 'tasks.facility_id',
  body: 'tasks.organising_body_id',
  reference: 'tasks.reference',
  postcode: 'tasks.postcode',
};

/** Whether there may be something near, where nothing has the very words that are sought. */
const hasNear = ({ text }: TaskFilter): boolean => text !== undefined && readSought(text).kind === 'words';

/** @param near what comes near the words that are sought */
function filtered(db: Database, viewer: Viewer, filter: TaskFilter, today: Day, near = false): Knex.QueryBuilder {
  const query = inView(db('tasks'), viewer, filter.view);
  for (const name of ['slug', 'kind', 'action', 'administration'] as const) {
    const wanted = filter[name];
    if (wanted !== undefined) void query.where(`tasks.${name}`, wanted);
  }
  if (filter.assignee) void query.where('tasks.assignee_id', filter.assignee);
  switch (filter.due) {
    case 'late':
      void query.where('tasks.due_on', '<', today);
      break;
    case 'today':
      void query.where('tasks.due_on', today);
      break;
    case 'week':
      void query.whereBetween('tasks.due_on', weekOf(today));
      break;
    case undefined:
      break;
    default:
      filter.due satisfies never;
  }
  const { locality, text } = filter;
  if (locality) {
    void query.where((either) => {
      void either
        .where('tasks.postcode', locality)
        .orWhereRaw("searchable(tasks.locality) like searchable(?) || '%'", [locality]);
    });
  }
  if (text) keepSought(db, query, readSought(text), taskColumns, near);
  return query;
}

/** From today to the Sunday of this week. */
export function weekOf(today: Day): [Day, Day] {
  const sunday = (7 - new Date(`${today}T12:00:00Z`).getUTCDay()) % 7;
  return [today, addDays(today, sunday)];
}

/** The tasks among these that one may see, soonest due first, with who has each. */
export const listPicked = async (db: Database, { ability }: Viewer, ids: readonly string[]): Promise<Task[]> =>
  accessibleBy(Task.query(db), ability, 'read', 'Task')
    .findByIds([...new Set(ids)])
    .select('tasks.*')
    .modify('held')
    .orderBy('tasks.due_on');
