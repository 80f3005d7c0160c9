/** A quarter that the calendar has missed (the first place of the body was agreed after its first day): the gestionnaire opens it, with a reason. */
import { listQuartersToOpen } from '../../db/aes-subsidy/may-be-opened.ts';
import { budgetQuarterInWords } from '../../domain/after-school/budget-year.ts';
import { process } from '../../workflows/aes-subsidy/process.ts';
import type { PeriodOpening } from '../cases/open-period.ts';

export const openingPath = (id: string): string => `/office/facilities/${id}/open-after-school-quarter`;

export const openingByHand: PeriodOpening = {
  process,
  action: 'open-quarter',
  kind: 'quarter',
  path: openingPath(':id'),
  notYours: 'Seul·e le ou la gestionnaire de subsides AES 1 ouvre un trimestre.',
  inWords: budgetQuarterInWords,
  named: (quarter) => `Le trimestre ${budgetQuarterInWords(quarter)}`,
  facts: (quarter) => ({ quarter }),
  listToOpen: listQuartersToOpen,
  title: 'Ouvrir un trimestre AES 1',
  intro:
    "La demande est celle du pouvoir organisateur, pour tous ses lieux agréés d'un jour au moins du trimestre. Pour un pouvoir organisateur dont le premier lieu a été agréé après le premier jour du trimestre : le calendrier ne l'a pas ouvert. Le dernier jour pour envoyer reste celui du trimestre ; s'il est dépassé, la demande est ouverte hors délai et vous décidez si vous l'acceptez.",
  none: ({ kind }) =>
    kind === 'after-school-1'
      ? 'Tous les trimestres où un lieu de ce pouvoir organisateur était agréé sont déjà ouverts : il n’y a rien à ouvrir.'
      : "Ce n'est pas un lieu d'accueil extrascolaire de type 1 : il n'y a pas de trimestre à ouvrir.",
  whose: () => 'le pouvoir organisateur',
};
