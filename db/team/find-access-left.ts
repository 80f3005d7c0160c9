/** Who has no contract left at a body, and may still sign in for it. */
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

export interface AccessLeft {
  collaborationId: string;
  userId: string;
  /** The last day of the last contract. */
  on: Day;
}

// A person of Mon Équipe is a user by their national number: compared here, as two hashes, as the guard of continuity does.
const query = `
select c.id as "collaborationId", m.user_id as "userId", work.ended as on
from memberships m
join users u on u.id = m.user_id
join people p on p.niss_hash = u.niss_hash
join collaborations c on c.person_id = p.id and c.organising_body_id = m.organising_body_id
join lateral (
  select max(s.to_on) as ended, bool_and(s.to_on is not null and s.to_on < :today) as over from staff_contracts s where s.collaboration_id = c.id
) work on work.over
where m.organising_body_id = :organisingBodyId and m.deleted_at is null and m.deactivated_at is null and u.deactivated_at is null and u.portal = 'pro'
  and exists (select from grants g
    where g.user_id = m.user_id and g.organising_body_id = m.organising_body_id and (g.valid_to is null or g.valid_to >= :today))`;

export async function findAccessLeft(
  db: Database,
  asked: { organisingBodyId: string; today: Day },
): Promise<AccessLeft[]> {
  const { rows } = await db.raw<{ rows: AccessLeft[] }>(query, { ...asked });
  return rows;
}
