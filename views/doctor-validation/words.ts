/** The French words of the procedure, as the guide writes them (10.1.3.1). */
import type { InamiRefusal } from '../../domain/inami.ts';
import type { Kind, OverrideMotive, RefusalMotive, Words } from '../../workflows/doctor-validation/contract.ts';
import { happens, type ProcedureWords } from '../words.ts';

/** What is expected in the convention, from the model of ONE between a doctor and a milieu d'accueil; the sentence asks for what lacks (hypothèse). */
export const conventionPoints = {
  parties: {
    label: 'Les parties : le pouvoir organisateur et le médecin',
    sentence: 'La convention doit nommer les deux parties : le pouvoir organisateur de la crèche et le médecin.',
  },
  preventive: {
    label: 'Médecine préventive seulement',
    sentence: 'La convention doit porter sur la médecine préventive seulement : les soins curatifs en sont exclus.',
  },
  rhythm: {
    label: 'Rythme des consultations',
    sentence: 'La convention doit dire à quel rythme les consultations ont lieu.',
  },
  fees: {
    label: 'Honoraires et déplacements',
    sentence: 'La convention doit fixer les honoraires et les déplacements.',
  },
  term: {
    label: 'Durée et préavis',
    sentence: 'La convention doit indiquer sa durée et la durée du préavis.',
  },
  signatures: {
    label: 'Date et signatures des deux parties',
    sentence: 'La convention doit être datée, et signée par le pouvoir organisateur et par le médecin.',
  },
} as const satisfies Readonly<Record<string, { label: string; sentence: string }>>;
export type ConventionPoint = keyof typeof conventionPoints;
export const conventionCodes = Object.keys(conventionPoints) as ConventionPoint[];
/** A point of the request, asked like those of the convention. */
export const inamiSentence = 'Vérifiez le numéro INAMI : ses chiffres de contrôle ne concordent pas.';

export const refusalWords: Readonly<Record<RefusalMotive, { label: string; consequence: string }>> = {
  'not-a-doctor': {
    label: "le numéro INAMI n'est pas celui d'un médecin",
    consequence: 'Vous pouvez réintroduire la demande avec le numéro exact.',
  },
  'competence': {
    label: "la personne n'est ni médecin généraliste ni pédiatre",
    consequence: 'Ses consultations ne sont pas remboursées.',
  },
  'convention': {
    label: 'la convention ne convient pas',
    consequence: 'Vous pouvez réintroduire la demande avec une autre convention.',
  },
  'not-preventive': {
    label: 'la collaboration dépasse la médecine préventive',
    consequence: 'Vous pouvez réintroduire la demande avec une convention limitée à la médecine préventive.',
  },
  'other': { label: 'autre motif', consequence: 'Vous pouvez réintroduire la demande.' },
};

export const overrideWords: Readonly<Record<OverrideMotive, string>> = {
  'confirmed-by-inami': "le numéro est confirmé par l'INAMI",
  'newer-range': 'numéro récent, qui suit une autre règle de contrôle',
  'other': 'autre motif',
};

/** What is wrong with the number, and how to mend it. */
export const inamiFaults: Readonly<Record<InamiRefusal, string>> = {
  'empty': 'Encodez le numéro INAMI du médecin',
  'characters': 'Le numéro INAMI ne compte que des chiffres, par exemple 1-23456-78-690',
  'length': 'Le numéro INAMI compte 11 chiffres, par exemple 1-23456-78-690 : vérifiez qu’il est complet',
  'qualification-missing':
    'Il manque le code de compétence, les trois derniers chiffres : le numéro INAMI en compte 11, par exemple 1-23456-78-690',
  'profession': 'Le numéro INAMI d’un médecin commence par 1 : celui-ci est d’une autre profession',
};

export const words: ProcedureWords<Words, Kind> = {
  kinds: { new: "Validation d'un médecin", known: "Collaboration d'un médecin déjà connu" },
  actions: {
    'introduce': {
      task: 'Ajouter un médecin',
      button: "Envoyer à l'ONE",
      done: 'Médecin introduit',
      mail: 'Un médecin a été introduit',
    },
    'validate': {
      task: 'Valider le médecin',
      button: 'Valider',
      done: 'Médecin validé',
      mail: "L'ONE a répondu pour un médecin",
    },
    'ask-complement': {
      task: 'Demander un complément',
      button: 'Demander un complément',
      done: 'Complément demandé',
      mail: "L'ONE demande un complément pour un médecin",
    },
    'complete': {
      task: 'Compléter la demande',
      button: 'Envoyer le complément',
      done: 'Complément envoyé',
      mail: 'Un complément a été envoyé',
    },
    'refuse': {
      task: 'Refuser le médecin',
      button: 'Refuser',
      done: 'Médecin refusé',
      mail: "L'ONE a répondu pour un médecin",
    },
    'withdraw': {
      task: 'Retirer la demande',
      button: 'Retirer la demande',
      done: 'Demande retirée',
      mail: 'Une demande pour un médecin a été retirée',
    },
    'ask-change': {
      task: 'Modifier les données',
      button: "Envoyer la modification à l'ONE",
      done: 'Modification demandée',
      mail: "Une modification des données d'un médecin a été demandée",
    },
    'accept-change': {
      task: 'Accepter la modification',
      button: 'Accepter la modification',
      done: 'Modification acceptée',
      mail: "L'ONE a répondu à une modification",
    },
    'refuse-change': {
      task: 'Refuser la modification',
      button: 'Refuser la modification',
      done: 'Modification refusée',
      mail: "L'ONE a répondu à une modification",
    },
    'end-collaboration': {
      task: 'Mettre fin à la collaboration',
      button: 'Mettre fin à la collaboration',
      done: 'Fin de collaboration encodée',
      mail: "La fin de la collaboration d'un médecin est encodée",
    },
    'suspend': {
      task: 'Suspendre le médecin',
      button: 'Suspendre',
      done: 'Médecin suspendu',
      mail: "L'ONE a écrit à propos d'un médecin",
    },
    'resume': {
      task: 'Mettre fin à la suspension',
      button: 'Mettre fin à la suspension',
      done: 'Suspension levée',
      mail: "L'ONE a écrit à propos d'un médecin",
    },
    'remind-agents': happens('Rappel envoyé', null),
    'remind': happens('Rappel envoyé', 'Rappel'),
    'complement-missed': happens(
      'Délai dépassé, demande retirée : le médecin peut être réintroduit',
      'Le délai pour un complément est dépassé',
    ),
    'collaboration-ends': happens('Collaboration terminée', "La collaboration avec un médecin s'est terminée"),
  },
  effects: {
    'keep-collaboration': 'Mise à jour de la liste des médecins',
    'inform-doctor': 'Information du médecin (RGPD, art. 14)',
  },
};
