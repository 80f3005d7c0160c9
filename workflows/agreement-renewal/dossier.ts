/** Invitation et dossier: from the invitation, or from a request of the operator, to the dossier that is submitted, in time or late. */
import { dayOf } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Transition } from '../procedure.ts';
import type { Words } from './contract.ts';
import { beforeTheEnd, isLate, withdrawing } from './rules.ts';

export const toCome: Course<Words> = {
  deadlines: [{ act: 'invite', on: beforeTheEnd('invitation'), at: 'start' }],
  on: {
    invite: { by: ['clock'], to: 'invited', effects: ['letter-invitation', 'notify-operator'], basis: hypothesis },
  },
};

const submit: Transition<Words, 'submit'> = {
  by: ['operator'],
  signed: true,
  to: 'examination',
  note: (data, { digest }, at) => ({
    ...data,
    digest,
    submittedOn: dayOf(at),
    ...(isLate(data, at) ? { late: true } : {}),
  }),
  effects: ['receipt', 'notify-operator', 'notify-agents'],
  basis: 'ONE, agrément des opérateurs: l’opérateur introduit lui-même sa demande',
};

export const invited: Course<Words> = {
  tasks: [{ action: 'submit', role: 'operator', dueOn: ({ data }) => data.submitBy ?? null }],
  deadlines: [
    { act: 'remind', on: beforeTheEnd('reminder'), at: 'start', reminds: true },
    { act: 'remind', on: ({ data }) => data.submitBy, daysBefore: delay('last-reminder') },
    { act: 'last-day-ends', on: ({ data }) => data.submitBy },
  ],
  on: {
    submit,
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    // Nothing is refused by the calendar: what comes later is examined, and the agreement is not prolonged.
    'last-day-ends': {
      by: ['clock'],
      to: 'late',
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

export const late: Course<Words> = {
  tasks: [{ action: 'submit', role: 'operator', dueOn: ({ data }) => data.endsOn ?? null }],
  deadlines: [
    { act: 'remind', on: ({ data }) => data.endsOn, daysBefore: delay('last-reminder') },
    { act: 'agreement-ends', on: ({ data }) => data.endsOn },
  ],
  on: {
    submit,
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'agreement-ends': {
      by: ['clock'],
      to: 'expired',
      effects: ['notify-operator', 'notify-agents', 'notify-supervisor'],
      basis: hypothesis,
    },
  },
};

/** A first agreement, or other places: at the operator's own pace. */
export const preparation: Course<Words> = {
  tasks: [{ action: 'submit', role: 'operator', due: delay('preparation') }],
  deadlines: [
    { act: 'remind', after: delay('preparation'), daysBefore: delay('last-reminder') },
    { act: 'preparation-missed', after: delay('preparation') },
  ],
  on: {
    ...withdrawing,
    submit,
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'preparation-missed': { by: ['clock'], to: 'expired', effects: ['notify-operator'], basis: hypothesis },
  },
};
