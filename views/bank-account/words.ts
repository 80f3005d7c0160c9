/** The French words of the procedure: what is paid to an account, what is done with it, why it is refused. */
import type { Kind, Purpose, RefusalMotive, Words } from '../../workflows/bank-account/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const purposeWords: Readonly<Record<Purpose, string>> = {
  'early-childhood': 'Subsides petite enfance',
  'bonuses': 'Primes exceptionnelles',
  'after-school': 'Accueil temps libre',
  'school-health': "Promotion de la santé à l'école",
};

export const motiveWords: Readonly<Record<RefusalMotive, string>> = {
  holder: "le titulaire du compte n'est pas le pouvoir organisateur",
  statement: "le relevé d'identité bancaire ne permet pas de vérifier le compte",
  purpose: 'la finalité demandée ne convient pas',
  other: 'autre motif',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: { account: 'Compte bancaire' },
  actions: {
    'add': {
      task: 'Ajouter un compte bancaire',
      button: "Signer et envoyer à l'ONE",
      done: 'Compte bancaire ajouté',
      mail: 'Un compte bancaire a été ajouté',
    },
    'validate': {
      task: 'Contrôler le compte bancaire',
      button: 'Valider : première personne',
      done: 'Compte contrôlé par une première personne',
      mail: null,
    },
    'validate-second': {
      task: 'Contrôler le compte bancaire une seconde fois',
      button: 'Signer la seconde validation',
      done: 'Compte validé par une seconde personne',
      mail: 'Un compte bancaire est validé',
    },
    'ask-complement': {
      task: 'Demander un complément',
      button: 'Demander un complément',
      done: 'Complément demandé',
      mail: "L'ONE demande un complément pour un compte bancaire",
    },
    'complete': {
      task: 'Répondre au complément demandé',
      button: "Envoyer la réponse à l'ONE",
      done: 'Complément envoyé',
      mail: 'Un complément a été envoyé pour un compte bancaire',
    },
    'refuse': {
      task: 'Refuser le compte bancaire',
      button: 'Refuser le compte',
      done: 'Compte refusé',
      mail: "L'ONE a répondu pour un compte bancaire",
    },
    'withdraw': {
      task: 'Retirer le compte ajouté',
      button: 'Retirer ce compte',
      done: 'Compte retiré',
      mail: 'Un compte bancaire ajouté a été retiré',
    },
    'block': {
      task: 'Bloquer ce compte',
      button: 'Bloquer ce compte',
      done: 'Compte bloqué',
      mail: 'Un compte bancaire est bloqué',
    },
    'contest': {
      task: 'Contester ce compte',
      button: 'Contester : ne plus rien verser à ce compte',
      done: 'Compte contesté et bloqué',
      mail: 'Un compte bancaire est contesté',
    },
    'unblock': {
      task: 'Vérifier un compte bloqué',
      button: 'Débloquer et contrôler à nouveau',
      done: 'Compte débloqué, contrôlé à nouveau',
      mail: 'Un compte bancaire est débloqué',
    },
    'close': {
      task: 'Clôturer ce compte',
      button: 'Clôturer ce compte',
      done: 'Compte clôturé',
      mail: 'Un compte bancaire est clôturé',
    },
    'replace': happens('Finalités reprises par un autre compte', 'Un autre compte bancaire a repris des versements'),
    'cooling-ends': happens('Délai de sécurité terminé, compte utilisé', 'Un compte bancaire est maintenant utilisé'),
    'remind': happens('Rappel envoyé', 'Rappel'),
    'complement-missed': happens('Délai dépassé, ajout classé sans suite', 'Le délai pour un complément est dépassé'),
  },
  effects: {
    'tell-administrators': 'Courriel à chaque administrateur·rice',
    'use-account': 'Le compte reçoit les versements',
    'release-purposes': 'Reprise des finalités des autres comptes',
    'leave-account': 'Fin des versements à ce compte',
  },
};
