/** The French words of the preparatory process. */
import type {
  AppointmentType,
  Kind,
  Opinion,
  OpinionSubject,
  Words,
} from '../../workflows/preparatory-process/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const typeWords: Readonly<Record<AppointmentType, string>> = {
  visit: 'Visite des locaux',
  meeting: "Rencontre à l'ONE",
  call: 'Entretien par téléphone ou à distance',
};
export const subjectWords: Readonly<Record<OpinionSubject, string>> = {
  project: "Projet d'accueil",
  premises: 'Infrastructure',
  capacity: 'Capacité',
  staff: 'Personnel',
  viability: 'Viabilité',
};
export const opinionWords: Readonly<Record<Opinion, string>> = {
  'favourable': 'Favorable',
  'with-reserves': 'Favorable avec réserves',
  'unfavourable': 'Défavorable',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: { creche: 'Projet de crèche', home: "Projet d'accueil à domicile" },
  actions: {
    'introduce': {
      task: "Introduire mon projet d'accueil",
      button: 'Introduire le projet',
      done: 'Projet introduit',
      mail: "Un projet d'accueil est introduit",
    },
    'propose-dates': {
      task: 'Proposer un rendez-vous',
      button: 'Proposer des dates',
      done: 'Rendez-vous proposé',
      mail: "L'ONE vous propose un rendez-vous",
    },
    'choose-date': {
      task: 'Choisir une date de rendez-vous',
      button: 'Choisir cette date',
      done: 'Date choisie',
      mail: 'La date du rendez-vous est fixée',
    },
    'suggest-dates': {
      task: "Proposer d'autres dates",
      button: "Proposer d'autres dates",
      done: 'Autres dates proposées',
      mail: "D'autres dates de rendez-vous sont proposées",
    },
    'confirm-appointment': {
      task: 'Fixer le rendez-vous',
      button: 'Fixer le rendez-vous',
      done: 'Rendez-vous fixé',
      mail: 'La date du rendez-vous est fixée',
    },
    'cancel-appointment': {
      task: 'Annuler le rendez-vous',
      button: 'Annuler le rendez-vous',
      done: 'Rendez-vous annulé',
      mail: 'Le rendez-vous est annulé',
    },
    'record-report': {
      task: 'Écrire le compte rendu',
      button: 'Envoyer le compte rendu',
      done: 'Compte rendu du rendez-vous',
      mail: 'Le compte rendu du rendez-vous est arrivé',
    },
    'ask-complement': {
      task: 'Demander un complément',
      button: 'Demander un complément',
      done: 'Complément demandé',
      mail: 'Un complément vous est demandé pour votre projet',
    },
    'give-complement': {
      task: 'Envoyer le complément',
      button: 'Envoyer le complément',
      done: 'Complément envoyé',
      mail: 'Le complément est arrivé',
    },
    'give-opinion': {
      task: "Rendre l'avis",
      button: "Rendre l'avis",
      done: 'Avis rendu',
      mail: "L'ONE a rendu un avis sur votre projet",
    },
    'improve': {
      task: 'Améliorer le projet',
      button: 'Envoyer ce qui a changé',
      done: 'Projet amélioré',
      mail: 'Le projet est amélioré',
      mailTask: "Répondre à l'avis de l'ONE",
    },
    'declare-ready': {
      task: 'Déclarer le projet prêt',
      button: 'Déclarer prêt à demander une autorisation',
      done: 'Projet prêt à demander une autorisation',
      mail: "L'ONE vous a écrit au sujet de votre projet",
    },
    'pause': {
      task: 'Mettre le projet en veille',
      button: 'Mettre en veille',
      done: 'Projet mis en veille',
      mail: 'Le projet est mis en veille',
    },
    'wake': {
      task: 'Reprendre le projet',
      button: 'Reprendre le projet',
      done: 'Projet repris',
      mail: 'Le projet est repris',
    },
    'withdraw': {
      task: 'Retirer le projet',
      button: 'Retirer le projet',
      done: 'Projet retiré',
      mail: 'Le projet est retiré',
    },
    'remind': happens('Rappel envoyé', 'Rappel'),
    'dates-missed': happens('Sans réponse, projet en veille', 'Votre projet est en veille'),
    'complement-missed': happens('Complément non reçu, projet en veille', 'Votre projet est en veille'),
    'improvement-missed': happens('Sans nouvelles, projet en veille', 'Votre projet est en veille'),
    'remind-appointment': happens('Rappel du rendez-vous', 'Votre rendez-vous approche'),
    'appointment-over': happens('Jour du rendez-vous passé', null),
    'remind-asleep': happens('Rappel du projet en veille', 'Votre projet est toujours en veille'),
  },
  effects: {
    'receipt': 'Accusé de réception',
    'letter-opinion': 'Avis sur le projet',
    'letter-ready': 'Prêt à demander une autorisation',
  },
};
