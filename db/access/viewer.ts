/** The person behind a request: who they are, how surely, and what they may do today. */
import { createMongoAbility } from '@casl/ability';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { rulesFor, type Person } from './rules.ts';
import type { Grant } from './scopes.ts';
import type { SignIn } from './strength.ts';
import type { Ability } from './subjects.ts';

export interface Viewer extends Person, SignIn {
  firstName: string;
  familyName: string;
  /** Valid today. */
  grants: Grant[];
  ability: Ability;
}

interface UserRow {
  firstName: string;
  familyName: string;
  portal: 'pro' | 'office';
  grants: Grant[];
}

const findUser = `
select u.first_name as "firstName", u.family_name as "familyName", u.portal,
  coalesce((
    select jsonb_agg(jsonb_build_object('role', g.role, 'organisingBodyId', g.organising_body_id, 'organisingBodyName', b.name,
      'dossier', g.dossier, 'facilityId', g.facility_id, 'administration', g.administration) order by g.role, b.name, g.id)
    from grants g left join organising_bodies b on b.id = g.organising_body_id
    where g.user_id = u.id and g.valid_from <= :today and (g.valid_to is null or g.valid_to >= :today)
  ), '[]') as grants
from users u
where u.id = :userId and u.deactivated_at is null`;

/** The person, with the grants valid on this day (last day included); undefined when unknown or deactivated. One query. */
export async function findViewer(
  db: Database,
  userId: string,
  { acr, authenticatedAt, now }: SignIn & { now: Instant },
  among: readonly AnyProcess[] = processes,
): Promise<Viewer | undefined> {
  const {
    rows: [user],
  } = await db.raw<{ rows: UserRow[] }>(findUser, { userId, today: dayOf(now) });
  return user && viewerOf({ userId, ...user, acr, authenticatedAt }, among);
}

/** A person with the ability that their grants give. */
export const viewerOf = (person: Omit<Viewer, 'ability'>, among: readonly AnyProcess[] = processes): Viewer => ({
  ...person,
  ability: createMongoAbility<Ability>(rulesFor(person, among)),
});
