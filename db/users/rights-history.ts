/** What was done to a user of a body, the newest first. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Change } from '../audit.ts';
import type { Database } from '../connect.ts';

export const memberEvents = [
  'add-user',
  'change-rights',
  'deactivate-user',
  'reactivate-user',
  'delete-user',
  'restore-user',
] as const;
export interface RightsEvent {
  at: Instant;
  event: (typeof memberEvents)[number];
  by: string | null;
  change: Change | null;
}

/** The caller has found the user among those whom the viewer may see. */
export const listRightsEvents = async (
  db: Database,
  { ability }: Viewer,
  { userId, bodyId }: { userId: string; bodyId: string },
): Promise<RightsEvent[]> =>
  db('audit')
    .leftJoin({ actor: 'users' }, 'actor.id', 'audit.actor_id')
    .whereExists(
      accessibleBy(db('memberships'), ability, 'read', 'Membership').where({
        user_id: userId,
        organising_body_id: bodyId,
      }),
    )
    .where({ subject: 'user', subject_id: userId, on_behalf_of: bodyId })
    .whereIn('event', memberEvents)
    .orderBy('audit.id', 'desc')
    .limit(20)
    .select<RightsEvent[]>(
      'audit.at',
      'audit.event',
      'audit.change',
      db.raw("actor.first_name || ' ' || actor.family_name as by"),
    );
