/** A quarter that the calendar has missed (a place that became a subsidised crèche after its first day): the gestionnaire opens it, with a reason. */
import { listQuartersToOpen } from '../../db/quarterly-subsidy/may-be-opened.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import type { PeriodOpening } from '../cases/open-period.ts';

export const openingPath = (id: string): string => `/office/facilities/${id}/open-quarter`;

export const openingByHand: PeriodOpening = {
  process,
  action: 'open-quarter',
  kind: 'quarter',
  path: openingPath(':id'),
  notYours: 'Seul·e le ou la gestionnaire subsides ouvre un trimestre.',
  inWords: quarterInWords,
  named: (quarter) => `Le ${quarterInWords(quarter)}`,
  facts: (quarter) => ({ quarter }),
  listToOpen: listQuartersToOpen,
  title: 'Ouvrir un trimestre',
  intro:
    "Pour un milieu d'accueil devenu crèche subventionnée après le premier jour du trimestre : le calendrier ne l'a pas ouvert. Le dernier jour pour soumettre reste celui du trimestre ; s'il est dépassé ou trop proche, accordez une dérogation.",
  none: ({ kind }) =>
    kind === 'subsidised-creche'
      ? "Tous les trimestres où ce milieu d'accueil était autorisé sont déjà ouverts : il n'y a rien à ouvrir."
      : "Ce milieu d'accueil n'est pas une crèche subventionnée : il n'y a pas de trimestre à ouvrir.",
  whose: ({ name }) => name,
};
