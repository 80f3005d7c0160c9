/** One user, as the helpdesk looks at them: where, with which rights, signed in how, and what keeps them out. Never their national number. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { GrantRole } from '../../workflows/roles.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import type { Database } from '../connect.ts';
import { describeUser, type FoundUser } from './find-users.ts';

export interface RightHeld {
  role: GrantRole;
  dossier: string | null;
  facility: string | null;
  administration: string | null;
  from: Day;
  to: Day | null;
  /** Its organising body was deactivated or deleted for the user: it gives nothing meanwhile. */
  suspended: boolean;
}
export interface BodyOfUser {
  id: string;
  name: string;
  deactivatedAt: Instant | null;
  deletedAt: Instant | null;
  rights: RightHeld[];
}
export interface UserSheet extends FoundUser {
  legacyLogin: string | null;
  hasNumber: boolean;
  consentAt: Instant | null;
  bodiesOf: BodyOfUser[];
  /** Of ONE. */
  rights: RightHeld[];
  sessions: { startedAt: Instant; lastSeenAt: Instant; acr: number | null; device: string | null }[];
  views: { startedAt: Instant; endedAt: Instant | null; agent: string; reason: string }[];
  tickets: { id: string; number: number; at: Instant; closed: boolean }[];
}

const rightColumns = `jsonb_build_object('role', g.role, 'dossier', g.dossier, 'facility', f.name, 'administration', g.administration,
  'from', g.valid_from, 'to', g.valid_to, 'suspended', g.suspended)`;
const findMore = `
with held as (
  select user_id, organising_body_id, role, dossier, facility_id, administration, valid_from, valid_to, false as suspended from grants where user_id = :id
  union all
  select user_id, organising_body_id, role, dossier, facility_id, administration, valid_from, valid_to, true from suspended_grants where user_id = :id
)
select u.legacy_login as "legacyLogin", u.niss_hash is not null as "hasNumber",
  cast(extract(epoch from coalesce(u.consent_at, (select max(consent_at) from memberships where user_id = u.id))) * 1000 as bigint) as "consentAt",
  (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name,
     'deactivatedAt', extract(epoch from m.deactivated_at) * 1000, 'deletedAt', extract(epoch from m.deleted_at) * 1000,
     'rights', (select coalesce(jsonb_agg(${rightColumns} order by g.role, g.dossier, f.name), '[]')
       from held g left join facilities f on f.id = g.facility_id where g.organising_body_id = b.id)) order by b.name), '[]')
   from memberships m join organising_bodies b on b.id = m.organising_body_id where m.user_id = u.id) as "bodiesOf",
  (select coalesce(jsonb_agg(${rightColumns} order by g.role, g.administration), '[]')
   from held g left join facilities f on false where g.organising_body_id is null) as rights,
  (select coalesce(jsonb_agg(jsonb_build_object('startedAt', cast(sess ->> 'startedAt' as bigint), 'lastSeenAt', cast(sess ->> 'lastSeenAt' as bigint),
     'acr', cast(sess ->> 'acr' as int), 'device', sess ->> 'device') order by cast(sess ->> 'startedAt' as bigint) desc), '[]')
   from (select sess from sessions where user_id = u.id and cast(sess ->> 'lastSeenAt' as bigint) >= :seenSince limit 20) open) as sessions,
  (select coalesce(jsonb_agg(jsonb_build_object('startedAt', extract(epoch from v.started_at) * 1000, 'endedAt', extract(epoch from v.ended_at) * 1000,
     'agent', a.first_name || ' ' || a.family_name, 'reason', v.reason) order by v.started_at desc), '[]')
   from (select * from user_views where user_id = u.id order by started_at desc limit 5) v join users a on a.id = v.agent_id) as views,
  (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'at', extract(epoch from t.at) * 1000,
     'closed', t.handled_at is not null) order by t.at desc), '[]')
   from (select * from contact_messages where user_id = u.id order by at desc limit 10) t) as tickets
from users u where u.id = :id`;

/** Undefined: nobody, or not for these eyes. Opening it is noted. */
export async function openUserSheet(
  db: Database,
  viewer: Viewer,
  id: string,
  { now, seenSince }: { now: Instant; seenSince: Instant },
): Promise<UserSheet | undefined> {
  const seen = (await accessibleBy(db('users').where({ id }), viewer.ability, 'read', 'User').first('id')) as
    | { id: string }
    | undefined;
  if (!seen) return undefined;
  const [user, more] = await Promise.all([
    describeUser(db, id, now),
    db.raw<{ rows: Omit<UserSheet, keyof FoundUser>[] }>(findMore, { id, seenSince }),
  ]);
  await recordAudit(db, {
    at: now,
    actorId: viewer.userId,
    acr: viewer.acr,
    event: 'consult',
    subject: 'user',
    subjectId: id,
  });
  return user && { ...user, ...more.rows[0]! };
}

/** Whether a right is used today. */
export const isHeldOn = ({ from, to, suspended }: RightHeld, now: Instant): boolean =>
  !suspended && from <= dayOf(now) && (to === null || to >= dayOf(now));
