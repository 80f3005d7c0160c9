/** Which open tasks stand in which view of an agent. Every view goes through the access filter. */
import type { Knex } from 'knex';
import { accessibleBy } from '../access/sql-filter.ts';
import { agentRoles, officeScope, type GrantRole } from '../access/scopes.ts';
import type { Viewer } from '../access/viewer.ts';

export const views = ['mine', 'team', 'unassigned', 'all'] as const;
export type View = (typeof views)[number];

const teamRoles = [...agentRoles, 'appeal-secretariat'] as const satisfies readonly GrantRole[];

/** Restricts a query on `tasks` to the open ones of a view: mine; those of my roles and administrations; of these, nobody's; all I may see. */
export function inView<Q extends Knex.QueryBuilder>(query: Q, viewer: Viewer, view: View): Q {
  const open = accessibleBy(query.whereNull('tasks.closed_at') as Q, viewer.ability, 'read', 'Task');
  switch (view) {
    case 'mine':
      return ofMine(open, viewer);
    case 'team':
      return ofTeam(open, viewer);
    case 'unassigned':
      return ofTeam(open, viewer).whereNull('tasks.assignee_id') as Q;
    case 'all':
      return open;
    default:
      return view satisfies never;
  }
}

/** One's own, and of those whom one replaces today what one may do. */
function ofMine<Q extends Knex.QueryBuilder>(query: Q, { userId, ability, covers = [] }: Viewer): Q {
  if (covers.length === 0) return query.where('tasks.assignee_id', userId) as Q;
  return query.where((either) => {
    void either.where('tasks.assignee_id', userId).orWhere((instead) => {
      void accessibleBy(instead.whereIn('tasks.assignee_id', covers), ability, 'claim', 'Task');
    });
  }) as Q;
}

function ofTeam<Q extends Knex.QueryBuilder>(query: Q, { grants }: Viewer): Q {
  // Who leads an administration answers for every task of ONE there.
  const led = officeScope(grants, ['supervisor', 'asr-manager']);
  const held = teamRoles.flatMap((role) => {
    const scope = officeScope(grants, [role]);
    return scope ? [{ role, ...scope }] : [];
  });
  return query.where((either) => {
    for (const { role, administration } of held)
      void either.orWhere((one) => {
        void within(one.where('tasks.role', role), administration);
      });
    if (led)
      void either.orWhere((one) => {
        void within(one.whereNot('tasks.role', 'operator'), led.administration);
      });
    if (held.length === 0 && !led) void either.whereRaw('false');
  }) as Q;
}

function within(query: Knex.QueryBuilder, administration: string | { $in: string[] } | undefined): Knex.QueryBuilder {
  if (administration === undefined) return query;
  return query.whereIn(
    'tasks.administration',
    typeof administration === 'string' ? [administration] : administration.$in,
  );
}
