/**
 * Demande d'adaptation de l'autorisation: the table of the procedure, in reading order. Of each status: its label, its stage, whose turn it is,
 * and where the rest of its row stands: which tasks are open and until when, which acts lead where, what a passed deadline does.
 * A letter against which a delay runs is followed in `registered-post.ts`.
 * Every delay is a parameter; where no law or document gives it, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { kitActs, over } from '../kit-acts.ts';
import { delay, type Process } from '../procedure.ts';
import { toRemedy, refusalConfirmed, appealLodged, appealDismissed } from './appeal.ts';
import { beingVerified, complementAsked, closingProposed } from './completeness.ts';
import { conditionsToMeet, hasOpenCondition } from './conditions.ts';
import { effects, slug, type Words } from './contract.ts';
import { toPropose, toSign } from './decision.ts';
import { whenAcknowledged, whenGranted } from './entry-into-force.ts';
import { examples } from './examples.ts';
import { noticeGiven, measureDecided, measureInForce } from './measures.ts';
import { underInstruction, visits } from './opinions.ts';
import { whenPosted, posted, toPost } from './registered-post.ts';
import { firstDataOf, firstDataOfMeasure } from './rules.ts';
import { periodRunning, returnOverdue } from './temporary-period.ts';

export const process: Process<Words> = {
  slug,
  prefix: 'AD',
  title: "Demande d'adaptation de l'autorisation",
  subject: 'facility',
  dossier: 'authorisation',
  stages: {
    introduced: 'Introduite',
    completeness: 'Recevable ?',
    opinions: 'Avis et visite',
    decision: 'Décision',
    effect: 'Entrée en vigueur',
    closed: 'Clôturée',
  },
  target: () => delay('target'),

  opens: {
    'submit': {
      by: ['operator'],
      to: 'completeness',
      data: (facts) => firstDataOf(facts),
      signed: true,
      effects: ['receipt', 'notify-operator', 'notify-agents'],
      basis: "Guide accueillant·e 2023, ch. 7: demande d'adaptation de l'autorisation",
    },
    'open-measure': {
      by: ['referent'],
      to: 'notice-given',
      data: (facts, at) => ({ ...firstDataOfMeasure(facts), ...posted(facts, 'referent', at) }),
      effects: ['letter-notice', 'notify-operator'],
      basis: 'M.B. 28.07.2004, art. 58: mise en demeure',
    },
  },

  statuses: {
    // Recevable ? (completeness.ts)
    'completeness': { label: 'En vérification', stage: 'completeness', turn: 'one', ...beingVerified },
    'complement-asked': { label: 'Complément demandé', stage: 'completeness', turn: 'operator', ...complementAsked },
    'closing-proposed': {
      label: 'Classement sans suite proposé',
      stage: 'completeness',
      turn: 'one',
      ...closingProposed,
    },

    // Avis et visite (opinions.ts)
    'instruction': {
      label: 'En instruction',
      stage: 'opinions',
      turn: (data) => (data.visit === 'proposed' && data.healthOpinion !== 'asked' ? 'operator' : 'one'),
      ...underInstruction,
    },

    // Décision (decision.ts)
    'decision': { label: 'Avis rendus, décision à proposer', stage: 'decision', turn: 'one', ...toPropose },
    'signature': { label: 'Décision proposée à la signature', stage: 'decision', turn: 'one', ...toSign },

    // Entrée en vigueur (entry-into-force.ts), conditions (conditions.ts), période temporaire (temporary-period.ts)
    'granted': {
      label: 'Acceptée',
      stage: 'effect',
      turn: whenPosted('nobody'),
      waitsFor: "l'entrée en vigueur",
      ...whenGranted,
    },
    'acknowledged': {
      label: 'Actée',
      stage: 'effect',
      turn: 'nobody',
      waitsFor: "l'entrée en vigueur",
      ...whenAcknowledged,
    },
    'conditions-follow-up': {
      label: 'En vigueur, conditions à vérifier',
      stage: 'effect',
      turn: (data) => (hasOpenCondition(data) && !toPost(data) ? 'operator' : 'one'),
      ...conditionsToMeet,
    },
    'period-running': {
      label: 'En vigueur, période temporaire',
      stage: 'effect',
      turn: (data) => (data.extension ? 'one' : 'nobody'),
      waitsFor: 'la fin prévue de la période',
      ...periodRunning,
    },
    'return-overdue': {
      label: 'Période dépassée, retour non confirmé',
      stage: 'effect',
      turn: 'one',
      ...returnOverdue,
    },

    // Refus et recours (appeal.ts)
    'remedy': {
      label: 'Refusée, 30 jours pour remédier',
      stage: 'decision',
      turn: whenPosted('operator'),
      ...toRemedy,
    },
    'refused': { label: 'Refus confirmé', stage: 'decision', turn: whenPosted('operator'), ...refusalConfirmed },
    'appeal': { label: 'Recours introduit', stage: 'decision', turn: 'one', ...appealLodged },
    // The case stays until its last letter is posted: nobody would see it any more.
    'appeal-dismissed': {
      label: 'Recours rejeté, décision à envoyer',
      stage: 'decision',
      turn: 'one',
      ...appealDismissed,
    },

    // Mesures de l'ONE (measures.ts)
    'notice-given': { label: 'Mise en demeure', stage: 'opinions', turn: whenPosted('operator'), ...noticeGiven },
    'measure-decided': {
      label: 'Mesure décidée',
      stage: 'effect',
      turn: whenPosted('nobody'),
      waitsFor: "l'entrée en vigueur",
      ...measureDecided,
    },
    'measure-in-force': {
      label: 'Mesure en vigueur',
      stage: 'effect',
      turn: whenPosted('operator'),
      ...measureInForce,
    },

    'closed': over('Clôturée', 'closed'),
    'closed-without-follow-up': over('Classée sans suite', 'closed'),
    'closed-refused': over('Refus définitif', 'closed'),
    'withdrawn': over("Retirée par l'opérateur", 'closed'),
    'cancelled': over('Annulée', 'closed'),
  },

  everywhere: kitActs<Words>({
    writers: ['operator', 'referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'appeal-secretariat'],
    to: 'cancelled',
    letter: 'letter-cancellation',
  }),

  effects: { ...kitEffects, ...effects },
  appointments: visits,
  examples,
};
