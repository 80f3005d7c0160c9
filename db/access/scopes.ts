/** From grants to scopes: in which role, for which procedures, and on which rows. */
import { agentRoles, type GrantRole, type OfficeRole, type OperatorRole } from '../../workflows/roles.ts';
import type { Dossier } from '../../workflows/procedure.ts';

export { agentRoles } from '../../workflows/roles.ts';
export type { GrantRole, OfficeRole, OperatorRole } from '../../workflows/roles.ts';

/** One right given to a person, valid today. */
export interface Grant {
  role: GrantRole;
  /** Of operators' roles only. */
  organisingBodyId: string | null;
  organisingBodyName: string | null;
  /** Of a data manager: what was opened, and for one facility only (null: every facility of the body). */
  dossier: string | null;
  facilityId: string | null;
  /** Of ONE's roles: null is every subregional administration. */
  administration: string | null;
}

export type OneOf = string | { $in: string[] };
/** Conditions on the columns that cases, tasks, drafts, documents and facilities share; {} is everywhere. */
export interface Scope {
  organising_body_id?: OneOf;
  facility_id?: OneOf;
  administration?: OneOf;
  /** The cases that the secretariat of appeals has, or had, in hand; and what is about them. */
  appealed?: true;
}

export const oneOf = (values: readonly string[]): OneOf => (values.length === 1 ? values[0]! : { $in: [...values] });
const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

/** Where ONE's roles are held: nowhere, everywhere, or in some administrations. */
export function officeScope(grants: readonly Grant[], roles: readonly GrantRole[]): Scope | undefined {
  const held = grants.filter(({ role }) => roles.includes(role));
  if (held.length === 0) return undefined;
  return held.some(({ administration }) => administration === null)
    ? {}
    : { administration: oneOf(distinct(held.map(({ administration }) => administration))) };
}

const ownsData = ({ role }: Grant): boolean => role === 'administrator' || role === 'childminder';

/** The bodies of which a person holds one of these operators' roles. */
export const bodiesOf = (grants: readonly Grant[], roles: readonly OperatorRole[]): string[] =>
  distinct(
    grants
      .filter(({ role }) => (roles as readonly GrantRole[]).includes(role))
      .map(({ organisingBodyId }) => organisingBodyId),
  );

/** Where an operator works on the procedures of a file: whole bodies first, then the listed facilities of others. */
export function operatorScopes(grants: readonly Grant[], dossier: Dossier): Scope[] {
  return scopesIn(
    grants.filter((grant) => ownsData(grant) || (grant.role === 'data-manager' && grant.dossier === dossier)),
  );
}
/** The bodies that an operator answers for, whole. */
export const ownerScopes = (grants: readonly Grant[]): Scope[] => scopesIn(grants.filter(ownsData));
/** Where an operator works, whatever the procedure. A data manager to whom nothing was opened works nowhere. */
export const operatorPlaces = (grants: readonly Grant[]): Scope[] =>
  scopesIn(grants.filter((grant) => ownsData(grant) || (grant.role === 'data-manager' && grant.dossier !== null)));

function scopesIn(grants: readonly Grant[]): Scope[] {
  const whole = distinct(
    grants
      .filter((grant) => ownsData(grant) || grant.facilityId === null)
      .map(({ organisingBodyId }) => organisingBodyId),
  );
  const parts = distinct(grants.map(({ organisingBodyId }) => organisingBodyId)).filter(
    (body) => !whole.includes(body),
  );
  return [
    ...(whole.length ? [{ organising_body_id: oneOf(whole) }] : []),
    ...parts.map((body) => ({
      organising_body_id: body,
      facility_id: oneOf(
        distinct(
          grants.filter(({ organisingBodyId }) => organisingBodyId === body).map(({ facilityId }) => facilityId),
        ),
      ),
    })),
  ];
}

/** One sector, its money, or what persons ask about their data. */
const workOnSome: readonly OfficeRole[] = [
  'aes-referent',
  'aes-manager',
  'atl-director',
  'subsidy-manager',
  'subsidy-signatory',
  'dpo',
];
/** Whose work is about the places of every sector. */
export const everySector = agentRoles.filter((role) => !workOnSome.includes(role));
