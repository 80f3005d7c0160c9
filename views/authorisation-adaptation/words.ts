/** The French words of the procedure, as the guides write them; what a code is called on screen and in letters stands here and nowhere else. */
import type {
  AppealOutcome,
  CaseData,
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
  'submit': {
    task: 'Introduire la demande',
    button: 'Introduire la demande',
    done: 'Demande introduite',
    mail: 'Une demande a été introduite',
  },
  'open-measure': {
    task: 'Mettre en demeure',
    button: 'Mettre en demeure',
    done: 'Mise en demeure',
    mail: "Un courrier de l'ONE vous attend",
  },
  'declare-complete': {
    task: 'Vérifier si la demande est complète',
    button: 'Déclarer complète',
    done: 'Demande déclarée complète',
    mail: 'Votre demande est complète',
  },
  'ask-complement': {
    task: 'Demander un complément',
    button: 'Demander un complément',
    done: 'Complément demandé',
    mail: "L'ONE demande un complément",
  },
  'give-complement': {
    task: 'Compléter la demande',
    button: 'Envoyer le complément',
    done: 'Complément envoyé',
    mail: 'Un complément a été envoyé',
  },
  'extend-complement': {
    task: 'Prolonger le délai',
    button: 'Prolonger le délai',
    done: 'Délai de complément prolongé',
    mail: 'Le délai pour compléter votre demande est prolongé',
  },
  'close-without-follow-up': {
    task: 'Confirmer le classement sans suite',
    button: 'Classer sans suite',
    done: 'Demande classée sans suite',
    mail: 'Votre demande est clôturée',
  },
  'acknowledge': {
    task: 'Vérifier et prendre acte',
    button: 'Prendre acte',
    done: "Prise d'acte",
    mail: "L'ONE a pris acte de votre demande",
  },
  'propose-visit': {
    task: 'Proposer des dates de visite',
    button: 'Proposer des dates de visite',
    done: 'Dates de visite proposées',
    mail: "L'ONE propose des dates de visite",
  },
  'choose-visit-date': {
    task: 'Choisir une date de visite',
    button: 'Choisir cette date',
    done: 'Date de visite choisie',
    mail: 'Une date de visite a été choisie',
  },
  'refuse-visit-dates': {
    task: "Demander d'autres dates",
    button: "Demander d'autres dates",
    done: 'Autres dates de visite demandées',
    mail: "D'autres dates de visite ont été demandées",
  },
  'plan-visit': {
    task: 'Fixer une date déjà convenue',
    button: 'Fixer une date déjà convenue',
    done: 'Visite fixée',
    mail: 'Une visite est fixée',
  },
  'report-visit': {
    task: 'Faire la visite et son rapport',
    button: 'Enregistrer le rapport de visite',
    done: 'Visite effectuée',
    mail: null,
  },
  'give-opinion': { task: 'Rendre un avis', button: "Rendre l'avis", done: 'Avis rendu', mail: null },
  'give-health-opinion': {
    task: 'Rendre un avis santé',
    button: "Rendre l'avis santé",
    done: 'Avis santé rendu',
    mail: null,
  },
  'propose-decision': {
    task: 'Proposer une décision',
    button: 'Proposer à la signature',
    done: 'Décision proposée',
    mail: null,
  },
  'sign-decision': {
    task: 'Signer la décision',
    button: 'Signer la décision',
    done: 'Décision signée',
    mail: 'Une décision a été prise',
  },
  'return-to-drafter': {
    task: 'Renvoyer à la rédaction',
    button: 'Renvoyer à la rédaction',
    done: 'Décision renvoyée à la rédaction',
    mail: null,
  },
  'confirm-conditions': {
    task: 'Vérifier les conditions',
    button: 'Enregistrer la vérification',
    done: 'Conditions vérifiées',
    mail: "L'ONE a vérifié les conditions",
  },
  'declare-conditions': {
    task: 'Dire quelles conditions sont remplies',
    button: 'Envoyer',
    done: 'Conditions déclarées remplies',
    mail: 'Des conditions sont déclarées remplies',
  },
  'note-conditions-unmet': {
    task: 'Constater des conditions non remplies',
    button: 'Mettre en demeure',
    done: 'Conditions non remplies, mise en demeure',
    mail: "Un courrier de l'ONE vous attend",
  },
  'ask-extension': {
    task: 'Demander une prolongation',
    button: 'Demander une prolongation',
    done: 'Prolongation demandée',
    mail: 'Une prolongation a été demandée',
  },
  'grant-extension': {
    task: 'Répondre à la demande de prolongation',
    button: 'Accorder la prolongation',
    done: 'Prolongation accordée',
    mail: "L'ONE a répondu à la demande de prolongation",
  },
  'refuse-extension': {
    task: 'Refuser la prolongation',
    button: 'Refuser la prolongation',
    done: 'Prolongation refusée',
    mail: "L'ONE a répondu à la demande de prolongation",
  },
  'extend-period': {
    task: 'Prolonger la période',
    button: 'Prolonger la période',
    done: 'Période prolongée',
    mail: 'La période est prolongée',
  },
  'confirm-return': {
    task: 'Vérifier le retour dans les locaux',
    button: 'Constater le retour',
    done: 'Retour constaté',
    mail: "L'ONE a noté le retour dans les locaux",
  },
  'give-remedy': {
    task: 'Remédier aux motifs du refus',
    button: 'Envoyer la remédiation',
    done: 'Remédiation envoyée',
    mail: "Une réponse a été envoyée à l'ONE",
    mailTask: "Répondre à une décision de l'ONE",
  },
  'lodge-appeal': {
    task: 'Introduire un recours',
    button: 'Introduire un recours',
    done: 'Recours introduit',
    mail: 'Un recours a été introduit',
  },
  'plan-hearing': {
    task: "Fixer l'audition",
    button: "Fixer l'audition",
    done: 'Audition fixée',
    mail: 'Une audition est fixée',
  },
  'decide-appeal': {
    task: 'Consigner la décision sur recours',
    button: 'Consigner la décision sur recours',
    done: 'Décision sur recours',
    mail: 'Une décision a été prise',
  },
  'send-registered': {
    task: "Poster l'envoi recommandé",
    button: "Noter l'envoi recommandé",
    done: 'Recommandé posté',
    mail: null,
  },
  'note-reception': {
    task: "Noter la réception de l'envoi recommandé",
    button: 'Noter la réception',
    done: 'Réception du recommandé notée',
    mail: "La réception d'un recommandé est notée : elle fixe votre délai",
  },
  'answer-notice': {
    task: 'Répondre à la mise en demeure',
    button: 'Envoyer la réponse',
    done: 'Réponse à la mise en demeure',
    mail: "Une réponse a été envoyée à l'ONE",
    mailTask: "Répondre à un courrier de l'ONE",
  },
  'withdraw': {
    task: 'Retirer la demande',
    button: 'Retirer la demande',
    done: 'Demande retirée',
    mail: 'La demande a été retirée',
  },
  'remind-complement': happens('Rappel envoyé', 'Rappel'),
  'complement-missed': happens('Délai de complément dépassé', 'Le délai pour compléter votre demande est dépassé'),
  'conditions-overdue': happens("Échéance d'une condition dépassée", "L'échéance d'une condition est dépassée"),
  'remind-conditions': happens('Rappel des conditions à remplir', 'Des conditions sont bientôt à remplir'),
  'take-effect': happens('Entrée en vigueur', 'Une décision est entrée en vigueur'),
  'remind-effective-date': happens("Rappel de l'entrée en vigueur", 'Une décision entre bientôt en vigueur'),
  'remind-return': happens('Rappel de la fin de période', 'La période prend bientôt fin'),
  'period-overrun': happens('Fin prévue dépassée', 'La date de fin prévue est dépassée'),
  'remedy-missed': happens('Délai de remédiation dépassé', 'Un délai pour répondre est dépassé'),
  'appeal-lapsed': happens('Délai de recours écoulé', 'Un délai est écoulé'),
  'notice-unanswered': happens('Mise en demeure restée sans réponse', 'Un délai pour répondre est dépassé'),
  'visit-choice-missed': happens(
    'Aucune date de visite choisie, à planifier à nouveau',
    'Le délai pour choisir une date de visite est dépassé',
  ),
  'remind-visit': happens('Rappel de la visite', 'Une visite a bientôt lieu'),
  'escalate': happens("Délai interne de l'ONE dépassé, supervision avertie", null),
  'returned': happens('Retour dans les locaux', 'Le retour dans les locaux est noté'),
  'lapse': happens("Demande devenue sans objet (fin de l'autorisation)", 'Votre demande est clôturée'),
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
  'suspend-review': 'Suspension du bilan de fonctionnement',
  'resume-review': 'Reprise du bilan de fonctionnement',
  'prolong-period': 'Nouvelle fin prévue',
};

export const words: ProcedureWords<Words, Kind> = { kinds, actions, effects, rights: ['lodge-appeal'] };

export const outcomeWords: Record<NonNullable<CaseData['outcome']>, string> = {
  'grant': 'Accorder',
  'grant-with-conditions': 'Accorder sous conditions',
  'refuse': 'Refuser',
  'confirm-refusal': 'Confirmer le refus',
  'take-measure': 'Prendre la mesure',
  'no-measure': 'Ne pas prendre de mesure',
  'acknowledged': "Prise d'acte",
  'upheld-on-appeal': 'Recours accueilli',
  'upheld-in-part-on-appeal': 'Recours accueilli en partie',
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
  'upheld': 'Recours accueilli',
  'upheld-in-part': 'Recours accueilli en partie',
  'dismissed': 'Recours rejeté',
};

export const opinionWords: Record<Opinion, string> = {
  favourable: 'favorable',
  reserved: 'réservé',
  unfavourable: 'défavorable',
};
