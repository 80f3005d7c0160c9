/** ONE's agents: who they are, in which function and where, and how many facilities each follows. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { searchable } from '../../domain/searchable.ts';
import type { OfficeRole } from '../../workflows/roles.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

export interface AgentRow {
  id: string;
  firstName: string;
  familyName: string;
  email: string;
  deactivatedAt: Instant | null;
  lastSignInAt: Instant | null;
  rights: { role: OfficeRole; administration: string | null }[];
  facilities: number;
  awayUntil: Day | null;
}
export interface AgentFilter {
  words?: string;
  role?: string;
  administration?: string;
  deactivated?: boolean;
}

const pageSize = 40;
const order = "searchable(users.family_name || ' ' || users.first_name)";
const columns = `users.id, users.first_name as "firstName", users.family_name as "familyName", users.email, users.deactivated_at as "deactivatedAt",
  users.last_sign_in_at as "lastSignInAt",
  (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'administration', g.administration) order by g.role, g.administration), '[]')
   from grants g where g.user_id = users.id and g.organising_body_id is null and g.valid_from <= :today and (g.valid_to is null or g.valid_to >= :today)) as rights,
  (select cast(count(distinct facility_id) as int) from facility_agents f where f.user_id = users.id) as facilities,
  (select max(a.to_on) from absences a where a.user_id = users.id and a.cancelled_at is null and :today between a.from_on and a.to_on) as "awayUntil"`;

/** By name. Those who have left only where they are asked for. */
export async function listAgents(
  db: Database,
  { ability }: Viewer,
  { words, role, administration, deactivated = false }: AgentFilter,
  cursor: Cursor,
  now: Instant,
): Promise<Page<AgentRow>> {
  const today = dayOf(now);
  const query = accessibleBy(db('users').where('users.portal', 'office'), ability, 'read', 'Agent').select(
    db.raw(columns, { today }),
  );
  void (deactivated ? query.whereNotNull('users.deactivated_at') : query.whereNull('users.deactivated_at'));
  for (const word of searchable(words ?? '')
    .split(' ')
    .filter(Boolean))
    void query.whereRaw("searchable(users.first_name || ' ' || users.family_name) like ?", [`%${word}%`]);
  if (role !== undefined || administration !== undefined)
    void query.whereExists(
      db('grants')
        .whereRaw('grants.user_id = users.id and grants.organising_body_id is null')
        .where('valid_from', '<=', today)
        .where((either) => void either.whereNull('valid_to').orWhere('valid_to', '>=', today))
        .where((where) => {
          if (role !== undefined) void where.where({ role });
          if (administration !== undefined) void where.where({ administration });
        }),
    );
  const from = cursor.after ?? cursor.before;
  const place = from
    ? ((await db('users')
        .where({ id: from })
        .first(db.raw('? as place', [db.raw(order)]))) as { place: string } | undefined)
    : undefined;
  return turnPage<AgentRow>(db, query, { column: db.raw(order), id: 'users.id' }, cursor, place?.place, pageSize);
}
