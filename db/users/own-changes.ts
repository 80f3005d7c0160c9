/** Changes of a person's own rights while they are signed in. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

/** The last one since then, at whichever body. */
export const findChangeOfOwnRights = async (
  db: Database,
  userId: string,
  since: Instant,
): Promise<{ at: Instant; body: string; by: string | null } | undefined> =>
  db({ m: 'memberships' })
    .join({ b: 'organising_bodies' }, 'b.id', 'm.organising_body_id')
    .leftJoin({ c: 'users' }, 'c.id', 'm.changed_by')
    .where('m.user_id', userId)
    .where('m.changed_at', '>=', instant(since))
    .orderBy('m.changed_at', 'desc')
    .first<{ at: Instant; body: string; by: string | null } | undefined>(
      'm.changed_at as at',
      'b.name as body',
      db.raw("c.first_name || ' ' || c.family_name as by"),
    );
