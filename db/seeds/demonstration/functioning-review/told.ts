/** What is said of some criteria in the demonstration, and what the questionnaire of 2021 said otherwise. */
import type { Score } from '../../../../domain/functioning-review/questionnaire.ts';
import type { Side } from '../../../functioning-review/assessment/evaluations.ts';

interface Told {
  score?: Score;
  evidence: string;
  asObjective?: true;
}
export const told: Readonly<Record<Side, ReadonlyMap<string, Told>>> = {
  operator: new Map<string, Told>([
    ['cleaning', { score: 4, evidence: 'Plan affiché dans chaque section, relu chaque trimestre.' }],
    ['care-gestures', { score: 3, evidence: 'Observé en novembre par deux collègues.' }],
    ['medicines', { score: 4, evidence: 'Registre contrôlé par le médecin le 8 octobre.' }],
    ['vaccination', { score: 2, evidence: 'Trois carnets manquent à la rentrée.', asObjective: true }],
    ['animals-plants', { score: 0, evidence: "Pas d'animal ; plantes choisies avec le service espaces verts." }],
    [
      'training-plan',
      { score: 4, evidence: 'Chaque collègue choisit au moins une formation par an. La liste est affichée.' },
    ],
    ['attendance-follow', { score: 3, evidence: "Les horaires d'ouverture ont été revus en septembre." }],
    ['evacuation', { score: 3, evidence: 'Deux exercices cette année, dont un pendant la sieste.' }],
  ]),
  one: new Map<string, Told>([
    [
      'training-plan',
      {
        score: 2,
        evidence:
          "Une liste existe, mais trois personnes n'ont rien suivi depuis deux ans et les besoins ne sont pas relevés.",
      },
    ],
    ['attendance-follow', { score: 1, evidence: 'À la visite, deux adultes pour dix-sept enfants entre 8 h et 9 h.' }],
    ['vaccination', { score: 3, evidence: 'Les rappels sont partis ; un seul carnet manque encore.' }],
    ['sleep', { score: 2, evidence: 'Chez les grands, la sieste reste collective.' }],
  ]),
};

/** Not in the questionnaire before. */
export const since2026: ReadonlySet<string> = new Set(['data-protection', 'environment', 'stereotypes', 'wellbeing']);
/** In the words of 2021. */
export const reworded: ReadonlyMap<string, string> = new Map([
  ['air', 'Les locaux sont aérés chaque jour'],
  ['observation', "L'équipe observe les enfants"],
  ['visible', "Le milieu d'accueil se fait connaître"],
]);
