/** The French words of calls for projects. */
import type { Kind, Words } from '../../workflows/project-call/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

/** Of the places to be created, as the subsidies of crèches name them. */
export const placeKinds = {
  'subsidised-basic': 'Places subventionnées, subside de base',
  'subsidised-accessible': "Places subventionnées, subside d'accessibilité",
  'not-subsidised': 'Places non subventionnées',
} as const;

export const opinionWords = ({ complete, selected }: { complete: boolean; selected: boolean }): string =>
  `${complete ? 'Complet' : 'Incomplet'}, ${selected ? 'retenu' : 'non retenu'}`;

export const words: ProcedureWords<Words, Kind> = {
  kinds: { places: 'Création de places' },
  actions: {
    'deposit': {
      task: 'Déposer un dossier',
      button: 'Déposer le dossier',
      done: 'Dossier déposé',
      mail: 'Un dossier est déposé',
    },
    'deposit-again': {
      task: 'Remplacer le dossier',
      button: 'Déposer à nouveau',
      done: 'Dossier remplacé',
      mail: 'Un dossier est remplacé',
    },
    'withdraw': {
      task: 'Retirer le dossier',
      button: 'Retirer le dossier',
      done: 'Dossier retiré',
      mail: 'Un dossier est retiré',
    },
    'give-opinion': {
      task: "Donner l'avis",
      button: "Enregistrer l'avis",
      done: 'Avis donné',
      mail: null,
    },
    'publish-result': happens('Résultat publié', "Le résultat de l'appel à projets est publié"),
    'close-call': happens("Appel clos, dossier à l'examen", null),
  },
  effects: { receipt: 'Accusé de réception' },
};
