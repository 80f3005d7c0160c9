/** Rings again for every case whose clerk has not seen its last act, and all long work under way: bells that were lost, or never rung. */
import { batchSlug } from './batches/batch.ts';
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
  const batches = (await db('batches')
    .whereRaw("status in ('running', 'undoing') or told is distinct from status")
    .select('id')) as { id: string }[];
  batches.forEach(({ id }) => {
    bell.ring(batchSlug, id);
  });
  return lagging.length + batches.length;
}
