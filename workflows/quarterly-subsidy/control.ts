/** Contrôle et signature: what ONE keeps of what was declared, corrected by the operator where it asks, signed by another person. */
import { dayOf } from '../../domain/calendar.ts';
import { awaited, hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Transition } from '../procedure.ts';
import { balanceOf, isUnsigned, signedAt } from '../signed-sum.ts';
import type { Words } from './contract.ts';
import { declaring } from './months.ts';
import { booking, paying, revise } from './payment.ts';

export const refuse: Transition<Words, 'refuse'> = {
  by: ['subsidy-signatory'],
  when: isUnsigned,
  signed: true,
  to: 'refused',
  effects: ['letter-refusal', 'notify-operator'],
  basis: 'Loi du 29 juillet 1991 (motivation formelle)',
};

export const inControl: Course<Words> = {
  tasks: [{ action: 'propose', role: 'subsidy-manager', due: delay('control') }],
  on: {
    ...booking,
    'ask-correction': {
      by: ['subsidy-manager'],
      to: 'correction-asked',
      note: (data, { corrections }) => ({ ...data, corrections }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'propose': {
      by: ['subsidy-manager'],
      to: (_data, { calculation }) => (calculation ? 'to-sign' : 'awaiting-scale'),
      note: ({ calculation: _, ...data }, { calculation }) => ({
        ...data,
        ...(calculation ? { calculation } : {}),
      }),
      effects: (data) => (data.calculation ? ['notify-agents'] : ['notify-operator']),
      basis: hypothesis,
    },
    refuse,
  },
};

export const correctionAsked: Course<Words> = {
  ...awaited('answer-correction', 'correction'),
  on: {
    ...declaring,
    ...booking,
    'answer-correction': {
      by: ['operator'],
      signed: true,
      to: 'in-control',
      note: ({ corrections: _, ...data }, { digest }) => ({
        ...data,
        digest,
        submissions: data.submissions + 1,
      }),
      effects: ['notify-agents', 'notify-operator'],
      basis: hypothesis,
    },
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    // The control goes on with what was declared.
    'correction-missed': {
      by: ['clock'],
      to: 'in-control',
      note: ({ corrections: _, ...data }) => data,
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

/** As long as no table of lump sums is published for the quarter. */
export const awaitingScale: Course<Words> = {
  on: {
    ...paying,
    calculate: {
      by: ['procedure'],
      to: 'to-sign',
      note: (data, { calculation }) => ({ ...data, calculation }),
      effects: ['notify-agents'],
      basis: 'Communications ONE: tableau des forfaits du trimestre',
    },
  },
};

export const toSign: Course<Words> = {
  tasks: [{ action: 'sign', role: 'subsidy-signatory', due: delay('signature') }],
  on: {
    ...booking,
    revise,
    'send-back': {
      by: ['subsidy-signatory'],
      to: 'in-control',
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'sign': {
      by: ['subsidy-signatory'],
      notBy: 'propose',
      signed: true,
      to: (data) => (balanceOf(data) > 0 ? 'to-pay' : 'paid'),
      note: (data, _facts, at) => signedAt(data, dayOf(at)),
      effects: ['letter-calculation', 'prepare-balance', 'notify-operator'],
      basis: 'Arrêté du 2 mai 2019, art. 97 et 98',
    },
    refuse,
  },
};
