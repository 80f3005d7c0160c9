/** Who has which group open: one group for each agent, named to the others and blocked for them while it lasts. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

/** A page that is open says so each minute; one that has said nothing for so long is left (hypothèse). */
export const lookLasts = 300_000;

interface Look {
  groupId: string;
  userId: string;
  at: Instant;
}

/** Opening another group leaves the one before. Somebody who opened it first keeps it. */
export async function noteGroupLook(db: Database, { groupId, userId, at }: Look): Promise<void> {
  await db.raw(
    `insert into training_group_looks as l (user_id, group_id, opened_at, seen_at) values (:userId, :groupId, :at, :at)
     on conflict (user_id) do update set group_id = excluded.group_id, seen_at = excluded.seen_at,
       opened_at = case when l.group_id = excluded.group_id and l.seen_at > :since then l.opened_at else excluded.opened_at end`,
    { userId, groupId, at: instant(at), since: instant(at - lookLasts) },
  );
}

/** Whoever opened it before this person and has it open still. */
export async function findOtherLook(
  db: Database,
  { groupId, userId, at }: Look,
): Promise<{ name: string; at: Instant } | undefined> {
  const since = instant(at - lookLasts);
  return (await db('training_group_looks as l')
    .join('users as u', 'u.id', 'l.user_id')
    .where('l.group_id', groupId)
    .where('l.user_id', '<>', userId)
    .where('l.seen_at', '>', since)
    // One who opened it after this person waits for them, and not they for each other.
    .whereNotExists(
      db('training_group_looks as mine')
        .where('mine.user_id', userId)
        .where('mine.group_id', groupId)
        .where('mine.seen_at', '>', since)
        .whereRaw('(mine.opened_at, mine.user_id) < (l.opened_at, l.user_id)')
        .select(db.raw('1')),
    )
    .orderBy('l.opened_at')
    .first('l.opened_at as at', db.raw("u.first_name || ' ' || u.family_name as name"))) as
    | { name: string; at: Instant }
    | undefined;
}
