/** The French words of the procedure, as the guides write them; what a code is called on screen and in letters stands here and nowhere else. */
import type {
  AppealOutcome,
  Kind,
  Opinion,
  Outcome,
  Words,
} from '../../workflows/authorisation-adaptation/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

const kinds: ProcedureWords<Words, Kind>['kinds'] = {
  'permanent-move': 'Déménagement définitif',
  'temporary-move': 'Déménagement temporaire',
  'end-of-activity': "Fin d'activité",
  'temporary-cessation': 'Cessation temporaire',
  'return-to-premises': 'Réintégration des locaux',
  'capacity-change': 'Modification de la capacité',
  'suspension': "Suspension de l'autorisation",
  'withdrawal-by-one': "Retrait de l'autorisation",
  'lifting-of-suspension': 'Levée de la suspension',
};

const actions: ProcedureWords<Words, Kind>['actions'] = {
  'submit': { task: 'Introduire la demande', button: 'Introduire la demande', done: 'Demande introduite' },
  'open-measure': { task: 'Mettre en demeure', button: 'Mettre en demeure', done: 'Mise en demeure' },
  'declare-complete': {
    task: 'Vérifier si la demande est complète',
    button: 'Déclarer complète',
    done: 'Demande déclarée complète',
  },
  'ask-complement': { task: 'Demander un complément', button: 'Demander un complément', done: 'Complément demandé' },
  'give-complement': { task: 'Compléter la demande', button: 'Envoyer le complément', done: 'Complément envoyé' },
  'extend-complement': {
    task: 'Prolonger le délai',
    button: 'Prolonger le délai',
    done: 'Délai de complément prolongé',
  },
  'close-without-follow-up': {
    task: 'Confirmer le classement sans suite',
    button: 'Classer sans suite',
    done: 'Demande classée sans suite',
  },
  'acknowledge': { task: 'Vérifier et prendre acte', button: 'Prendre acte', done: "Prise d'acte" },
  'propose-visit': {
    task: 'Planifier la visite',
    button: 'Proposer des dates de visite',
    done: 'Dates de visite proposées',
  },
  'choose-visit-date': {
    task: 'Choisir une date de visite',
    button: 'Choisir cette date',
    done: 'Date de visite choisie',
  },
  'refuse-visit-dates': {
    task: "Demander d'autres dates",
    button: "Demander d'autres dates",
    done: 'Autres dates de visite demandées',
  },
  'plan-visit': { task: 'Fixer la visite', button: 'Fixer la visite', done: 'Visite fixée' },
  'report-visit': {
    task: 'Faire la visite et son rapport',
    button: 'Enregistrer le rapport de visite',
    done: 'Visite effectuée',
  },
  'give-opinion': { task: 'Rendre un avis', button: "Rendre l'avis", done: 'Avis rendu' },
  'give-health-opinion': { task: 'Rendre un avis santé', button: "Rendre l'avis santé", done: 'Avis santé rendu' },
  'propose-decision': { task: 'Proposer une décision', button: 'Proposer à la signature', done: 'Décision proposée' },
  'sign-decision': { task: 'Signer la décision', button: 'Signer la décision', done: 'Décision signée' },
  'return-to-drafter': {
    task: 'Renvoyer à la rédaction',
    button: 'Renvoyer à la rédaction',
    done: 'Décision renvoyée à la rédaction',
  },
  'confirm-conditions': {
    task: 'Vérifier les conditions',
    button: 'Confirmer que les conditions sont remplies',
    done: 'Conditions remplies',
  },
  'note-conditions-unmet': {
    task: 'Constater des conditions non remplies',
    button: 'Mettre en demeure',
    done: 'Conditions non remplies, mise en demeure',
  },
  'ask-extension': {
    task: 'Demander une prolongation',
    button: 'Demander une prolongation',
    done: 'Prolongation demandée',
  },
  'grant-extension': {
    task: 'Répondre à la demande de prolongation',
    button: 'Accorder la prolongation',
    done: 'Prolongation accordée',
  },
  'refuse-extension': {
    task: 'Refuser la prolongation',
    button: 'Refuser la prolongation',
    done: 'Prolongation refusée',
  },
  'extend-period': { task: 'Prolonger la période', button: 'Prolonger la période', done: 'Période prolongée' },
  'confirm-return': {
    task: 'Vérifier le retour dans les locaux',
    button: 'Constater le retour',
    done: 'Retour constaté',
  },
  'give-remedy': {
    task: 'Remédier aux motifs du refus',
    button: 'Envoyer la remédiation',
    done: 'Remédiation envoyée',
  },
  'lodge-appeal': { task: 'Introduire un recours', button: 'Introduire un recours', done: 'Recours introduit' },
  'plan-hearing': { task: "Fixer l'audition", button: "Fixer l'audition", done: 'Audition fixée' },
  'decide-appeal': {
    task: 'Consigner la décision sur recours',
    button: 'Consigner la décision sur recours',
    done: 'Décision sur recours',
  },
  'answer-notice': {
    task: 'Répondre à la mise en demeure',
    button: 'Envoyer la réponse',
    done: 'Réponse à la mise en demeure',
  },
  'withdraw': { task: 'Retirer la demande', button: 'Retirer la demande', done: 'Demande retirée' },
  'remind-complement': happens('Rappel envoyé'),
  'complement-missed': happens('Délai de complément dépassé'),
  'take-effect': happens('Entrée en vigueur'),
  'remind-effective-date': happens("Rappel de l'entrée en vigueur"),
  'remind-return': happens('Rappel de la fin de période'),
  'period-overrun': happens('Fin prévue dépassée'),
  'remedy-missed': happens('Délai de remédiation dépassé'),
  'appeal-lapsed': happens('Délai de recours écoulé'),
  'notice-unanswered': happens('Mise en demeure restée sans réponse'),
  'visit-choice-missed': happens('Aucune date de visite choisie, à planifier à nouveau'),
  'remind-visit': happens('Rappel de la visite'),
  'escalate': happens("Délai interne de l'ONE dépassé, supervision avertie"),
  'returned': happens('Retour dans les locaux'),
  'lapse': happens("Demande devenue sans objet (fin de l'autorisation)"),
};

