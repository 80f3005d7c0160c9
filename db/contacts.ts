/**
 * Who follows facilities at ONE, by the one rule (`contacts_of`): the person responsible who is there, their substitute while they are away.
 * No row for a role: the administration itself answers.
 */
import type { Day } from '../domain/calendar.ts';
import { agentRoles } from '../workflows/roles.ts';
import type { Database } from './connect.ts';

export interface ContactRow {
  /** Null: of a case that is about no facility. */
  facility_id: string | null;
  role: string;
  user_id: string;
  name: string;
  email: string;
  /** Professional, where it is known. */
  phone: string | null;
  /** Whom they replace while that person is away. */
  instead_of: string | null;
}

/** By facility and role. One query, however many facilities. */
export async function listContacts(db: Database, facilityIds: readonly string[], today: Day): Promise<ContactRow[]> {
  if (facilityIds.length === 0) return [];
  const { rows } = await db.raw<{ rows: ContactRow[] }>(
    `select f.id as facility_id, c.role, c.user_id, u.first_name || ' ' || u.family_name as name, u.email, u.phone,
       away.first_name || ' ' || away.family_name as instead_of
     from unnest(cast(:ids as uuid[])) with ordinality f (id, place)
     cross join lateral (
       select * from contacts_of(f.id, cast(:today as date))
       -- Who is in no portfolio of a visitor: who pays the subsidies of the place, and of after-school care who recognises it.
       union all
       select t.role, case when is_away(one, cast(:today as date)) then deputy(one, t.role, p.administration, null, cast(:today as date)) else one end as user_id,
         case when is_away(one, cast(:today as date)) then one end as instead_of
         from facilities p join (values ('subsidised-creche', 'subsidy-manager'), ('after-school-1', 'aes-manager'),
           ('after-school-1', 'aes-referent'), ('after-school-2', 'aes-referent')) t (kind, role) on t.kind = p.kind
         cross join lateral in_charge(null, p.id, t.role, p.administration, null, null, cast(:today as date)) as one
         where p.id = f.id and one is not null
     ) c
     join users u on u.id = c.user_id left join users away on away.id = c.instead_of
     order by f.place, c.role`,
    { ids: [...facilityIds], today },
  );
  return rows;
}

/** Of a case that is about a whole body or a person: who of each role is in charge of it, by the rule that gives its tasks. One query. */
export async function listContactsOfCase(
  db: Database,
  { id, administration }: { id: string; administration: string | null },
  today: Day,
): Promise<ContactRow[]> {
  if (administration === null) return [];
  const { rows } = await db.raw<{ rows: ContactRow[] }>(
    `select null as facility_id, c.role, c.user_id, u.first_name || ' ' || u.family_name as name, u.email, u.phone,
       away.first_name || ' ' || away.family_name as instead_of
     from (
       select t.role, case when is_away(one, cast(:today as date)) then deputy(one, t.role, :administration, null, cast(:today as date)) else one end as user_id,
         case when is_away(one, cast(:today as date)) then one end as instead_of
       from unnest(cast(:roles as text[])) t (role)
       cross join lateral in_charge(cast(:id as uuid), null, t.role, :administration, null, null, cast(:today as date)) as one
       where one is not null
     ) c
     join users u on u.id = c.user_id left join users away on away.id = c.instead_of
     order by c.role`,
    { id, administration, roles: [...agentRoles], today },
  );
  return rows;
}
