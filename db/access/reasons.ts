/** Why a button is not there: the sentence of a 403. */
import type { Role } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { actsOf } from './acts.ts';
import type { GrantRole } from './scopes.ts';
import type { Ability, SubjectRow } from './subjects.ts';

/** The roles in the words of the guides. */
export const roleLabels: Readonly<Record<GrantRole | Exclude<Role, 'clock' | 'procedure'>, string>> = {
  'operator': 'Pouvoir organisateur',
  'administrator': 'Administrateur·rice',
  'user-manager': 'Gestionnaire des utilisateurs',
  'data-manager': 'Gestionnaire des données de l’activité',
  'childminder': 'Accueillant·e d’enfants indépendant·e',
  'referent': 'Référent·e accueil',
  'coordinator': 'Coordinateur·rice accueil',
  'adviser': 'Agent conseil',
  'health-referent': 'Référent·e santé',
  'asr-manager': 'Responsable de l’administration subrégionale',
  'appeal-secretariat': 'Secrétariat des recours',
  'supervisor': 'Superviseur·e',
  'helpdesk': 'Helpdesk',
  'dpo': 'Délégué·e à la protection des données',
};

const whose = (role: Role): string | undefined =>
  role === 'clock' || role === 'procedure' ? undefined : roleLabels[role];

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
