/**
 * Agrément de l'accueil extrascolaire, a case for each organising body and agreement: the table of the procedure, in reading order. Of each
 * status: its label, its stage, whose turn it is, and where the rest of its row stands.
 * Delays are parameters; where no document gives them, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { kitActs, over } from '../kit-acts.ts';
import { delay, type Process } from '../procedure.ts';
import { effects, slug, type Words } from './contract.ts';
import { appealLodged, conditionsToMeet, granted, refused, toPropose, toSign } from './decision.ts';
import { invited, late, preparation, toCome } from './dossier.ts';
import { atTheCommission, complementAsked, underExamination } from './examination.ts';
import { examples } from './examples.ts';
import { dataOfRenewal, dataOfRequest, ending, training } from './rules.ts';
import { hasOpen } from '../conditions.ts';

const kit = kitActs<Words>({
  writers: ['operator', 'aes-referent', 'atl-director', 'appeal-secretariat'],
  to: 'cancelled',
});

export const process: Process<Words> = {
  slug,
  prefix: 'AG',
  title: "Agrément de l'accueil extrascolaire",
  subject: 'organising-body',
  dossier: 'aes-1',
  opening: {
    act: 'open-renewal',
    facts: (_, { agreement }) => agreement!,
    kind: 'renewal',
    on: { day: 1, hour: 2 },
    subjects: 'bodies-with-agreement-to-renew',
    from: '2026-12-01',
  },
  stages: {
    invitation: 'Invitation',
    introduced: 'Demande introduite',
    examination: 'Instruction',
    commission: 'Avis de la commission',
    decision: 'Décision',
    agreement: 'Nouvel agrément',
  },
  target: () => delay('target'),

  opens: {
    'open-renewal': {
      // The référente opens what the calendar has missed.
      by: ['procedure', 'aes-referent'],
      to: 'scheduled',
      data: dataOfRenewal,
      effects: [],
      basis: training,
    },
    'open-request': {
      by: ['operator'],
      to: 'preparation',
      data: (facts) => dataOfRequest(facts),
      effects: [],
      basis: 'ONE, agrément des opérateurs: l’opérateur introduit lui-même sa demande',
    },
  },

  statuses: {
    // Invitation et dossier (dossier.ts)
    'scheduled': {
      label: 'Invitation à venir',
      stage: 'invitation',
      turn: 'nobody',
      waitsFor: "le jour de l'invitation",
      ...toCome,
    },
    'invited': { label: 'Dossier à introduire', stage: 'invitation', turn: 'operator', ...invited },
    'late': { label: 'Hors délai', stage: 'invitation', turn: 'operator', ...late },
    'preparation': { label: 'En préparation', stage: 'invitation', turn: 'operator', ...preparation },

    // Instruction et commission (examination.ts)
    'examination': { label: 'En instruction', stage: 'examination', turn: 'one', ...underExamination },
    'complement-asked': {
      label: 'Complément demandé',
      stage: 'examination',
      turn: 'operator',
      ...complementAsked,
    },
    'commission': { label: 'À la commission', stage: 'commission', turn: 'one', ...atTheCommission },

    // Décision, conditions, recours (decision.ts)
    'decision': { label: 'Avis rendu, décision à proposer', stage: 'decision', turn: 'one', ...toPropose },
    'signature': { label: 'Décision proposée à la signature', stage: 'decision', turn: 'one', ...toSign },
    'granted': {
      label: 'Accordé',
      stage: 'agreement',
      turn: 'nobody',
      waitsFor: 'le premier jour du nouvel agrément',
      ...granted,
    },
    'conditions-follow-up': {
      label: 'En vigueur, conditions à vérifier',
      stage: 'agreement',
      turn: ({ conditions }) => (hasOpen(conditions) ? 'operator' : 'one'),
      ...conditionsToMeet,
    },
    'refused': { label: 'Refusé, recours possible', stage: 'decision', turn: 'operator', ...refused },
    'appeal': { label: 'Recours introduit', stage: 'decision', turn: 'one', ...appealLodged },

    'in-force': over('Agrément accordé', 'agreement'),
    'closed-refused': over('Refus définitif', 'agreement'),
    'expired': over('Échu sans demande', 'agreement'),
    'withdrawn': over('Retirée', 'agreement'),
    'cancelled': over('Annulée', 'agreement'),
  },

  everywhere: {
    ...kit,
    cancel: { ...kit.cancel, effects: ending(['notify-operator', 'notify-agents']) },
    lapse: { ...kit.lapse, effects: ending(['notify-operator', 'notify-agents']) },
  },
  effects: { ...kitEffects, ...effects },
  examples,
};
