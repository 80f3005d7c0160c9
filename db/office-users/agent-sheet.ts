/** One agent of ONE: functions with their dates, portfolio, absences. Opening it is noted. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import type { OfficeRole } from '../../workflows/roles.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import type { Database } from '../connect.ts';

export interface OfficeRight {
  id: string;
  user_id: string;
  role: OfficeRole;
  administration: string | null;
  from: Day;
  to: Day | null;
}
export interface AgentSheet {
  id: string;
  firstName: string;
  familyName: string;
  email: string;
  deactivatedAt: Instant | null;
  lastSignInAt: Instant | null;
  version: number;
  /** Those of today and those to come. */
  rights: OfficeRight[];
  /** Ended ones, the latest first. */
  ended: OfficeRight[];
  portfolio: { role: string; facilities: number }[];
  absences: { fromOn: Day; toOn: Day; substitute: string | null }[];
  openTasks: number;
}

const find = `
select u.id, u.first_name as "firstName", u.family_name as "familyName", u.email, u.deactivated_at as "deactivatedAt",
  u.last_sign_in_at as "lastSignInAt", u.office_version as version,
  (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'user_id', g.user_id, 'role', g.role, 'administration', g.administration, 'from', g.valid_from,
     'to', g.valid_to) order by g.valid_to desc nulls first, g.role, g.administration), '[]')
   from grants g where g.user_id = u.id and g.organising_body_id is null) as all,
  (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'facilities', facilities) order by role), '[]')
   from (select role, count(*) as facilities from facility_agents where user_id = u.id group by role) p) as portfolio,
  (select coalesce(jsonb_agg(jsonb_build_object('fromOn', a.from_on, 'toOn', a.to_on, 'substitute', s.first_name || ' ' || s.family_name)
     order by a.from_on), '[]')
   from absences a left join users s on s.id = a.substitute_id where a.user_id = u.id and a.cancelled_at is null and a.to_on >= :today) as absences,
  (select cast(count(*) as int) from tasks t where t.assignee_id = u.id and t.closed_at is null) as "openTasks"
from users u where u.id = :id`;

export async function openAgentSheet(
  db: Database,
  viewer: Viewer,
  id: string,
  now: Instant,
): Promise<AgentSheet | undefined> {
  const seen = (await accessibleBy(db('users').where({ id, portal: 'office' }), viewer.ability, 'read', 'Agent').first(
    'id',
  )) as { id: string } | undefined;
  if (!seen) return undefined;
  const today = dayOf(now);
  const {
    rows: [row],
  } = await db.raw<{ rows: (Omit<AgentSheet, 'rights' | 'ended'> & { all: OfficeRight[] })[] }>(find, { id, today });
  await recordAudit(db, {
    at: now,
    actorId: viewer.userId,
    acr: viewer.acr,
    event: 'consult',
    subject: 'user',
    subjectId: id,
  });
  if (!row) return undefined;
  const { all, ...agent } = row;
  const isOver = ({ to }: OfficeRight): boolean => to !== null && to < today;
  return { ...agent, rights: all.filter((right) => !isOver(right)), ended: all.filter(isOver) };
}
