/** Which documents somebody has opened: each look is a line of the audit. */
import type { Database } from '../connect.ts';

/** @returns those of `ids` that this person has downloaded or looked at */
export async function openedBy(db: Database, userId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = (await db('audit')
    .where({ subject: 'document', actor_id: userId })
    .whereIn('subject_id', ids)
    .whereIn('event', ['download', 'consult'])
    .distinct('subject_id')) as { subject_id: string }[];
  return new Set(rows.map(({ subject_id: id }) => id));
}
