/** The words of the desk where training is decided by groups. */
import type { Why } from '../../domain/likeness/grouping.ts';
import type { Points, Reason } from '../../domain/training-score.ts';
import type { DecisionKind } from '../../db/training-desk/decide.ts';
import type { Entitlement } from '../../db/training-desk/lists.ts';
import { motives, type Motive } from '../../workflows/training-recognition/contract.ts';
import { motiveWords } from '../../views/training-recognition/words.ts';

export const kindWords: Readonly<Record<DecisionKind, { label: string; done: string }>> = {
  'recognise': { label: "Valider l'organisme et le module", done: 'validé' },
  'refuse-module': { label: "Valider l'organisme, refuser le module", done: 'module refusé' },
  'refuse-organisation': { label: "Refuser l'organisme et ses modules", done: 'organisme refusé' },
  'ask-information': { label: 'Demander une information aux opérateurs', done: 'information demandée' },
};

export const whyWords: Readonly<Record<Why, string | null>> = {
  same: null,
  order: 'mêmes mots, dans un autre ordre',
  misspelling: 'ressemble à une faute de frappe',
  shorter: 'nom plus court ou plus long, aux mêmes dates',
  initials: 'ressemble à un sigle',
  trainer: 'ressemble à une personne qui forme, présente aux mêmes dates',
  place: 'ressemble à un lieu de formation, aux mêmes dates',
  training: 'intitulé encodé comme organisme, aux mêmes dates',
  weak: 'ressemblance faible : laissé hors du groupe',
};

export const entitlementWords: Readonly<Record<Entitlement, string>> = {
  one: "organisme de l'ONE (art. 20, a)",
  agreed: 'agréé par le Gouvernement (art. 20, b)',
  habilitated: 'habilité à délivrer un titre (art. 20, c)',
};

/** Those of a module; a title has its own. */
export const moduleMotives = motives.filter((motive) => motive !== 'title-not-listed');
/** What the operators read, where the agent writes nothing else. */
export const sentenceOf = (motive: Motive): string => {
  const { label, basis, consequence } = motiveWords[motive];
  return `Module non reconnu : ${label} (${basis}). ${consequence}`;
};

export const reasonWords: Readonly<Record<Reason, (count: number) => string>> = {
  near: (count) =>
    count === 1
      ? '1 agrément se termine dans les 6 mois ou se renouvelle'
      : `${String(count)} agréments se terminent dans les 6 mois ou se renouvellent`,
  later: (count) =>
    count === 1 ? '1 agrément se termine dans les 12 mois' : `${String(count)} agréments se terminent dans les 12 mois`,
  short: (count) =>
    count === 1 ? 'il manque des heures à 1 personne' : `il manque des heures à ${String(count)} personnes`,
  days: (count) => `la plus ancienne ligne attend depuis ${count === 1 ? '1 jour' : `${String(count)} jours`}`,
  lines: (count) => (count === 1 ? '1 ligne libérée' : `${String(count)} lignes libérées`),
};
export const pointsInWords = ({ reason, count, points }: Points): string =>
  `${reasonWords[reason](count)} : ${String(points)} ${points === 1 ? 'point' : 'points'}`;

export const linesInWords = (count: number): string =>
  count === 1 ? '1 ligne' : `${count.toLocaleString('fr-BE')} lignes`;
