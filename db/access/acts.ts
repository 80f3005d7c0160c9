/** Who does which act, read once from the process tables; and in which role a person does one. */
import { transitionsOf, type AnyProcess, type Role } from '../../workflows/procedure.ts';
import { getProcess, processes } from '../../workflows/registry.ts';
import { asSubject, type Ability, type SubjectRow } from './subjects.ts';
import type { Viewer } from './viewer.ts';

interface Acts {
  /** By role, what it may do to a case, and what it may open one with. */
  does: Map<Role, string[]>;
  opens: Map<Role, string[]>;
  /** Not by the person whom the case excludes. */
  fourEyes: string[];
  signed: Set<string>;
}
const read = new WeakMap<AnyProcess, Acts>();

export function actsOf(process: AnyProcess): Acts {
  const known = read.get(process);
  if (known) return known;
  const transitions = Object.keys(process.statuses).flatMap((status) => Object.entries(transitionsOf(process, status)));
  const openings = Object.entries(process.opens).flatMap(([action, opening]) =>
    opening ? [[action, opening] as const] : [],
  );
  const acts: Acts = {
    does: byRole(transitions),
    opens: byRole(openings),
    fourEyes: distinct(transitions.filter(([, { notBy }]) => notBy).map(([action]) => action)),
    signed: new Set([...transitions, ...openings].filter(([, { signed }]) => signed).map(([action]) => action)),
  };
  read.set(process, acts);
  return acts;
}

function byRole(entries: (readonly [string, { by: readonly Role[] }])[]): Map<Role, string[]> {
  const roles = distinct(entries.flatMap(([, { by }]) => by));
  return new Map(
    roles.map((role) => [role, distinct(entries.filter(([, { by }]) => by.includes(role)).map(([action]) => action))]),
  );
}
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Whether the act binds its author: a strong sign-in of less than a quarter of an hour is asked for (`isRecent`). */
export const needsRecentSignIn = (process: AnyProcess, action: string): boolean => actsOf(process).signed.has(action);

/** The right to act on a case in a role: which role it was done in stands on the act. */
export const actAs = (role: Role): string => `act-as-${role}`;
/** The right to open some case of a procedure for a facility: for lists of facilities to choose from. */
export const openFor = (slug: string): string => `open-${slug}`;

/** The columns of a case that rights need (`state` is welcome). */
export interface CaseRow {
  slug: string;
  status: string;
  excluded_user_id: string | null;
  organising_body_id: string | null;
  facility_id: string | null;
  administration: string | null;
  appealed: boolean;
  state?: { data: object; tasks: { action: string; role: Role }[] };
}

/**
 * The role in which the person does this act on this case as it stands; undefined when they may not (or the case does not hold it).
 * Of several, the one whose task is open.
 */
export function findActorRole(
  { ability }: { ability: Ability },
  row: CaseRow,
  action: string,
  among = processes,
): Role | undefined {
  const subject = asSubject('Case', row);
  if (!ability.can(action, subject)) return undefined;
  const held = rolesOf(row, action, among).filter((role) => ability.can(actAs(role), subject));
  return row.state?.tasks.find((task) => task.action === action && held.includes(task.role))?.role ?? held[0];
}

/** Who does this act on this case: of several roles of ONE, the one whose case it is. */
export function rolesOf(row: CaseRow, action: string, among = processes): readonly Role[] {
  const transition = transitionsOf(getProcess(row.slug, among), row.status)[action];
  if (!transition) return [];
  return transition.whose && row.state ? [transition.whose(row.state.data)] : transition.by;
}

/** The role in which the person does the act that opens a case; undefined when they may not. `draft`: `asSubject('Draft', …)` or `asOpening`. */
export function findOpenerRole(
  { ability }: { ability: Ability },
  process: AnyProcess,
  action: string,
  draft: SubjectRow,
): Role | undefined {
  return ability.can(action, draft)
    ? process.opens[action]?.by.find((role) => ability.can(actAs(role), draft))
    : undefined;
}

/** The organising body that an operator's act binds; null for ONE. */
export const onBehalfOf = (role: Role, row: { organising_body_id: string | null }): string | null =>
  role === 'operator' ? row.organising_body_id : null;

/** The organising bodies for which a person may open a case that is about a body, not about one of its places; in alphabetical order. */
export function bodiesToOpenFor(
  { grants, ability }: Pick<Viewer, 'grants' | 'ability'>,
  { slug, action }: { slug: string; action: string },
): { id: string; name: string }[] {
  const known = new Map(
    grants.flatMap(({ organisingBodyId: id, organisingBodyName: name }) => (id ? [[id, name ?? '']] : [])),
  );
  return [...known]
    .filter(([id]) =>
      ability.can(action, asSubject('Draft', { slug, organising_body_id: id, facility_id: null, administration: '' })),
    )
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'fr'));
}
