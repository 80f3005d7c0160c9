/** The French words of the action plan and of its follow-up. */
import type { ActionState, StateCounts } from '../../domain/functioning-review/follow-up.ts';
import type { ActionFields, ObjectiveFields, Priority } from '../../domain/functioning-review/plan.ts';

export const priorityWords: Readonly<Record<Priority, string>> = {
  high: 'priorité haute',
  medium: 'priorité moyenne',
  low: 'priorité basse',
};
/** As the badge of the kit knows them. */
export const priorityBadges: Readonly<Record<Priority, string>> = {
  high: 'due-late',
  medium: 'due-soon',
  low: 'neutral',
};

export const objectiveLabels: Readonly<Record<keyof ObjectiveFields, string>> = {
  domain: 'Domaine de la grille',
  criterion: 'Critère',
  wording: 'Objectif',
  indicator: 'Indicateur',
  priority: 'Priorité',
  dueOn: 'À atteindre avant le',
  who: 'Qui en répond',
  answer: 'Votre réponse à la remarque',
};
export const actionLabels: Readonly<Record<keyof ActionFields, string>> = {
  what: 'Action',
  who: 'Qui',
  resources: 'Moyens',
  startsOn: 'Début',
  endsOn: 'Fin',
};

export const stateWords: Readonly<Record<ActionState, string>> = {
  'not-started': 'non commencé',
  'under-way': 'en cours',
  'done': 'réalisé',
  'given-up': 'abandonné',
};
export const stateBadges: Readonly<Record<ActionState, string>> = {
  'not-started': 'neutral',
  'under-way': 'at-one',
  'done': 'done',
  'given-up': 'due-soon',
};

/** « 2 réalisées, 1 en cours » */
export function countsInWords(counts: StateCounts): string {
  const said: [ActionState, string, string][] = [
    ['done', 'réalisée', 'réalisées'],
    ['under-way', 'en cours', 'en cours'],
    ['not-started', 'non commencée', 'non commencées'],
    ['given-up', 'abandonnée', 'abandonnées'],
  ];
  return said
    .filter(([state]) => counts[state] > 0)
    .map(([state, one, more]) => `${String(counts[state])} ${counts[state] > 1 ? more : one}`)
    .join(', ');
}

/** « 3 objectifs, 6 actions » */
export const sizeOfPlan = (objectives: number, actions: number): string =>
  `${String(objectives)} objectif${objectives > 1 ? 's' : ''}, ${String(actions)} action${actions > 1 ? 's' : ''}`;

/** Who decides after the last round: not who has asked for the changes. */
export const arbiterWords = (home: boolean): string =>
  home ? 'la coordination accueil' : "la ou le responsable de l'administration subrégionale";
