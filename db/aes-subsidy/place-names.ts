import type { Database } from '../connect.ts';

/** Names by id, for a case that the caller has looked at the rights of. */
export async function placeNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = (await db('facilities')
    .whereIn('id', [...ids])
    .select('id', 'name')) as { id: string; name: string }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}
