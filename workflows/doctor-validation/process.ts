/**
 * Validation d'un médecin qui collabore avec une crèche, a case for each collaboration: the procedure itself, status by status.
 * Every delay is a parameter; where no document gives it, `basis` says «hypothèse».
 */
import { kitEffects } from '../effect-kinds.ts';
import { awaited, hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type DeadlineRow, type Process, type Transitions } from '../procedure.ts';
import { effects, kinds, overrideMotives, refusalMotives, slug, type Words } from './contract.ts';

const guide = "Guide du milieu d'accueil, 10.1.3: validé par votre gestionnaire subsides";
const rules = "Règlement de l'ONE du 25 janvier 2017, art. 23";

const ends: DeadlineRow<Words> = { act: 'collaboration-ends', on: ({ data }) => data.until };

/** While it runs, whether or not something else is asked meanwhile. A change that waits is decided before the doctor is suspended. */
const running: Transitions<Words> = {
  'end-collaboration': {
    by: ['operator', 'subsidy-manager'],
    note: (data, { until }) => ({ ...data, until }),
    effects: ['keep-collaboration', 'notify-agents', 'notify-operator'],
    basis: hypothesis,
  },
  'collaboration-ends': {
    by: ['clock'],
    to: 'ended',
    effects: ['keep-collaboration', 'notify-operator'],
    basis: hypothesis,
  },
};

const waiting: Transitions<Words> = {
  withdraw: { by: ['operator'], to: 'withdrawn', effects: ['notify-agents'], basis: hypothesis },
  refuse: {
    by: ['subsidy-manager'],
    to: 'refused',
    note: (data, { motive }) => ({ ...data, motive }),
    effects: ['notify-operator'],
    basis: guide,
  },
};

export const process: Process<Words> = {
  slug,
  prefix: 'ME',
  title: "Validation d'un médecin",
  subject: 'facility',
  several: true,
  dossier: 'subsidies',
  stages: { introduced: 'Introduite', validation: 'Validation', running: 'Collaboration', over: 'Terminée' },
  target: () => delay('target'),

  opens: {
    introduce: {
      by: ['operator'],
      to: 'to-validate',
      data: (facts) => ({ ...facts }),
      effects: ['notify-agents', 'inform-doctor'],
      basis: guide,
    },
  },

  statuses: {
    'to-validate': {
      label: 'À valider',
      stage: 'validation',
      turn: 'one',
      tasks: [{ action: 'validate', role: 'subsidy-manager', due: delay('validation') }],
      deadlines: [
        { act: 'remind-agents', after: delay('validation'), daysBefore: delay('validation-reminder') },
        { ...ends },
      ],
      on: {
        ...waiting,
        'validate': {
          by: ['subsidy-manager'],
          to: 'validated',
          note: ({ doubtful: _, ...data }) => data,
          effects: ['keep-collaboration', 'notify-operator'],
          basis: guide,
        },
        'ask-complement': {
          by: ['subsidy-manager'],
          to: 'complement-asked',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
        'remind-agents': { by: ['clock'], effects: ['notify-agents'], basis: hypothesis },
        // ONE decides; who has told of the collaboration tells of its end.
        'end-collaboration': { ...running['end-collaboration'], by: ['operator'] },
        'collaboration-ends': { by: ['clock'], to: 'ended', effects: ['notify-operator'], basis: hypothesis },
      } as Transitions<Words>,
    },

    'complement-asked': {
      label: 'Complément demandé',
      stage: 'introduced',
      turn: 'operator',
      ...awaited('complete', 'complement'),
      on: {
        ...waiting,
        'complete': {
          by: ['operator'],
          to: 'to-validate',
          note: ({ doubtful: _, ...data }, facts) => ({ ...data, ...facts }),
          effects: ['keep-collaboration', 'notify-agents'],
          basis: hypothesis,
        },
        'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        // Nothing is lost: the doctor may be introduced again.
        'complement-missed': {
          by: ['clock'],
          to: 'withdrawn',
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
      },
    },

    'validated': {
      label: 'Validé',
      stage: 'running',
      turn: 'nobody',
      standing: true,
      waitsFor: 'un changement, ou la fin de la collaboration',
      deadlines: [ends],
      on: {
        ...running,
        'ask-change': {
          by: ['operator'],
          to: 'change-to-validate',
          effects: ['keep-collaboration', 'notify-agents'],
          basis: hypothesis,
        },
        'suspend': {
          by: ['subsidy-manager'],
          to: 'suspended',
          effects: ['keep-collaboration', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },

    // What was validated stays so meanwhile.
    'change-to-validate': {
      label: 'Modification à valider',
      stage: 'running',
      turn: 'one',
      tasks: [{ action: 'accept-change', role: 'subsidy-manager', due: delay('validation') }],
      deadlines: [ends],
      on: {
        ...running,
        'accept-change': {
          by: ['subsidy-manager'],
          to: 'validated',
          effects: ['keep-collaboration', 'notify-operator'],
          basis: hypothesis,
        },
        'refuse-change': {
          by: ['subsidy-manager'],
          to: 'validated',
          effects: ['keep-collaboration', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },

    'suspended': {
      label: 'Suspendu',
      stage: 'running',
      turn: 'nobody',
      standing: true,
      waitsFor: 'la fin de la suspension',
      deadlines: [ends],
      on: {
        'end-collaboration': running['end-collaboration'],
        'collaboration-ends': running['collaboration-ends'],
        'resume': {
          by: ['subsidy-manager'],
          to: 'validated',
          effects: ['keep-collaboration', 'notify-operator'],
          basis: rules,
        },
      } as Transitions<Words>,
    },

    'ended': over('Collaboration terminée', 'over'),
    'refused': over('Refusé', 'over'),
    'withdrawn': over('Retiré', 'over'),
    'cancelled': over('Annulé', 'over'),
  },

  everywhere: kitActs<Words>({ writers: ['operator', 'subsidy-manager'], to: 'cancelled' }),
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: {
      introduce: kinds.map((kind) => ({ kind, from: '2026-10-01', doubtful: true as const })),
    },
    facts: {
      'validate': () => overrideMotives.map((override) => ({ override })),
      'complete': () => [{ from: '2026-10-01' }],
      'refuse': () => refusalMotives.map((motive) => ({ motive })),
      'end-collaboration': () => [{ until: '2026-12-31' }],
      'suspend': () => [{ from: '2026-11-01' }],
      'resume': () => [{ from: '2026-12-01' }],
    },
  },
};
