/**
 * Compte bancaire d'un pouvoir organisateur, a case for each account: the procedure itself, status by status. Two persons at ONE validate, every
 * administrator of the body is told and may block it, and only then it is paid to. Every delay is a parameter; `basis` says «hypothèse» where
 * no document gives it.
 */
import { kitEffects } from '../effect-kinds.ts';
import { awaited, hypothesis, kitActs, over } from '../kit-acts.ts';
import { delay, type Process, type Transitions } from '../procedure.ts';
import { effects, purposes, refusalMotives, slug, type Words } from './contract.ts';

const guide = "Guide du milieu d'accueil, 6.2.2: RIB validé par l'ONE";

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
/** Open to each administrator until it is used, without a reason: a theft of the account is what it is for. */
const block: Transitions<Words> = {
  block: { by: ['operator'], to: 'blocked', effects: ['notify-agents', 'tell-administrators'], basis: hypothesis },
};

const everywhere = kitActs<Words>({ writers: ['operator', 'subsidy-manager'], to: 'cancelled' });

export const process: Process<Words> = {
  slug,
  prefix: 'CB',
  title: 'Compte bancaire',
  subject: 'organising-body',
  several: true,
  dossier: 'subsidies',
  restricted: true,
  stages: { added: 'Ajouté', validation: 'Validation', waiting: 'Délai de sécurité', used: 'Utilisé', over: 'Clôturé' },
  target: () => delay('target'),

  opens: {
    add: {
      by: ['operator'],
      signed: true,
      to: 'to-validate',
      data: (facts) => ({ ...facts }),
      effects: ['tell-administrators', 'notify-agents'],
      basis: guide,
    },
  },

  statuses: {
    'to-validate': {
      label: 'À valider',
      stage: 'validation',
      turn: 'one',
      tasks: [{ action: 'validate', role: 'subsidy-manager', due: delay('validation') }],
      on: {
        ...waiting,
        ...block,
        'validate': { by: ['subsidy-manager'], to: 'second-validation', effects: ['notify-agents'], basis: guide },
        'ask-complement': {
          by: ['subsidy-manager'],
          to: 'complement-asked',
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },
    'complement-asked': {
      label: 'Complément demandé',
      stage: 'added',
      turn: 'operator',
      ...awaited('complete', 'complement'),
      on: {
        ...waiting,
        ...block,
        'complete': { by: ['operator'], to: 'to-validate', effects: ['notify-agents'], basis: hypothesis },
        'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
        'complement-missed': {
          by: ['clock'],
          to: 'withdrawn',
          effects: ['notify-operator', 'notify-agents'],
          basis: hypothesis,
        },
      },
    },
    'second-validation': {
      label: 'Seconde validation',
      stage: 'validation',
      turn: 'one',
      tasks: [{ action: 'validate-second', role: 'subsidy-manager', due: delay('validation') }],
      on: {
        ...waiting,
        ...block,
        'validate-second': {
          by: ['subsidy-manager'],
          notBy: 'validate',
          signed: true,
          to: 'cooling',
          effects: ['tell-administrators', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },
    'cooling': {
      label: 'Validé, pas encore utilisé',
      stage: 'waiting',
      turn: 'nobody',
      waitsFor: 'la fin du délai de sécurité',
      deadlines: [{ act: 'cooling-ends', after: delay('cooling'), at: 'hour' }],
      on: {
        ...waiting,
        ...block,
        'cooling-ends': {
          by: ['clock'],
          to: 'active',
          effects: ['use-account', 'release-purposes', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },
    'active': {
      label: 'Validé',
      stage: 'used',
      turn: 'nobody',
      standing: true,
      waitsFor: 'un autre compte, ou sa clôture',
      on: {
        contest: {
          by: ['operator'],
          to: 'blocked',
          effects: ['notify-agents', 'tell-administrators'],
          basis: hypothesis,
        },
        lapse: { ...everywhere.lapse, effects: ['leave-account', 'notify-operator', 'notify-agents'] },
        cancel: { ...everywhere.cancel, effects: ['leave-account', 'notify-operator', 'notify-agents'] },
        close: {
          by: ['operator'],
          signed: true,
          to: 'closed',
          effects: ['leave-account', 'tell-administrators', 'notify-agents'],
          basis: guide,
        },
        replace: {
          by: ['procedure'],
          to: ({ purposes: left }) => (left.length === 0 ? 'closed' : 'active'),
          note: (data, { purposes: taken }) => ({
            ...data,
            purposes: data.purposes.filter((one) => !taken.includes(one)),
          }),
          effects: ['notify-operator'],
          basis: hypothesis,
        },
      },
    },
    'blocked': {
      label: 'Bloqué',
      stage: 'validation',
      turn: 'one',
      tasks: [{ action: 'unblock', role: 'subsidy-manager', due: delay('validation') }],
      on: {
        ...waiting,
        unblock: {
          by: ['subsidy-manager'],
          to: 'to-validate',
          effects: ['tell-administrators', 'notify-operator'],
          basis: hypothesis,
        },
      },
    },
    'closed': over('Clôturé', 'over'),
    'refused': over('Refusé', 'over'),
    'withdrawn': over('Retiré', 'over'),
    'cancelled': over('Annulé', 'over'),
  },

  everywhere,
  effects: { ...kitEffects, ...effects },
  examples: {
    openings: { add: [{ account: 'a', purposes: ['early-childhood'], replaces: true }] },
    facts: {
      refuse: () => refusalMotives.map((motive) => ({ motive })),
      replace: () => [{ purposes: ['bonuses'] }, { purposes }],
    },
  },
};
