/** What is to be mended in the list of users of an organising body: the facts, in three queries whatever its size, and the points. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import {
  checkContinuity,
  type ContinuityMember,
  type ContinuityPoint,
  type ContinuityReview,
} from '../../domain/continuity.ts';
import type { Database } from '../connect.ts';
import { administersOn } from '../users/administers.ts';
import { seenAt } from '../users/seen.ts';
import { userLimitsOn } from './limits.ts';

export interface Continuity {
  points: ContinuityPoint[];
  lastReviewOn: Day | null;
}

// A person of Mon Équipe is a user by their national number: it is compared here, as two hashes, and leaves the database in no way.
const findMembers = `
select m.organising_body_id as "bodyId", m.user_id as "userId",
  coalesce(m.first_name, u.first_name) || ' ' || coalesce(m.family_name, u.family_name) as name,
  u.niss_hash is not null as "isNamed",
  m.deactivated_at is not null or u.deactivated_at is not null as "isDeactivated",
  m.added_at as "addedAt",
  ${seenAt} as "seenAt",
  coalesce(held.administrator, false) as "isAdministrator",
  coalesce(held.any, false) as "hasRights",
  held.ends as "rightsEndOn",
  case when work.contracts > 0 and work.running = 0 then work.ended end as "contractEndedOn",
  away.absence
from memberships m
join users u on u.id = m.user_id
left join lateral (
  select bool_or(${administersOn(':today')}) as administrator, count(*) > 0 as any,
    min(g.valid_to) filter (where g.valid_from <= :today and not exists (select from grants o
      where o.user_id = g.user_id and o.organising_body_id = g.organising_body_id and o.role = g.role
        and o.dossier is not distinct from g.dossier and (o.facility_id is null or o.facility_id = g.facility_id)
        and o.valid_from <= g.valid_to + 1 and (o.valid_to is null or o.valid_to > g.valid_to))) as ends
  from grants g
  where g.user_id = m.user_id and g.organising_body_id = m.organising_body_id and (g.valid_to is null or g.valid_to >= :today)
) held on true
left join people p on p.niss_hash = u.niss_hash
left join collaborations c on c.person_id = p.id and c.organising_body_id = m.organising_body_id
left join lateral (
  select count(*) as contracts, count(*) filter (where s.to_on is null or s.to_on >= :today) as running, max(s.to_on) as ended
  from staff_contracts s where s.collaboration_id = c.id
) work on true
left join lateral (
  select json_build_object('fromOn', a.from_on, 'toOn', a.to_on) as absence
  from staff_absences a
  where a.collaboration_id = c.id and a.from_on <= :today and (a.to_on is null or a.to_on >= :today)
  order by a.to_on desc nulls first limit 1
) away on true
where m.organising_body_id = any(:bodyIds) and m.deleted_at is null and u.portal = 'pro'`;

type MemberRow = Omit<ContinuityMember, 'addedOn' | 'seenOn'> & {
  bodyId: string;
  addedAt: Instant;
  seenAt: Instant | null;
};
type ReviewRow = ContinuityReview & { bodyId: string; doneAt: Instant | null };

export async function findContinuity(
  db: Database,
  { organisingBodyId, today }: { organisingBodyId: string; today: Day },
): Promise<Continuity> {
  const [continuity] = await findContinuities(db, { organisingBodyIds: [organisingBodyId], today });
  return continuity!;
}

/** Of several bodies, in the order given. */
export async function findContinuities(
  db: Database,
  { organisingBodyIds, today }: { organisingBodyIds: readonly string[]; today: Day },
): Promise<Continuity[]> {
  const bodyIds = [...organisingBodyIds];
  const [{ rows }, limits, reviews] = await Promise.all([
    db.raw<{ rows: MemberRow[] }>(findMembers, { bodyIds, today }),
    userLimitsOn(db, today),
    db('user_reviews').whereIn('organising_body_id', bodyIds).orderBy('year', 'desc').select<ReviewRow[]>({
      bodyId: 'organising_body_id',
      askedOn: 'asked_on',
      dueOn: 'due_on',
      doneAt: 'done_at',
    }),
  ]);
  return bodyIds.map((bodyId) => {
    const here = reviews.filter((review) => review.bodyId === bodyId);
    const doneAt = here.find((review) => review.doneAt !== null)?.doneAt;
    const members = rows
      .filter((member) => member.bodyId === bodyId)
      .map(({ addedAt, seenAt, ...member }) => ({
        ...member,
        addedOn: dayOf(addedAt),
        seenOn: seenAt === null ? null : dayOf(seenAt),
      }));
    const review = here.findLast((one) => one.doneAt === null) ?? null;
    return {
      points: checkContinuity({ members, review, limits }, today),
      lastReviewOn: doneAt === null || doneAt === undefined ? null : dayOf(doneAt),
    };
  });
}