/** What is being prepared or sent, while it is not there yet and once it is. */
const effects: ProcedureWords<Words, Kind>['effects'] = {
  'receipt': 'Accusé de réception',
  'letter-complement': 'Demande de complément',
  'letter-reminder': 'Rappel',
  'letter-without-follow-up': 'Classement sans suite',
  'letter-visit': 'Annonce de la visite',
  'letter-decision': 'Décision',
  'letter-acknowledgement': "Prise d'acte",
  'letter-withdrawal': 'Confirmation du retrait',
  'letter-cancellation': 'Annulation',
  'letter-extension': 'Prolongation',
  'letter-notice': 'Mise en demeure',
  'letter-appeal': 'Accusé de réception du recours',
  'letter-conditions': 'Conditions à remplir',
  'apply-decision': "Nouvelle version de l'autorisation",
  'end-period': 'Fin de la période temporaire',
  'tell-linked-case': 'Clôture de la période temporaire',
  'close-facility-cases': 'Fin des autres demandes du milieu',
  'prolong-period': 'Nouvelle fin prévue',
};

export const words: ProcedureWords<Words, Kind> = { kinds, actions, effects };

export const outcomeWords: Record<Outcome | 'acknowledged' | 'upheld-on-appeal', string> = {
  'grant': 'Accorder',
  'grant-with-conditions': 'Accorder sous conditions',
  'refuse': 'Refuser',
  'confirm-refusal': 'Confirmer le refus',
  'take-measure': 'Prendre la mesure',
  'no-measure': 'Ne pas prendre de mesure',
  'acknowledged': "Prise d'acte",
  'upheld-on-appeal': 'Recours accueilli',
};

/** What was decided, for those who read it. */
export const decidedWords: Record<Outcome, string> = {
  'grant': 'Accord',
  'grant-with-conditions': 'Accord sous conditions',
  'refuse': 'Refus',
  'confirm-refusal': 'Refus confirmé',
  'take-measure': 'Décision de mesure',
  'no-measure': 'Décision de ne pas prendre de mesure',
};
export const appealWords: Record<AppealOutcome, string> = {
  upheld: 'Recours accueilli',
  dismissed: 'Recours rejeté',
};

export const opinionWords: Record<Opinion, string> = {
  favourable: 'favorable',
  reserved: 'réservé',
  unfavourable: 'défavorable',
};
