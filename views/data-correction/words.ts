/** The French words of the correction of a datum. */
import type { Desk, Kind, RefusalMotive, Words } from '../../workflows/data-correction/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

/** Of a datum, as the sheets call it. */
export const fieldWords: Readonly<Record<Kind, string>> = {
  'facility-name': "Nom du milieu d'accueil",
  'facility-type': "Type de milieu d'accueil",
  'authorised-on': "Date d'autorisation",
  'body-name': 'Dénomination du pouvoir organisateur',
  'body-type': 'Nature du pouvoir organisateur',
  'enterprise-number': "Numéro d'entreprise (BCE)",
  'seat': 'Adresse du siège',
};
export const deskWords: Readonly<Record<Desk, string>> = {
  'helpdesk': 'le helpdesk',
  'referent': 'votre référent·e accueil',
  'aes-referent': 'votre référent·e agrément AES',
};
export const handedTo: Readonly<Record<Desk, string>> = {
  'helpdesk': 'Au helpdesk',
  'referent': 'À la ou au référent·e accueil',
  'aes-referent': 'À la ou au référent·e agrément AES',
};
export const motiveWords: Readonly<Record<RefusalMotive, string>> = {
  'proof': 'la preuve ne montre pas ce qui est demandé',
  'right-as-it-is': 'la donnée est exacte telle quelle',
  'adaptation': "le changement se demande par une demande d'adaptation de l'autorisation",
  'other': 'autre motif',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: {
    'facility-name': "Correction : nom du milieu d'accueil",
    'facility-type': "Correction : type de milieu d'accueil",
    'authorised-on': "Correction : date d'autorisation",
    'body-name': 'Correction : dénomination du pouvoir organisateur',
    'body-type': 'Correction : nature du pouvoir organisateur',
    'enterprise-number': "Correction : numéro d'entreprise",
    'seat': 'Correction : adresse du siège',
  },
  actions: {
    'ask': {
      task: 'Demander une correction',
      button: 'Envoyer la demande',
      done: 'Correction demandée',
      mail: 'Une correction de données est demandée',
    },
    'accept': {
      task: 'Répondre à la correction',
      button: 'Corriger la donnée',
      done: 'Donnée corrigée',
      mail: 'La donnée est corrigée',
    },
    'refuse': {
      task: 'Refuser la correction',
      button: 'Refuser la correction',
      done: 'Correction refusée',
      mail: "L'ONE a répondu à votre demande de correction",
    },
    'ask-complement': {
      task: 'Demander un complément',
      button: 'Demander un complément',
      done: 'Complément demandé',
      mail: 'Un complément vous est demandé pour votre correction',
    },
    'give-complement': {
      task: 'Envoyer le complément',
      button: 'Envoyer le complément',
      done: 'Complément envoyé',
      mail: 'Le complément est arrivé',
    },
    'hand-on': {
      task: 'Transmettre',
      button: 'Transmettre la demande',
      done: 'Demande transmise',
      mail: 'Une demande de correction vous est transmise',
    },
    'withdraw': {
      task: 'Retirer la demande',
      button: 'Retirer la demande',
      done: 'Demande retirée',
      mail: 'La demande de correction est retirée',
    },
    'remind': happens('Rappel envoyé', 'Rappel'),
    'complement-missed': happens(
      'Délai dépassé, demande classée sans suite',
      'Le délai du complément est dépassé : la donnée reste comme elle est',
    ),
  },
  effects: { 'apply-correction': 'Correction de la donnée' },
};
