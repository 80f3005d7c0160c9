/** The French words of the procedure, as the note on continuing training writes them. */
import type { Kind, Motive, Title, Words } from '../../workflows/training-recognition/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

/** What the operator reads of a refusal: why, on what basis, and what follows from it. */
export const motiveWords: Readonly<Record<Motive, { label: string; basis: string; consequence: string }>> = {
  'outside-programme': {
    label: 'hors du programme quinquennal de formation',
    basis: 'décret ATL, art. 18',
    consequence: 'Les heures restent visibles, comptées comme non reconnues.',
  },
  'organisation-not-entitled': {
    label: "l'organisme n'est pas habilité",
    basis: 'décret ATL, art. 20',
    consequence: 'Les heures restent visibles, comptées comme non reconnues.',
  },
  'not-the-functions': {
    label: "ne relève pas des fonctions d'accueil",
    basis: 'décret ATL, art. 18',
    consequence: 'Les heures restent visibles, comptées comme non reconnues.',
  },
  'certificate-unrelated': {
    label: "l'attestation est sans lien avec le module",
    basis: 'décret ATL, art. 20',
    consequence: 'Vous pouvez encoder à nouveau le module, avec la bonne attestation.',
  },
  'duplicate': {
    label: 'doublon',
    basis: 'note « Formation continue AES »',
    consequence: 'Les heures sont comptées une seule fois.',
  },
  'encoding-error': {
    label: "erreur d'encodage",
    basis: 'note « Formation continue AES »',
    consequence: 'Corrigez la ligne : elle reprend sa place dans la file.',
  },
  'title-not-listed': {
    label: 'le titre ne donne pas la qualification',
    basis: 'arrêté ATL, art. 5 et 6',
    consequence: 'Une formation de base de 100 heures en 3 ans reste possible.',
  },
};

export const titleWords: Readonly<Record<Title, string>> = {
  'nursery-nurse': 'Puériculteur·rice',
  'early-childhood-worker': "Agent·e d'éducation, auxiliaire de l'enfance",
  'educator': 'Éducateur·rice',
  'teacher': 'Enseignant·e (maternel, primaire)',
  'after-school-coordinator': "Coordinateur·rice de centres ou d'accueil extrascolaire",
  'base-training': "Formation de base d'accueillant·e extrascolaire",
  'hundred-hours': '100 heures de formation en 3 ans',
  'other': 'Autre titre',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: { module: 'Module de formation continue', qualification: 'Qualification' },
  actions: {
    'submit': {
      task: 'Encoder',
      button: "Envoyer à l'ONE",
      done: 'Envoyé à la validation',
      mail: 'Une formation a été envoyée à la validation',
    },
    'recognise': { task: 'Valider', button: 'Valider', done: 'Validé', mail: "L'ONE a décidé pour une formation" },
    'refuse': {
      task: 'Refuser',
      button: 'Ne pas reconnaître',
      done: 'Refusé',
      mail: "L'ONE a décidé pour une formation",
    },
    'ask-information': {
      task: 'Demander une information',
      button: 'Demander une information',
      done: 'Information demandée',
      mail: "L'ONE demande une information",
    },
    'give-information': {
      task: "Donner l'information demandée",
      button: "Envoyer l'information",
      done: 'Information donnée',
      mail: 'Une information a été donnée',
    },
    'correct': {
      task: 'Corriger la ligne',
      button: 'Corriger la ligne',
      done: 'Ligne corrigée',
      mail: 'Une ligne a été corrigée',
    },
    'withdraw': { task: 'Retirer', button: 'Retirer', done: 'Retiré', mail: 'Une formation a été retirée' },
    'merge': {
      task: 'Fusionner un doublon',
      button: 'Fusionner avec une autre ligne',
      done: 'Fusionné avec une autre ligne',
      mail: "L'ONE a décidé pour une formation",
    },
    'reopen': {
      task: 'Revenir sur la décision',
      button: 'Revenir sur la décision',
      done: 'Décision retirée, la formation est de nouveau examinée',
      mail: "L'ONE est revenu sur une décision",
    },
    'remind-information': happens('Rappel envoyé', 'Rappel'),
    'information-missed': happens(
      "Délai dépassé, l'ONE décide avec ce qui est là",
      "Le délai d'une information est dépassé",
    ),
  },
  effects: {},
};
