/** What an agent keeps of the inbox: named views, and the columns shown. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import type { SavedView } from '../home/shell.ts';

/** More would not be read any more. */
export const savedViewsLimit = 20;

/** A view of the same name is replaced. @returns false when there are twenty already */
export async function saveView(
  db: Database,
  userId: string,
  { name, query }: { name: string; query: string },
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `
    insert into saved_views (user_id, name, query, created_at)
    select :userId, :name, :query, :at
    where (select count(*) from saved_views where user_id = :userId and name <> :name) < :limit
    on conflict (user_id, name) do update set query = excluded.query`,
    { userId, name, query, at: instant(at), limit: savedViewsLimit },
  );
  return rowCount > 0;
}

export const removeView = (db: Database, userId: string, id: string): Promise<number> =>
  db('saved_views').where({ user_id: userId, id }).delete();

export const listViews = async (db: Database, userId: string): Promise<SavedView[]> =>
  db('saved_views').where({ user_id: userId }).orderBy('name').select<SavedView[]>('id', 'name', 'query');

export async function findColumns(db: Database, userId: string): Promise<string[] | undefined> {
  const row = await db('inbox_columns').where({ user_id: userId }).first<{ columns: string[] } | undefined>('columns');
  return row?.columns;
}

export async function keepColumns(db: Database, userId: string, columns: readonly string[]): Promise<void> {
  await db('inbox_columns').insert({ user_id: userId, columns }).onConflict('user_id').merge();
}
