/** One rule: what it allows, or forbids and why. */
import type { RawRuleOf } from '@casl/ability';
import type { Scope } from './scopes.ts';
import type { Ability, SubjectName } from './subjects.ts';

export type Rule = RawRuleOf<Ability>;

export const reasons = {
  weak: 'Connectez-vous avec itsme ou avec votre carte eID : un mot de passe ne donne accès qu’à la conversion de votre utilisateur.',
  fourEyes:
    'Deux personnes différentes doivent intervenir : vous avez fait l’étape précédente, une autre personne doit faire celle-ci.',
  ownRights: 'Personne ne modifie ses propres droits : une autre personne autorisée doit le faire.',
  ownChange:
    'Quatre yeux : vous avez demandé ce changement, une autre personne de la supervision doit le confirmer ou le refuser.',
  oneself: 'Personne ne traite son propre utilisateur : un·e collègue du helpdesk doit le faire.',
  ownCorrection:
    'Deux personnes : vous l’avez demandé, une autre personne du helpdesk doit le confirmer ou le refuser.',
  othersCorrection: 'Seule la personne qui l’a demandé peut le retirer.',
  ownTable: 'Quatre yeux : vous avez encodé ce tableau, une autre personne du service des subsides doit le publier.',
  ownBonus: 'Quatre yeux : vous avez proposé cette prime, une autre personne du service des subsides doit la décider.',
  ownFile: 'Quatre yeux : vous avez fait ce fichier, une autre personne du service des subsides doit le libérer.',
  restricted: 'Ce document n’est lu que par les personnes qui traitent ce dossier.',
  confidential:
    'Cette demande n’est lue que par la personne qui l’a faite et par le délégué à la protection des données.',
  othersChange: 'Seule la personne qui a demandé ce changement peut le retirer.',
} as const;

/** Rules about values, where there are any: an empty list would match every row. */
export const some = <T>(values: readonly T[], rules: (values: readonly T[]) => Rule[]): Rule[] =>
  values.length ? rules(values) : [];
/** A scope as the row of a facility bears it. */
export const ofFacility = ({ facility_id, ...where }: Scope): object =>
  facility_id === undefined ? where : { ...where, id: facility_id };

/** @throws when a condition holds an undefined value */
export const allow = (
  action: string | string[],
  subject: SubjectName | 'all' | SubjectName[],
  where: object = {},
): Rule => {
  const conditions = Object.entries(where);
  if (conditions.some(([, value]) => holdsUndefined(value)))
    throw new Error('a rule with an undefined value would match rows that have no value');
  return { action, subject, ...(conditions.length ? { conditions: where } : {}) };
};
const holdsUndefined = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).some(holdsUndefined));
/** @param reason what the person reads */
export const deny = (
  action: string | string[],
  subject: SubjectName | 'all' | SubjectName[],
  where: object,
  reason: string,
): Rule => ({
  ...allow(action, subject, where),
  inverted: true,
  reason,
});
