/**
 * Bilan de fonctionnement d'un milieu d'accueil, a case for each facility and cycle: the table of the procedure, in reading order. Of each
 * status: its label, its stage, whose turn it is, and where the rest of its row stands.
 * No document gives a delay: each is a parameter marked as an assumption. A review never withdraws an authorisation.
 */
import { kitEffects } from '../effect-kinds.ts';
import { kitActs, over } from '../kit-acts.ts';
import { delay, type Process } from '../procedure.ts';
import { followers } from '../roles.ts';
import { effects, slug, type Words } from './contract.ts';
import { examples } from './examples.ts';
import { followUp, turnInFollowUp } from './follow-up.ts';
import { meeting, meetings, turnInMeeting } from './meeting.ts';
import { arbitration, planDrafting, planReview, signing, turnInSigning } from './plan.ts';
import { planned, suspended } from './planned.ts';
import { firstData, guide } from './rules.ts';
import { inDefault, oneRatings, selfAssessment } from './self-assessment.ts';

export const process: Process<Words> = {
  slug,
  prefix: 'BF',
  title: 'Bilan de fonctionnement',
  subject: 'facility',
  dossier: 'reviews',
  stages: {
    'planned': 'Planifié',
    'assessment': 'Auto-évaluation',
    'ratings': "Évaluation de l'ONE",
    'meeting': 'Rencontre',
    'plan': "Objectifs et plan d'action",
    'signing': 'Signature',
    'follow-up': 'Suivi',
    'closed': 'Clôturé',
  },
  target: () => delay('target'),

  opens: {
    plan: {
      by: [...followers, 'procedure'],
      to: 'planned',
      data: firstData,
      effects: [],
      basis: guide,
    },
  },

  statuses: {
    // Planifié (planned.ts)
    'planned': {
      label: 'Planifié',
      stage: 'planned',
      turn: ({ proposedDays }) => (proposedDays ? 'one' : 'nobody'),
      waitsFor: 'le premier jour du bilan',
      ...planned,
    },
    'suspended': {
      label: 'Suspendu par une cessation temporaire',
      stage: 'planned',
      turn: 'nobody',
      waitsFor: 'la réintégration',
      undated: true,
      ...suspended,
    },

    // Auto-évaluation, évaluation de l'ONE (self-assessment.ts)
    'self-assessment': { label: 'Auto-évaluation', stage: 'assessment', turn: 'operator', ...selfAssessment },
    'one-ratings': { label: "Évaluation par l'ONE", stage: 'ratings', turn: 'one', ...oneRatings },
    'in-default': { label: 'En défaut', stage: 'assessment', turn: 'one', ...inDefault },

    // Rencontre (meeting.ts)
    'meeting': {
      label: 'Rencontre',
      stage: 'meeting',
      turn: turnInMeeting,
      waitsFor: 'le jour de la rencontre',
      ...meeting,
    },

    // Objectifs, plan d'action, signature (plan.ts)
    'plan-drafting': { label: "Plan d'action à rédiger", stage: 'plan', turn: 'operator', ...planDrafting },
    'plan-review': { label: "Plan d'action à lire", stage: 'plan', turn: 'one', ...planReview },
    'arbitration': { label: 'Arbitrage', stage: 'plan', turn: 'one', ...arbitration },
    'signing': { label: 'À signer', stage: 'signing', turn: turnInSigning, ...signing },

    // Suivi (follow-up.ts)
    'follow-up': {
      label: 'Suivi annuel',
      stage: 'follow-up',
      turn: turnInFollowUp,
      waitsFor: 'le prochain suivi annuel',
      ...followUp,
    },
    'closed': over('Clôturé', 'closed'),
    'cancelled': over('Annulé', 'closed'),
  },

  everywhere: kitActs<Words>({
    writers: ['operator', ...followers, 'health-referent', 'referent'],
    to: 'cancelled',
  }),
  effects: { ...kitEffects, ...effects },
  appointments: meetings,
  examples,
};
