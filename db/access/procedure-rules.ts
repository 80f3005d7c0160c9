/** The rules that the table of a procedure gives: what each role does, whom four eyes keep away, and what is read of its files. */
import { kitActWords } from '../../workflows/kit-acts.ts';
import type { AnyProcess, Role } from '../../workflows/procedure.ts';
import { actAs, actsOf, openFor } from './acts.ts';
import { allow, deny, ofFacility, reasons, some, type Rule } from './rule.ts';
import { agentRoles, oneOf, operatorScopes, ownerScopes, type Grant, type OneOf, type Scope } from './scopes.ts';

/** What was sent with an act, never what somebody still prepares; and what agents write for one another. */
export const filesOf = (where: Scope & { slug?: OneOf }): Rule[] => [
  allow('read', 'Document', { sent: true, ...where }),
  allow('read-internal', 'Case', where),
];

/** Whether the person has an act of its own in a procedure at ONE. */
export const actsIn = (process: AnyProcess, grants: readonly Grant[]): boolean =>
  grants.some(({ role }) => (agentRoles as readonly string[]).includes(role) && actsOf(process).does.has(role as Role));
/** Its case is seen, what was joined to it is not. */
export const keptFrom = ({ slug }: AnyProcess): Rule[] => [deny('read', 'Document', { slug }, reasons.restricted)];

/** Its case is not seen either. */
export const hiddenFrom = ({ slug }: AnyProcess): Rule[] => [
  deny('manage', ['Case', 'Task', 'Document'], { slug }, reasons.confidential),
];

/** Where an operator is at home in a procedure: by the file that it is in, or as owner alone. */
export const scopesIn = ({ restricted, dossier }: AnyProcess, grants: readonly Grant[]): Scope[] =>
  restricted || dossier === null ? ownerScopes(grants) : operatorScopes(grants, dossier);

/** The acts of a role in a procedure, those that open a case included. */
export function actRules(process: AnyProcess, role: Role, where: Scope): Rule[] {
  const { does, opens } = actsOf(process);
  const here = { slug: process.slug, ...where };
  const [acts, openings] = [does.get(role), opens.get(role)];
  return [
    ...(acts ? [allow([...acts, actAs(role)], 'Case', here)] : []),
    ...(openings
      ? [allow([...openings, actAs(role)], 'Draft', here), allow(openFor(process.slug), 'Facility', ofFacility(where))]
      : []),
  ];
}

/** The procedures in which a role answers, beside what every procedure lets it do. */
export const decidedBy = (role: Role, among: readonly AnyProcess[]): string[] =>
  among
    .filter((process) =>
      actsOf(process)
        .does.get(role)
        ?.some((action) => !Object.hasOwn(kitActWords, action)),
    )
    .map(({ slug }) => slug);

/** Who has done the step before does not do the next one. */
export function fourEyes(process: AnyProcess, userId: string): Rule[] {
  const { slug } = process;
  const actions = actsOf(process).fourEyes;
  return some(actions, () => [
    deny(actions, 'Case', { slug, excluded_user_id: userId }, reasons.fourEyes),
    deny('claim', 'Task', { slug, action: oneOf(actions), excluded_user_id: userId }, reasons.fourEyes),
  ]);
}
