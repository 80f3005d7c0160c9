/** Which facilities an agent follows, and taking over those of a colleague, many at once. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import { instant, type Database } from '../connect.ts';

export const portfolioRoles = ['referent', 'coordinator', 'adviser', 'health-referent'] as const;
export type PortfolioRole = (typeof portfolioRoles)[number];
export interface FollowedFacility {
  id: string;
  name: string;
  number: string;
  administration: string;
}
const most = 1000;

/** Those that the viewer may give to somebody; `from` null: those that nobody follows in this function. Only where the taker has it. */
export async function listToTakeOver(
  db: Database,
  { ability }: Viewer,
  { role, from, to }: { role: PortfolioRole; from: string | null; to: string },
  now: Instant,
): Promise<FollowedFacility[]> {
  const query = accessibleBy(db('facilities'), ability, 'entrust', 'Facility')
    .whereNull('facilities.closed_on')
    .whereRaw('holds(?, ?, facilities.administration, ?)', [to, role, dayOf(now)]);
  const followed = db('facility_agents').whereRaw('facility_agents.facility_id = facilities.id').where({ role });
  void (from === null ? query.whereNotExists(followed) : query.whereExists(followed.where({ user_id: from })));
  return query
    .orderByRaw('facilities.name collate "fr-x-icu", facilities.id')
    .limit(most)
    .select<FollowedFacility[]>('facilities.id', 'facilities.name', 'facilities.number', 'facilities.administration');
}

/** Who follows facilities in a function somewhere the viewer may give them: those one can take over from. */
export async function listFollowers(
  db: Database,
  { ability }: Viewer,
  role: PortfolioRole,
): Promise<{ id: string; name: string; left: boolean; facilities: number }[]> {
  return accessibleBy(db('facilities'), ability, 'entrust', 'Facility')
    .join('facility_agents', 'facility_agents.facility_id', 'facilities.id')
    .join('users', 'users.id', 'facility_agents.user_id')
    .where('facility_agents.role', role)
    .whereNull('facilities.closed_on')
    .groupBy('users.id')
    .orderByRaw('users.family_name collate "fr-x-icu", users.first_name')
    .limit(500)
    .select<{ id: string; name: string; left: boolean; facilities: number }[]>(
      'users.id',
      db.raw(
        "users.first_name || ' ' || users.family_name as name, users.deactivated_at is not null as left, cast(count(*) as int) as facilities",
      ),
    );
}

const takeOverNow = `
with given as (
  insert into facility_agents as a (facility_id, role, user_id)
  select f, cast(:role as text), cast(:to as uuid) from unnest(cast(:ids as uuid[])) f
  on conflict (facility_id, role) do update set user_id = excluded.user_id where a.user_id is not distinct from cast(:from as uuid)
  returning facility_id
), handed as (
  update tasks t set assignee_id = cast(:to as uuid)
  from given where cast(:withTasks as boolean) and t.facility_id = given.facility_id and t.role = :role and t.closed_at is null
    and t.assignee_id is not distinct from cast(:from as uuid) and t.excluded_user_id is distinct from cast(:to as uuid)
  returning t.id
), noted as (
  insert into audit (at, actor_id, acr, event, subject, subject_id, change)
  select cast(:at as timestamptz), cast(:actor as uuid), cast(:acr as int), 'entrust', 'facility', facility_id,
    jsonb_build_object('role', jsonb_build_object('before', cast(:role as text), 'after', cast(:role as text)), 'agent_id', jsonb_build_object('before', cast(:from as uuid), 'after', cast(:to as uuid)))
  from given
  union all
  select cast(:at as timestamptz), cast(:actor as uuid), cast(:acr as int), 'assign', 'task', id,
    jsonb_build_object('assignee_id', jsonb_build_object('before', cast(:from as uuid), 'after', cast(:to as uuid)))
  from handed
  returning 1
)
select (select cast(count(*) as int) from given) as facilities, (select cast(count(*) as int) from handed) as tasks, (select count(*) from noted) as noted`;

/**
 * Gives these facilities to an agent: those that are still of the colleague they are taken from, and where the taker has the function.
 * @returns how many facilities, and how many open tasks with them; undefined when the agent was changed since the page was drawn
 */
export function takeOver(
  db: Database,
  viewer: Viewer,
  asked: {
    role: PortfolioRole;
    from: string | null;
    to: string;
    facilityIds: readonly string[];
    withTasks: boolean;
    version: number;
  },
  at: Instant,
): Promise<{ facilities: number; tasks: number } | undefined> {
  const { role, from, to, facilityIds, withTasks, version } = asked;
  return db.transaction(async (trx) => {
    const there = await trx('users')
      .where({ id: to, portal: 'office', office_version: version })
      .whereNull('deactivated_at')
      .update({ office_version: version + 1 });
    if (there === 0) return undefined;
    const open = new Set((await listToTakeOver(trx, viewer, { role, from, to }, at)).map(({ id }) => id));
    const { rows } = await trx.raw<{ rows: { facilities: number; tasks: number }[] }>(takeOverNow, {
      role,
      from,
      to,
      ids: facilityIds.filter((id) => open.has(id)),
      withTasks,
      at: instant(at),
      actor: viewer.userId,
      acr: viewer.acr,
    });
    return { facilities: rows[0]!.facilities, tasks: rows[0]!.tasks };
  });
}
