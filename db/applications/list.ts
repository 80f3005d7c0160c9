/** The software that an operator has let in, as its administrators see it. */
import type { Scope } from '../../domain/applications/scopes.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';

export interface ApplicationRow {
  id: string;
  organisingBodyId: string;
  name: string;
  vendor: string;
  email: string;
  scopes: Scope[];
  networks: string[];
  version: number;
  createdAt: Instant;
  createdBy: string;
  revokedAt: Instant | null;
  revokedBy: string | null;
  places: { id: string; name: string }[];
  /** Newest first. */
  tokens: TokenRow[];
}
export interface TokenRow {
  id: string;
  prefix: string;
  createdAt: Instant;
  expiresAt: Instant;
  lastUsedOn: Day | null;
  revokedAt: Instant | null;
}

const epoch = (column: string): string => `cast(extract(epoch from ${column}) * 1000 as bigint)`;
const tokens = `coalesce((select json_agg(json_build_object('id', t.id, 'prefix', t.prefix, 'createdAt', ${epoch('t.created_at')},
    'expiresAt', ${epoch('t.expires_at')}, 'lastUsedOn', t.last_used_on, 'revokedAt', ${epoch('t.revoked_at')}) order by t.created_at desc, t.id)
  from application_tokens t where t.application_id = a.id), '[]') as tokens`;
const places = `coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name) order by f.name, f.id)
  from application_places p join facilities f on f.id = p.facility_id where p.application_id = a.id), '[]') as places`;

const visible = (db: Database, ability: Ability) =>
  accessibleBy(db('applications as a'), ability, 'read', 'Application', 'a')
    .join('users as u', 'u.id', 'a.created_by')
    .leftJoin('users as r', 'r.id', 'a.revoked_by')
    .select(
      'a.id',
      'a.name',
      'a.vendor',
      'a.email',
      'a.scopes',
      'a.version',
      db.raw('cast(a.networks as text[]) as networks'),
      { organisingBodyId: 'a.organising_body_id', createdAt: 'a.created_at', revokedAt: 'a.revoked_at' },
      db.raw(`u.first_name || ' ' || u.family_name as "createdBy"`),
      db.raw(`r.first_name || ' ' || r.family_name as "revokedBy"`),
      db.raw(tokens),
      db.raw(places),
    );

/** Those in use first, by name. */
export const listApplications = (db: Database, { ability }: Viewer, bodyId: string): Promise<ApplicationRow[]> =>
  visible(db, ability)
    .where('a.organising_body_id', bodyId)
    .orderByRaw('a.revoked_at is not null, a.revoked_at desc, a.name, a.id')
    .limit(200) as unknown as Promise<ApplicationRow[]>;

export const findApplication = async (
  db: Database,
  { ability }: Viewer,
  id: string,
): Promise<ApplicationRow | undefined> =>
  ((await visible(db, ability).where('a.id', id)) as unknown as ApplicationRow[])[0];

/** The places that a software may be let into: subsidised crèches and after-school places of type 1 of the body, by name. */
export const placesToOpen = (
  db: Database,
  { ability }: Viewer,
  bodyId: string,
): Promise<{ id: string; name: string }[]> =>
  accessibleBy(db('facilities'), ability, 'read', 'Facility')
    .where({ organising_body_id: bodyId, closed_on: null })
    .whereIn('kind', ['subsidised-creche', 'after-school-1'])
    .orderBy(['name', 'id'])
    .limit(200)
    .select('id', 'name');
