/** The names of those who wrote in a month: persons, and the software of others. */
import type { Database } from '../connect.ts';

/** By id. */
export async function namesOf(db: Database, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const rows = (await db('users')
    .whereIn('id', known)
    .select('id', db.raw("first_name || ' ' || family_name as name"))
    .unionAll(db('applications').whereIn('id', known).select('id', db.raw("'l''application « ' || name || ' »'")))) as {
    id: string;
    name: string;
  }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}
