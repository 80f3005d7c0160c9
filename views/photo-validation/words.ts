/** The French words of the procedure, as the guides write them. */
import type { Kind, Motive, Words } from '../../workflows/photo-validation/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const motiveWords: Readonly<Record<Motive, string>> = {
  'recognisable-children': 'des enfants sont reconnaissables',
  'quality': 'la qualité ne suffit pas (floue, sombre, mal cadrée)',
  'off-subject': "la photo ne montre pas le lieu d'accueil",
  'other': 'autre motif',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: {
    'photo-1': 'Photo n° 1 du milieu',
    'photo-2': 'Photo n° 2 du milieu',
    'photo-3': 'Photo n° 3 du milieu',
    'photo-4': 'Photo n° 4 du milieu',
    'photo-5': 'Photo n° 5 du milieu',
  },
  actions: {
    'propose': {
      task: 'Proposer une photo',
      button: 'Envoyer à la validation',
      done: 'Photo envoyée à la validation',
      mail: 'Une photo a été envoyée à la validation',
    },
    'accept': {
      task: 'Valider la photo',
      button: 'Accepter la photo',
      done: 'Photo acceptée',
      mail: 'Une photo est validée',
    },
    'ask-another': {
      task: 'Demander une autre photo',
      button: 'Demander une autre photo',
      done: 'Autre photo demandée',
      mail: "L'ONE demande une autre photo",
    },
    'give-another': {
      task: 'Envoyer une autre photo',
      button: 'Envoyer cette photo à la validation',
      done: 'Autre photo envoyée',
      mail: 'Une autre photo a été envoyée',
    },
    'refuse': {
      task: 'Refuser la photo',
      button: 'Refuser la photo',
      done: 'Photo refusée',
      mail: "L'ONE a répondu pour une photo",
    },
    'withdraw': {
      task: 'Retirer la photo',
      button: 'Retirer la photo',
      done: 'Photo retirée',
      mail: 'Une photo a été retirée',
    },
    'remove': {
      task: 'Retirer la photo du site public',
      button: 'Retirer la photo du site public',
      done: "Photo retirée du site public par l'ONE",
      mail: "L'ONE a retiré une photo du site public",
    },
    'remind-another': happens('Rappel envoyé', 'Rappel'),
    'another-missed': happens('Délai dépassé, photo classée sans suite', 'Le délai pour une autre photo est dépassé'),
  },
  effects: {
    'publish-photo': 'Publication de la photo',
    'take-down-photo': 'Retrait de la photo du site public',
  },
};
