/** Who may be given a task: agents with a role, today, somewhere the viewer may assign. */
import { dayOf, type Instant } from '../../domain/calendar.ts';
import { agentRoles, officeScope, type GrantRole } from '../access/scopes.ts';
import { findViewer, type Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { User } from '../models/user.ts';

export interface Colleague {
  id: string;
  firstName: string;
  familyName: string;
  roles: GrantRole[];
  administrations: (string | null)[];
}
const assignable = [...agentRoles, 'appeal-secretariat'] as const;

/** Agents of the administrations where the viewer leads, by name. */
export async function listColleagues(db: Database, { grants }: Viewer, now: Instant): Promise<Colleague[]> {
  const scope = officeScope(grants, ['asr-manager', 'supervisor']);
  if (!scope) return [];
  const today = dayOf(now);
  const query = db('users')
    .join('grants', 'grants.user_id', 'users.id')
    .where('users.portal', 'office')
    .whereNull('users.deactivated_at')
    .whereIn('grants.role', [...assignable])
    .where('grants.valid_from', '<=', today)
    .where((either) => {
      void either.whereNull('grants.valid_to').orWhere('grants.valid_to', '>=', today);
    })
    .groupBy('users.id')
    .orderByRaw('users.family_name collate "fr-x-icu", users.first_name')
    .limit(500)
    .select<Colleague[]>(
      { id: 'users.id', firstName: 'users.first_name', familyName: 'users.family_name' },
      db.raw('array_agg(distinct grants.role) as roles, array_agg(distinct grants.administration) as administrations'),
    );
  const { administration } = scope;
  if (administration !== undefined) {
    const places = typeof administration === 'string' ? [administration] : administration.$in;
    void query.where((either) => {
      void either.whereNull('grants.administration').orWhereIn('grants.administration', places);
    });
  }
  return query;
}

/** The colleague with their rights, as if signed in strongly; undefined when they are no agent of ONE any more. */
export async function findColleague(db: Database, userId: string, now: Instant): Promise<Viewer | undefined> {
  const colleague = await findViewer(db, userId, { acr: 450, authenticatedAt: now, now });
  return colleague?.portal === 'office' ? colleague : undefined;
}

/** Agents see one another's names; those of operators are not looked up here. */
export async function findAgentName(db: Database, id: string): Promise<string | undefined> {
  const agent = await User.query(db).modify('agents').modify('named').findById(id);
  return agent?.name;
}

/** Of several at once; those that are no agents are left out. */
export async function findAgentNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await User.query(db)
    .modify('agents')
    .modify('named')
    .findByIds([...new Set(ids)]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
