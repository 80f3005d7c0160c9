/** Why a button is not there: the sentence of a 403. */
import { processes } from '../../workflows/registry.ts';
import { roleNames, type Role } from '../../workflows/roles.ts';
import { actAs, actsOf, rolesOf, type CaseRow } from './acts.ts';
import { asSubject, type Ability, type SubjectRow } from './subjects.ts';

const whose = (role: Role): string | undefined =>
  role === 'clock' || role === 'procedure' ? undefined : roleNames[role];

/** Why the person may not do the action: the reason of the rule that forbids it, else whose action it is, else that a right is missing. */
export function reasonOf(ability: Ability, action: string, subject: SubjectRow, among = processes): string {
  const rule = ability.relevantRuleFor(action, subject);
  if (rule?.inverted && rule.reason) return rule.reason;
  const process = among.find(({ slug }) => slug === subject.slug);
  const roles = process
    ? [...actsOf(process).does, ...actsOf(process).opens]
        .filter(([, actions]) => actions.includes(action))
        .map(([role]) => whose(role))
    : [];
  return (
    isOf(roles) ??
    'Vos droits ne comprennent pas cette action. La personne qui gère les utilisateurs de votre organisme peut les adapter.'
  );
}

function isOf(roles: readonly (string | undefined)[]): string | undefined {
  const named = [...new Set(roles.filter((label) => label !== undefined))];
  return named.length > 0
    ? `Cette action revient à : ${named.join(', ')}, pour les dossiers dont elle ou il a la charge.`
    : undefined;
}

/** Why the person may not do the act on this very case; undefined when they may, or when the case does not hold it: that is no matter of rights. */
export function refusalOf(ability: Ability, row: CaseRow, action: string, among = processes): string | undefined {
  const subject = asSubject('Case', row);
  if (!ability.can(action, subject)) return reasonOf(ability, action, subject, among);
  const roles = rolesOf(row, action, among);
  return roles.length === 0 || roles.some((role) => ability.can(actAs(role), subject))
    ? undefined
    : isOf(roles.map(whose));
}
