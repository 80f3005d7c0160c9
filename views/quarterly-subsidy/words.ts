/** The French words of the procedure, as the guides write them. */
import type { Kind, Module, RefusalMotive, ReportStep, Words } from '../../workflows/quarterly-subsidy/contract.ts';
import { monthInWords } from '../../domain/quarter.ts';
import type { LineCode } from '../../domain/subsidy/lines.ts';
import { happens, type ProcedureWords } from '../words.ts';

export const moduleWords: Readonly<Record<Module, string>> = {
  attendance: 'Présences des enfants',
  consultations: 'Consultations médicales',
};
/** The steps of the report that ONE may ask to correct. */
export const stepWords: Readonly<Record<ReportStep, string>> = {
  staff: 'Personnel rétribué',
  information: 'Renseignements',
  costs: 'Frais divers',
  attachments: 'Pièces jointes',
};
export const refusalMotiveWords: Readonly<Record<RefusalMotive, string>> = {
  'not-subsidised': "le milieu d'accueil n'est pas subventionné pour ce trimestre",
  'closed': "le milieu d'accueil n'a pas accueilli d'enfants ce trimestre",
  'double': 'la demande fait double emploi',
  'other': 'autre motif',
};
export const lineWords: Readonly<Record<LineCode, string>> = {
  'direction': 'Direction',
  'pms': 'Personnel psycho-médico-social',
  'childcare': "Personnel d'accueil",
  'reduced-fees': 'Compensation de la participation réduite',
  'fees': 'Honoraires des médecins',
  'travel': 'Déplacements des médecins',
  'clerk': 'Préposé aux écritures',
  'premises': 'Locaux des séances',
  'supplies': 'Matériel et fournitures de consultation',
  'social-travel': 'Déplacements du personnel social',
  'education-sessions': 'Séances éducatives',
  'parent-sessions': "Activités collectives à l'intention des parents",
  'doctor-training': 'Formations reconnues pour les médecins',
};

/** « Personnel rétribué », « Présences des enfants, septembre 2026 », « ligne « Direction » », from the code of a correction. */
export function correctionInWords(code: string): string {
  if (code.startsWith('line-')) return `ligne « ${lineWords[code.slice('line-'.length) as LineCode]} »`;
  const [, module, month = ''] = /^(attendance|consultations)-(.*)$/.exec(code) ?? [];
  return module ? `${moduleWords[module as Module]}, ${monthInWords(month)}` : stepWords[code as ReportStep];
}

export const words: ProcedureWords<Words, Kind> = {
  kinds: { quarter: 'Demande de subside trimestrielle' },
  actions: {
    'open-quarter': happens('Trimestre ouvert', 'Un trimestre est ouvert'),
    'send-attendance': {
      task: 'Envoyer les présences',
      button: "Envoyer les présences d'un mois",
      done: "Présences d'un mois envoyées",
      mail: "Les présences d'un mois sont envoyées",
    },
    'reopen-attendance': {
      task: 'Rouvrir un mois de présences',
      button: 'Rouvrir un mois de présences',
      done: "Mois de présences rouvert par l'ONE",
      mail: "L'ONE a rouvert un mois de présences",
    },
    'sign-consultations': {
      task: 'Signer les consultations',
      button: "Signer les consultations d'un mois",
      done: "Consultations d'un mois signées et envoyées",
      mail: "Les consultations d'un mois sont envoyées",
    },
    'reopen-consultations': {
      task: 'Rouvrir un mois de consultations',
      button: 'Rouvrir un mois de consultations',
      done: "Mois de consultations rouvert par l'ONE",
      mail: "L'ONE a rouvert un mois de consultations",
    },
    'ask-derogation': {
      task: 'Demander une dérogation au délai',
      button: 'Demander une dérogation au délai',
      done: 'Dérogation au délai demandée',
      mail: 'Une dérogation au délai a été demandée',
    },
    'grant-derogation': {
      task: 'Répondre à la demande de dérogation',
      button: 'Accorder la dérogation',
      done: 'Dérogation au délai accordée',
      mail: "L'ONE a répondu à votre demande de dérogation",
    },
    'refuse-derogation': {
      task: 'Répondre à la demande de dérogation',
      button: 'Refuser la dérogation',
      done: 'Dérogation au délai refusée',
      mail: "L'ONE a répondu à votre demande de dérogation",
    },
    'submit': {
      task: 'Soumettre la demande',
      button: 'Soumettre la demande',
      done: 'Demande soumise',
      mail: 'La demande de subside est soumise',
    },
    'ask-correction': {
      task: 'Demander une correction',
      button: 'Demander une correction',
      done: "Correction demandée par l'ONE",
      mail: "L'ONE demande une correction",
    },
    'answer-correction': {
      task: 'Corriger et soumettre à nouveau',
      button: 'Soumettre la demande corrigée',
      done: 'Demande corrigée et soumise',
      mail: 'La demande corrigée est soumise',
    },
    'propose': {
      task: 'Contrôler la demande',
      button: 'Proposer le calcul à la signature',
      done: 'Contrôle terminé',
      mail: "L'ONE a contrôlé la demande",
    },
    'send-back': {
      task: 'Renvoyer au contrôle',
      button: 'Renvoyer au contrôle',
      done: 'Calcul renvoyé au contrôle',
      mail: null,
    },
    'sign': {
      task: 'Signer le calcul',
      button: 'Signer le calcul',
      done: 'Calcul signé',
      mail: 'Le calcul de votre subside est disponible',
    },
    'refuse': {
      task: 'Refuser la demande',
      button: 'Refuser la demande',
      done: 'Demande refusée',
      mail: "L'ONE a répondu à la demande de subside",
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
    'calculate': happens('Tableau des forfaits publié : subside calculé', 'Le subside est calculé'),
    'revise': happens('Tableau des forfaits corrigé : subside recalculé', 'Le subside est recalculé'),
    'pay-advance': happens('Avance liquidée', "L'avance est liquidée"),
    'pay': happens('Subside liquidé', 'Le subside est liquidé'),
    'remind-month': happens('Rappel : présences à envoyer', "Les présences d'un mois sont à envoyer"),
    'quarter-ends': happens('Fin du trimestre', 'La demande de subside peut être soumise'),
    'remind': happens('Rappel envoyé', 'Rappel'),
    'last-day-ends': happens('Dernier jour dépassé : hors délai', "La demande n'a pas été soumise à temps"),
    'correction-missed': happens(
      'Délai de correction dépassé : le contrôle continue avec ce qui a été déclaré',
      'Le délai pour corriger la demande est dépassé',
    ),
    'tell-late': happens('Demande toujours attendue', "La demande n'est toujours pas soumise"),
    'prescribe': happens('Demande prescrite', 'La demande est prescrite'),
    'contest-ends': happens('Fin du délai pour contester une ligne', null),
  },
  effects: {
    'validate-team': "Validation des données de Mon Équipe pour l'année",
    'prepare-advance': "Préparation de l'avance",
    'prepare-balance': 'Préparation du solde',
    'letter-calculation': 'Lettre de calcul du subside',
    'letter-refusal': 'Décision : refus de la demande',
  },
  rights: ['contest'],
};
