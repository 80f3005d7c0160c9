import type { ReviewDomain } from '../../domain/functioning-review/questionnaire.ts';

/** The domains of the grid, as the pages call them. */
export const domainTitles: Readonly<Record<ReviewDomain, string>> = {
  infrastructure: 'Infrastructure et sécurité',
  health: 'Santé et hygiène',
  project: "Projet d'accueil : activités, relation",
  inclusion: 'Accessibilité et inclusion',
  families: 'Relation aux familles',
  team: 'Équipe, encadrement, formation continue',
  management: 'Gestion et administration',
  neighbourhood: 'Ouverture au quartier',
};
