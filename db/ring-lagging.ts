/** Rings again for every case whose clerk has not seen its last act: bells that were lost, or never rung. */
import type { Database } from './connect.ts';
import type { Bell } from '../workflows/bell.ts';

export async function ringLagging(db: Database, bell: Bell, limit = 2_000): Promise<number> {
  const lagging = (await db('cases').whereRaw('engine_seq < bell_seq').limit(limit).select('id', 'slug')) as {
    id: string;
    slug: string;
  }[];
  lagging.forEach(({ id, slug }) => {
    bell.ring(slug, id);
  });
  return lagging.length;
}
