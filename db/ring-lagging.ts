/** Rings again for every case whose clerk has not seen its last act, and all long work under way: bells that were lost, or never rung. */
import { batchSlug } from './batches/batch.ts';
import type { Instant } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';
import { patience } from './desk.ts';
import { passDeadline } from './supervision/retry-effect.ts';
import type { Bell } from '../workflows/bell.ts';

interface Rung {
  id: string;
  slug: string;
  reference: string;
}

export async function ringLagging(db: Database, bell: Bell, limit = 2_000): Promise<number> {
  const lagging = (await db('cases')
    .whereRaw('engine_seq < bell_seq')
    .limit(limit)
    .select('id', 'slug', 'reference')) as Rung[];
  lagging.forEach(({ id, slug, reference }) => {
    bell.ring(slug, id, reference);
  });
  const batches = (await db('batches')
    .whereRaw("status in ('running', 'undoing') or told is distinct from status")
    .select('id')) as { id: string }[];
  batches.forEach(({ id }) => {
    bell.ring(batchSlug, id);
  });
  return lagging.length + batches.length;
}

/** The clerk is given this time to see that an hour has come, and that nothing was on its way, in milliseconds (hypothèse). */
const grace = patience + 30_000;

/**
 * Rings for open cases whose hour has passed unseen: their clerk has gone, or sleeps past it. Those that wait for a supervisor
 * (their deadline was refused) are left alone.
 */
export async function ringOverdue(db: Database, bell: Bell, now: Instant, limit = 2_000): Promise<number> {
  const overdue = (await db('cases')
    .whereNull('closed_at')
    .where('wake_at', '<', instant(now - grace))
    .whereNotExists((stuck) => {
      void stuck
        .from('effects')
        .whereRaw('effects.case_id = cases.id and effects.act_number = cases.act_number')
        .where({ effect: passDeadline, 'effects.status': 'failed' })
        .select(db.raw('1'));
    })
    .orderBy('wake_at')
    .limit(limit)
    .select('id', 'slug', 'reference')) as Rung[];
  overdue.forEach(({ id, slug, reference }) => {
    bell.ring(slug, id, reference);
  });
  return overdue.length;
}

/** Rings for those of the cases that are open still: their workflow has ended otherwise than by their end. */
export async function ringOpen(db: Database, bell: Bell, ids: readonly string[]): Promise<number> {
  const open = (await db('cases')
    .whereIn('id', ids)
    .whereNull('closed_at')
    .select('id', 'slug', 'reference')) as Rung[];
  open.forEach(({ id, slug, reference }) => {
    bell.ring(slug, id, reference);
  });
  return open.length;
}
