/** The French words of the procedure, as the guides write them; what a code is called on screen stands here and nowhere else. */
import type { Action, Opinion, Outcome } from '../../workflows/authorisation-adaptation/contract.ts';

/** The kinds are called on screen as in the letters. */
export { kindLabels as kindLabel } from '../../views/authorisation-adaptation/letter-request.ts';

interface ActionWords {
  /** In an inbox, for the person expected to act. */
  task: string;
  button: string;
  /** In the timeline, once done. */
  done: string;
}

export const actionLabel: Record<Action, ActionWords> = {
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
  'cancel': { task: 'Annuler la demande', button: 'Annuler la demande', done: 'Demande annulée par le helpdesk' },
  'write-message': { task: 'Écrire un message', button: 'Envoyer le message', done: 'Message' },
  'remind-complement': { task: 'Rappel', button: 'Rappeler', done: 'Rappel envoyé' },
  'complement-missed': {
    task: 'Délai de complément',
    button: 'Délai de complément',
    done: 'Délai de complément dépassé',
  },
  'take-effect': { task: 'Entrée en vigueur', button: 'Entrée en vigueur', done: 'Entrée en vigueur' },
  'remind-effective-date': { task: 'Rappel', button: 'Rappeler', done: "Rappel de l'entrée en vigueur" },
  'remind-return': { task: 'Rappel', button: 'Rappeler', done: 'Rappel de la fin de période' },
  'period-overrun': { task: 'Fin prévue', button: 'Fin prévue', done: 'Fin prévue dépassée' },
  'remedy-missed': {
    task: 'Délai de remédiation',
    button: 'Délai de remédiation',
    done: 'Délai de remédiation dépassé',
  },
  'appeal-lapsed': { task: 'Délai de recours', button: 'Délai de recours', done: 'Délai de recours écoulé' },
  'notice-unanswered': {
    task: 'Délai de réponse',
    button: 'Délai de réponse',
    done: 'Mise en demeure restée sans réponse',
  },
  'visit-choice-missed': {
    task: 'Choix de la visite',
    button: 'Choix de la visite',
    done: 'Aucune date de visite choisie, à planifier à nouveau',
  },
  'remind-visit': { task: 'Rappel', button: 'Rappeler', done: 'Rappel de la visite' },
  'escalate': {
    task: 'Délai interne',
    button: 'Délai interne',
    done: "Délai interne de l'ONE dépassé, supervision avertie",
  },
  'returned': { task: 'Retour', button: 'Retour', done: 'Retour dans les locaux' },
  'lapse': { task: 'Fermeture', button: 'Fermeture', done: "Demande devenue sans objet (fin de l'autorisation)" },
};

export const outcomeLabel: Record<Outcome | 'acknowledged' | 'upheld-on-appeal', string> = {
  'grant': 'Accorder',
  'grant-with-conditions': 'Accorder sous conditions',
  'refuse': 'Refuser',
  'confirm-refusal': 'Confirmer le refus',
  'take-measure': 'Prendre la mesure',
  'no-measure': 'Ne pas prendre de mesure',
  'acknowledged': "Prise d'acte",
  'upheld-on-appeal': 'Recours accueilli',
};

export const opinionLabel: Record<Opinion, string> = {
  favourable: 'favorable',
  reserved: 'réservé',
  unfavourable: 'défavorable',
};

export const roleLabel: Record<string, string> = {
  'operator': 'Opérateur',
  'administrator': 'Administrateur·rice',
  'data-manager': "Gestionnaire des données de l'activité",
  'user-manager': 'Gestionnaire des utilisateurs',
  'childminder': "Accueillant·e d'enfants indépendant·e",
  'referent': 'Référent·e accueil',
  'coordinator': 'Coordinateur·trice accueil',
  'adviser': 'Agent conseil',
  'health-referent': 'Référent·e santé',
  'asr-manager': "Responsable de l'administration subrégionale",
  'appeal-secretariat': 'Secrétariat des recours',
  'supervisor': 'Superviseur·e',
  'helpdesk': 'Helpdesk',
  'dpo': 'Délégué·e à la protection des données',
  'clock': 'Échéance',
  'procedure': 'Autre procédure',
};

/** What is being prepared or sent, while it is not there yet and once it is. */
export const effectLabel: Record<string, string> = {
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
  'notify-operator': "Avis à l'opérateur",
  'notify-agents': 'Avis aux agents',
  'notify-supervisor': 'Avis à la supervision',
  'apply-decision': "Nouvelle version de l'autorisation",
  'end-period': 'Fin de la période temporaire',
  'tell-linked-case': 'Clôture de la période temporaire',
  'close-facility-cases': 'Fin des autres demandes du milieu',
  'prolong-period': 'Nouvelle fin prévue',
};
