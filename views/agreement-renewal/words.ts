/** The French words of agreements. */
import type { Ground, Kind, Outcome, Section, Words } from '../../workflows/agreement-renewal/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const kindWords: Readonly<Record<Kind, string>> = {
  renewal: "Renouvellement de l'agrément",
  first: 'Première demande d’agrément',
  places: 'Changement des lieux agréés',
};
export const sectionWords: Readonly<Record<Section, string>> = {
  project: "Projet d'accueil",
  programme: 'Participation au programme CLE',
  places: 'Lieux et horaires',
  premises: 'Infrastructure',
  staff: 'Personnel et qualifications',
  documents: 'Autres documents',
};
/** As the référente or the commission proposes it. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  'renew': 'Accorder pour 5 ans',
  'renew-under-conditions': 'Accorder sous conditions',
  'refuse': 'Refuser',
};
/** What the commission says of it. */
export const opinionWords: Readonly<Record<Outcome, string>> = {
  'renew': 'favorable',
  'renew-under-conditions': 'favorable sous conditions',
  'refuse': 'défavorable',
};
/** Once it is decided. */
export const decidedWords: Readonly<Record<Outcome, string>> = {
  'renew': 'accordé',
  'renew-under-conditions': 'accordé sous conditions',
  'refuse': 'refusé',
};
export const groundWords: Readonly<Record<Ground, string>> = {
  training: 'Formation continue du personnel',
  project: "Projet d'accueil",
  programme: 'Participation au programme CLE',
  schedules: 'Horaires',
  premises: 'Infrastructure',
  staff: 'Encadrement et qualifications',
  places: 'Lieux',
  other: 'Autre motif',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: kindWords,
  actions: {
    'open-renewal': {
      task: 'Ouvrir un renouvellement',
      button: 'Ouvrir le renouvellement',
      done: 'Renouvellement ouvert',
      mail: null,
    },
    'open-request': {
      task: "Préparer une demande d'agrément",
      button: 'Préparer la demande',
      done: 'Demande en préparation',
      mail: "Une demande d'agrément est en préparation",
    },
    'submit': {
      task: "Introduire le dossier d'agrément",
      button: 'Introduire la demande',
      done: 'Demande introduite',
      mail: "Votre demande d'agrément est introduite",
    },
    'ask-complement': {
      task: 'Demander un complément',
      button: 'Demander un complément',
      done: 'Complément demandé',
      mail: 'Un complément vous est demandé pour votre agrément',
    },
    'give-complement': {
      task: 'Envoyer le complément',
      button: 'Envoyer le complément',
      done: 'Complément envoyé',
      mail: 'Le complément est arrivé',
    },
    'examine': {
      task: 'Examiner les conditions',
      button: 'Enregistrer l’examen',
      done: 'Conditions examinées',
      mail: null,
    },
    'put-on-agenda': {
      task: "Inscrire à l'ordre du jour de la commission",
      button: "Inscrire à l'ordre du jour",
      done: "Inscrit à l'ordre du jour de la commission",
      mail: 'La commission d’agrément examine votre dossier',
    },
    'take-off-agenda': {
      task: "Retirer de l'ordre du jour",
      button: "Retirer de l'ordre du jour",
      done: "Retiré de l'ordre du jour de la commission",
      mail: 'Votre dossier passe à une autre séance de la commission',
    },
    'give-report': {
      task: "Remettre l'avis à la commission",
      button: "Remettre l'avis",
      done: 'Avis remis à la commission',
      mail: null,
    },
    'note-commission-opinion': {
      task: "Encoder l'avis de la commission",
      button: "Enregistrer l'avis de la commission",
      done: "Avis de la commission d'agrément",
      mail: "La commission d'agrément a rendu son avis",
    },
    'propose-decision': {
      task: 'Proposer la décision',
      button: 'Proposer la décision',
      done: 'Décision proposée',
      mail: null,
    },
    'sign-decision': {
      task: 'Signer la décision',
      button: 'Signer la décision',
      done: 'Décision signée',
      mail: "L'ONE a décidé de votre agrément",
    },
    'return-to-drafter': {
      task: 'Renvoyer à la rédaction',
      button: 'Renvoyer à la rédaction',
      done: 'Renvoyée à la rédaction',
      mail: null,
    },
    'declare-conditions': {
      task: 'Déclarer les conditions remplies',
      button: 'Déclarer ces conditions remplies',
      done: 'Conditions déclarées remplies',
      mail: 'Des conditions sont déclarées remplies',
    },
    'confirm-conditions': {
      task: 'Vérifier les conditions',
      button: 'Enregistrer la vérification',
      done: 'Conditions vérifiées',
      mail: 'Les conditions de votre agrément ont été vérifiées',
    },
    'lodge-appeal': {
      task: 'Introduire un recours',
      button: 'Introduire un recours',
      done: 'Recours introduit',
      mail: 'Votre recours est introduit',
      mailTask: "Lire la décision de l'ONE",
    },
    'decide-appeal': {
      task: 'Décider du recours',
      button: 'Signer la décision sur recours',
      done: 'Décision sur recours',
      mail: 'Votre recours est décidé',
    },
    'withdraw': {
      task: 'Retirer la demande',
      button: 'Retirer la demande',
      done: 'Demande retirée',
      mail: 'La demande est retirée',
    },
    'invite': happens('Invitation', 'Votre agrément est à renouveler'),
    'remind': happens('Rappel', "Rappel : votre dossier d'agrément"),
    'last-day-ends': happens('Délai dépassé', "Le délai pour introduire votre dossier d'agrément est dépassé"),
    'preparation-missed': happens('Demande abandonnée', "Votre demande d'agrément est close"),
    'remind-complement': happens('Rappel du complément', 'Rappel : un complément est attendu'),
    'complement-missed': happens(
      "Complément non reçu, l'examen continue",
      "Le complément n'est pas arrivé : l'examen continue",
    ),
    'agreement-ends': happens("Échéance de l'agrément", "L'échéance de votre agrément est passée"),
    'take-effect': happens('Nouvel agrément en vigueur', 'Votre nouvel agrément est en vigueur'),
    'remind-conditions': happens('Rappel des conditions', 'Une condition de votre agrément approche de son échéance'),
    'conditions-overdue': happens("Échéance d'une condition dépassée", "L'échéance d'une condition est dépassée"),
    'appeal-lapsed': happens('Délai de recours dépassé', 'Le délai de recours est dépassé'),
  },
  effects: {
    'letter-invitation': 'Invitation à renouveler',
    'receipt': 'Accusé de réception',
    'letter-complement': 'Demande de complément',
    'letter-decision': 'Décision',
    'letter-appeal': 'Accusé de réception du recours',
    'letter-appeal-decision': 'Décision sur recours',
    'prolong': "Prolongation de l'agrément",
    'end-prolongation': 'Fin de la prolongation',
    'write-agreement': "Écriture de l'agrément",
  },
};
