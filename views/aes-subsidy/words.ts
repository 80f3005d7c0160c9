/** The French words of the procedure: its acts, its effects, and why a request is refused. */
import type { Kind, RefusalMotive, Words } from '../../workflows/aes-subsidy/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const refusalMotiveWords: Readonly<Record<RefusalMotive, string>> = {
  'not-agreed': "aucun lieu n'était agréé pendant ce trimestre",
  'not-in-programme': "le pouvoir organisateur n'est pas dans un programme CLE agréé",
  'double': 'ces présences sont déjà subsidiées ailleurs',
  'other': 'autre motif',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: { quarter: 'Demande de subsides AES1' },
  actions: {
    'open-quarter': {
      task: 'Ouvrir un trimestre',
      button: 'Ouvrir ce trimestre',
      done: 'Trimestre ouvert',
      mail: 'Un trimestre est ouvert : les présences peuvent être encodées',
    },
    'send': {
      task: 'Envoyer la demande de subsides',
      button: 'Sélectionner et envoyer des lieux',
      done: 'Présences envoyées',
      mail: "Les présences sont envoyées à l'ONE",
    },
    'close-rest': {
      task: "Clôturer ce qui n'a pas été envoyé",
      button: "Clôturer ce qui n'a pas été envoyé",
      done: 'Lieux non envoyés clôturés',
      mail: "L'ONE n'attend plus les lieux qui n'ont pas été envoyés",
    },
    'close': {
      task: "Clôturer un trimestre dont rien n'a été envoyé",
      button: 'Clôturer sans demande',
      done: 'Trimestre clôturé sans demande',
      mail: 'Un trimestre est clôturé sans demande de subsides',
    },
    'keep-open': {
      task: 'Laisser la demande ouverte',
      button: 'Laisser la demande ouverte',
      done: 'Demande laissée ouverte',
      mail: 'Votre demande de subsides peut encore être envoyée',
    },
    'accept-late': {
      task: 'Décider des lieux envoyés hors délai',
      button: 'Accepter les lieux envoyés hors délai',
      done: 'Lieux envoyés hors délai acceptés',
      mail: "L'ONE a décidé des lieux envoyés hors délai",
    },
    'refuse-late': {
      task: 'Décider des lieux envoyés hors délai',
      button: 'Refuser les lieux envoyés hors délai',
      done: 'Lieux envoyés hors délai refusés',
      mail: "L'ONE a décidé des lieux envoyés hors délai",
    },
    'ask-correction': {
      task: 'Demander une correction',
      button: 'Demander une correction',
      done: "Correction demandée par l'ONE",
      mail: "L'ONE demande une correction",
    },
    'answer-correction': {
      task: 'Corriger et envoyer à nouveau',
      button: 'Envoyer les présences corrigées',
      done: 'Présences corrigées et envoyées',
      mail: 'Les présences corrigées sont envoyées',
    },
    'propose': {
      task: 'Contrôler les présences envoyées',
      button: 'Proposer le calcul à la signature',
      done: 'Contrôle terminé',
      mail: "L'ONE a contrôlé les lieux envoyés",
    },
    'send-back': {
      task: 'Renvoyer au contrôle',
      button: 'Renvoyer au contrôle',
      done: 'Calcul renvoyé au contrôle',
      mail: 'Le contrôle des lieux envoyés continue',
    },
    'sign': {
      task: 'Signer le calcul',
      button: 'Signer le calcul',
      done: 'Calcul signé',
      mail: 'Le calcul de vos subsides est disponible',
    },
    'refuse': {
      task: 'Refuser la demande',
      button: 'Refuser la demande',
      done: 'Demande refusée',
      mail: "L'ONE a répondu à votre demande de subsides",
    },
    'contest': {
      task: 'Contester une ligne',
      button: 'Contester une ligne',
      done: 'Ligne contestée',
      mail: 'Une ligne du calcul est contestée',
    },
    'uphold-contest': {
      task: 'Répondre à une contestation',
      button: 'Accueillir la contestation',
      done: 'Contestation accueillie, calcul à revoir',
      mail: "L'ONE a répondu à une contestation",
    },
    'dismiss-contest': {
      task: 'Répondre à une contestation',
      button: 'Ne pas suivre la contestation',
      done: 'Contestation non suivie',
      mail: "L'ONE a répondu à une contestation",
    },
    // A place is paid, or gives back what it was paid too much.
    'pay': happens('Paiement ou reprise exécutés', 'Un paiement ou une reprise de vos subsides est exécuté'),
    'remind-month': happens('Rappel : présences du mois', 'Les présences du mois passé peuvent être encodées'),
    'quarter-ends': happens('Fin du trimestre', 'La demande de subsides peut être envoyée'),
    'remind': happens('Rappel envoyé', 'Rappel : demande de subsides à envoyer'),
    'last-day-ends': happens('Dernier jour dépassé : hors délai', "Des lieux n'ont pas été envoyés à temps"),
    'tell-late': happens('Demande toujours attendue', "La demande de subsides n'est toujours pas envoyée"),
    'propose-closing': happens(
      "Rien d'envoyé : clôture à décider par l'ONE",
      "Rien n'est envoyé : l'ONE va décider de clôturer le trimestre",
    ),
    'correction-missed': happens(
      'Délai de correction dépassé : le contrôle continue avec ce qui a été envoyé',
      'Le délai pour corriger les présences est dépassé',
    ),
    'contest-ends': happens('Fin du délai pour contester une ligne', null),
  },
  effects: {
    'prepare-payment': 'Préparation du paiement',
    'close-months': 'Fermeture des mois rouverts',
    'letter-receipt': 'Accusé de réception',
    'letter-calculation': 'Lettre de calcul des subsides',
    'letter-refusal': 'Décision : refus de la demande',
  },
  rights: ['contest'],
};
