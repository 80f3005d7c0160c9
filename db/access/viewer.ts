/** The person behind a request: who they are, how surely, and what they may do today. */
import { createMongoAbility } from '@casl/ability';
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { prepare, run } from '../acts/prepared.ts';
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
  /** Who is away today and has this person for a substitute. */
  covers?: readonly string[];
  ability: Ability;
}

/** A person as the database knows them on a day. */
export interface PersonRow {
  firstName: string;
  familyName: string;
  portal: 'pro' | 'office';
  grants: Grant[];
  covers: string[];
}

const personColumns = `u.first_name as "firstName", u.family_name as "familyName", u.portal,
  coalesce((
    select jsonb_agg(jsonb_build_object('role', g.role, 'organisingBodyId', g.organising_body_id, 'organisingBodyName', b.name,
      'dossier', g.dossier, 'facilityId', g.facility_id, 'administration', g.administration) order by g.role, b.name, g.id)
    from grants g left join organising_bodies b on b.id = g.organising_body_id
    where g.user_id = u.id and g.valid_from <= :today and (g.valid_to is null or g.valid_to >= :today)
  ), '[]') as grants,
  array(select a.user_id from absences a
    where a.substitute_id = u.id and a.cancelled_at is null and :today between a.from_on and a.to_on) as covers`;
const findUser = `select ${personColumns} from users u where u.id = :userId and u.deactivated_at is null`;
// Asked at each request: planned once for each connection.
const findSession = prepare(
  'find-session',
  `
select s.sess, person.portal is not null as "isSomebody", person.*
from sessions s left join lateral (
  select ${personColumns} from users u where u.id = s.user_id and u.deactivated_at is null
) person on true
where s.sid = :sid and s.expire >= now()`,
);

/** A session that has not expired, with its person and today's grants. One query. `person`: undefined when deactivated, or nobody has signed in. */
export async function findSessionOf(
  db: Database,
  sid: string,
  now: Instant,
): Promise<{ sess: unknown; person: PersonRow | undefined } | undefined> {
  const [row] = await run<PersonRow & { sess: unknown; isSomebody: boolean }>(db, findSession, {
    sid,
    today: dayOf(now),
  });
  if (!row) return undefined;
  const { sess, isSomebody, ...person } = row;
  return { sess, person: isSomebody ? person : undefined };
}

/** The person, with the grants valid on this day (last day included); undefined when unknown or deactivated. One query. */
export async function findViewer(
  db: Database,
  userId: string,
  { acr, authenticatedAt, now }: SignIn & { now: Instant },
  among: readonly AnyProcess[] = processes,
): Promise<Viewer | undefined> {
  const {
    rows: [user],
  } = await db.raw<{ rows: PersonRow[] }>(findUser, { userId, today: dayOf(now) });
  return user && viewerOf({ userId, ...user, acr, authenticatedAt }, among);
}

/** A person with the ability that their grants give. */
export const viewerOf = (person: Omit<Viewer, 'ability'>, among: readonly AnyProcess[] = processes): Viewer => ({
  ...person,
  ability: createMongoAbility<Ability>(rulesFor(person, among)),
});
