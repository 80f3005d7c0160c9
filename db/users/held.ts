/** What users of a body hold there, or hold back while they are deactivated or deleted: the one reading for what is shown and for what may be changed. */
import type { Day } from '../../domain/calendar.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Database } from '../connect.ts';
import { rightOf, type GrantOf, type Held } from './rights.ts';

/** By user; what is over is left out: whoever was an administrator until last year is like anybody else. */
export async function heldOf(
  db: Database,
  { bodyId, userIds, today }: { bodyId: string; userIds: readonly string[]; today: Day },
): Promise<ReadonlyMap<string, Held[]>> {
  if (userIds.length === 0) return new Map();
  const grants = await db('member_grants')
    .where('organising_body_id', bodyId)
    .whereIn('user_id', [...userIds])
    .where((either) => either.whereNull('valid_to').orWhere('valid_to', '>=', today))
    .orderBy('id')
    .select<(GrantOf & { id: string; user_id: string; valid_from: Day; valid_to: Day | null })[]>('*');
  const asHeld = (grant: (typeof grants)[number]): Held => ({
    id: grant.id,
    right: rightOf(grant),
    from: grant.valid_from,
    to: grant.valid_to,
  });
  return new Map([...groupBy(grants, (grant) => grant.user_id)].map(([userId, own]) => [userId, own.map(asHeld)]));
}
