/** The French words of pre-requests, for the operator. What the family reads stands in `api/pre-request/follow-words.ts`. */
import type { Kind, RefusalMotive, Words } from '../../workflows/pre-request/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const motiveWords: Readonly<Record<RefusalMotive, string>> = {
  'no-place': "il n'y a pas de place à ce moment",
  'incompatible': "la demande n'est pas compatible avec le projet d'accueil ou le règlement d'ordre intérieur",
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: { place: 'Pré-demande de place' },
  actions: {
    'introduce': happens('Pré-demande reçue de la famille', 'Une pré-demande est arrivée'),
    'offer-place': {
      task: 'Répondre à la pré-demande',
      button: 'Proposer une place',
      done: 'Place proposée à la famille',
      mail: 'Une place a été proposée à une famille',
    },
    'change-offer': {
      task: 'Changer la proposition',
      button: 'Envoyer la nouvelle proposition',
      done: 'Proposition changée',
      mail: 'Une proposition de place a changé',
    },
    'put-on-list': {
      task: 'Répondre à la pré-demande',
      button: "Mettre sur la liste d'attente",
      done: "Mise sur la liste d'attente",
      mail: "Une pré-demande est sur la liste d'attente",
    },
    'ask-question': {
      task: 'Répondre à la pré-demande',
      button: 'Poser une question',
      done: 'Question posée à la famille',
      mail: 'Une question a été posée à une famille',
    },
    'refuse': {
      task: 'Répondre à la pré-demande',
      button: 'Refuser',
      done: 'Pré-demande refusée',
      mail: 'Une réponse a été donnée à une famille',
    },
    'answer-question': {
      task: 'Répondre à la question',
      button: 'Répondre',
      done: 'Réponse de la famille à la question',
      mail: 'Une famille a répondu à votre question',
    },
    'confirm-place': {
      task: 'Confirmer la place',
      button: 'Confirmer la place',
      done: 'Place confirmée par la famille',
      mail: 'Une famille confirme la place',
    },
    'decline-place': {
      task: 'Décliner la place',
      button: 'Décliner la place',
      done: 'Place déclinée par la famille',
      mail: 'Une famille décline la place',
    },
    'withdraw': {
      task: 'Retirer la pré-demande',
      button: 'Retirer la pré-demande',
      done: 'Pré-demande retirée par la famille',
      mail: 'Une famille retire sa pré-demande',
    },
    'found-elsewhere': happens(
      'Retirée : la famille a confirmé une place ailleurs',
      'Une famille a trouvé une place ailleurs',
    ),
    'remind-answer': happens('Rappel envoyé', 'Rappel : une famille attend votre réponse'),
    'answer-missed': happens(
      'Délai de réponse dépassé, famille avertie',
      'Le délai pour répondre à une famille est dépassé',
    ),
    'remind-question': happens('Rappel envoyé à la famille', null),
    'question-missed': happens(
      'La famille n’a pas répondu à la question',
      "Une famille n'a pas répondu à votre question",
    ),
    'remind-offer': happens('Rappel envoyé à la famille', null),
    'offer-missed': happens(
      'Proposition restée sans réponse : la place est libre',
      'Une proposition de place est restée sans réponse',
    ),
    'remind-expiry': happens('Rappel envoyé à la famille', null),
    'expire': happens('Pré-demande échue', 'Une pré-demande est échue'),
    'enter': happens("Jour de l'entrée", null),
  },
  effects: { 'tell-family': 'Courriel à la famille', 'withdraw-others': "Retrait des autres pré-demandes de l'enfant" },
};
