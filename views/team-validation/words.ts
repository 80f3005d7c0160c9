/** The French words of the procedure, as the guides write them. */
import type { Kind, Words } from '../../workflows/team-validation/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const words: ProcedureWords<Words, Kind> = {
  kinds: { year: 'Validation annuelle de Mon Équipe' },
  actions: {
    'open-year': happens('Validation ouverte', "La validation de l'équipe est ouverte pour l'année"),
    'begin': {
      task: 'Commencer la préparation',
      button: 'Commencer la préparation',
      done: 'Préparation commencée',
      mail: 'La préparation a commencé',
    },
    'validate': {
      task: 'Valider les données de Mon Équipe',
      button: 'Valider les données',
      done: 'Données de Mon Équipe validées',
      mail: 'Les données de Mon Équipe sont validées',
    },
    'follow-up': {
      task: "Relancer le milieu d'accueil",
      button: 'Envoyer la relance',
      done: "Relance de l'ONE",
      mail: "L'ONE vous écrit au sujet de la validation de votre équipe",
    },
    'validate-from-quarter': happens(
      'Données validées par la demande de subsides trimestrielle',
      "L'équipe est validée par la demande de subsides",
    ),
    'change-path': happens(
      "Le milieu d'accueil a changé de type",
      'La manière de valider les données de Mon Équipe a changé',
    ),
    'declare-late': happens(
      'Dernier jour dépassé : en retard',
      "Les données de Mon Équipe n'ont pas été validées à temps",
    ),
    'inform': happens('Information envoyée', "L'équipe est à valider cette année"),
    'remind': happens('Rappel envoyé', 'Rappel'),
    'last-day-ends': happens('Dernier jour pour valider', null),
    'year-ends': happens("Fin de l'année, sans validation", "L'année se termine sans validation de Mon Équipe"),
  },
  effects: { 'look-at-path': "Type du milieu d'accueil (crèche subventionnée ou non)" },
};
