/** Contrôle et signature: what ONE keeps of the places that were sent, corrected where it asks, signed by another person. */
import { dayOf } from '../../domain/calendar.ts';
import { awaited, hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Transition, type Transitions } from '../procedure.ts';
import { booked, isUnsigned, signedAt } from '../signed-sum.ts';
import { contested, contestEnds, contesting, upholdToControl } from './contesting.ts';
import type { CaseData, Words } from './contract.ts';
import { restToSend } from './sending.ts';
import {
  accepted,
  allControlled,
  decree,
  hasLate,
  hasRest,
  isToControl,
  toPayOf,
  withLate,
  withSent,
} from './rules.ts';

/** Who has places left is asked for them again as the rest moves on. */
const withRest = (data: CaseData): readonly ['notify-operator'] | readonly [] =>
  hasRest(data) ? ['notify-operator'] : [];

export const refuse: Transition<Words, 'refuse'> = {
  by: ['subsidy-signatory'],
  when: isUnsigned,
  signed: true,
  to: 'refused',
  effects: ['letter-refusal', 'notify-operator'],
  basis: 'Loi du 29 juillet 1991 (motivation formelle)',
};

/** A payment file under way is executed whatever becomes of the calculation meanwhile. */
export const booking: Transitions<Words> = {
  pay: {
    by: ['procedure'],
    note: (data, { cents }) => booked(data, cents),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
};

export const inControl: Course<Words> = {
  tasks: [
    { action: 'accept-late', role: 'aes-manager', due: delay('late-decision'), while: hasLate },
    { action: 'propose', role: 'aes-manager', due: delay('control'), while: (data) => !hasLate(data) },
    contested,
    restToSend.task,
  ],
  deadlines: [contestEnds, ...restToSend.deadlines],
  on: {
    ...restToSend.on,
    ...contesting,
    ...booking,
    'accept-late': {
      by: ['aes-manager'],
      when: hasLate,
      note: (data, { places }) => withLate(data, places, 'accepted'),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    // Without a place that was sent in time or accepted there is nothing to calculate.
    'refuse-late': {
      by: ['aes-manager'],
      when: hasLate,
      to: (data) => (accepted(data).length > 0 ? 'in-control' : hasRest(data) ? 'late' : 'refused'),
      note: (data, { places }) => withLate(data, places, 'refused'),
      effects: ['letter-refusal', 'notify-operator'],
      basis: hypothesis,
    },
    'ask-correction': {
      by: ['aes-manager'],
      to: 'correction-asked',
      note: (data, { corrections }) => ({ ...data, corrections }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'propose': {
      by: ['aes-manager'],
      when: (data) => !hasLate(data),
      to: 'to-sign',
      note: (data, { calculation, left = data.left }) => allControlled({ ...data, calculation, left }),
      effects: (data) => ['notify-agents', ...withRest(data)],
      basis: decree,
    },
    refuse,
  },
};

export const correctionAsked: Course<Words> = {
  tasks: [...awaited('answer-correction', 'correction').tasks, contested, restToSend.task],
  deadlines: [...awaited('answer-correction', 'correction').deadlines, contestEnds, ...restToSend.deadlines],
  on: {
    ...restToSend.on,
    ...contesting,
    ...booking,
    'answer-correction': {
      by: ['operator'],
      signed: true,
      to: 'in-control',
      note: ({ corrections: _, ...data }, facts, at) => withSent(data, facts, at),
      effects: ['letter-receipt', 'notify-agents', 'notify-operator'],
      basis: hypothesis,
    },
    // The control goes on with what was sent.
    'correction-missed': {
      by: ['clock'],
      to: 'in-control',
      note: ({ corrections: _, ...data }) => data,
      effects: ['close-months', 'notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

export const toSign: Course<Words> = {
  tasks: [{ action: 'sign', role: 'subsidy-signatory', due: delay('signature') }, contested, restToSend.task],
  deadlines: [contestEnds, ...restToSend.deadlines],
  on: {
    ...restToSend.on,
    ...contesting,
    'uphold-contest': upholdToControl,
    ...booking,
    'send-back': {
      by: ['subsidy-signatory'],
      to: 'in-control',
      effects: (data) => ['notify-agents', ...withRest(data)],
      basis: hypothesis,
    },
    'sign': {
      by: ['subsidy-signatory'],
      notBy: 'propose',
      signed: true,
      to: (data) => (toPayOf(data) > 0 ? 'to-pay' : isToControl(data) ? 'in-control' : 'paid'),
      note: (data, _facts, at) => ({
        ...signedAt(data, dayOf(at)),
        ...(data.calculation ? { signed: data.calculation.digest, signedCents: data.calculation.retained } : {}),
      }),
      effects: ['letter-calculation', 'prepare-payment', 'notify-operator'],
      basis: decree,
    },
    refuse,
  },
};
