/** Why a button is not there: the sentence of a 403. */
import { processes } from '../../workflows/registry.ts';
import { roleNames, type Role } from '../../workflows/roles.ts';
import { actsOf } from './acts.ts';
import type { Ability, SubjectRow } from './subjects.ts';

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
  const named = [...new Set(roles.filter((label) => label !== undefined))];
  if (named.length > 0)
    return `Cette action revient à : ${named.join(', ')}, pour les dossiers dont elle ou il a la charge.`;
  return 'Vos droits ne comprennent pas cette action. La personne qui gère les utilisateurs de votre organisme peut les adapter.';
}
