/** Soumission: from the first day of the quarter to the request that is sent, in time, with a derogation, or late. */
import { lastDayOf } from '../../domain/quarter.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type DeadlineRow, type TaskRow, type Transition, type Transitions } from '../procedure.ts';
import type { Words } from './contract.ts';
import { refuse } from './control.ts';
import { declaring, monthsToSend, remindMonth } from './months.ts';
import { paying } from './payment.ts';
import { derogations, faq, guide, isLate } from './rules.ts';

const derogationToAnswer: TaskRow<Words> = {
  action: 'grant-derogation',
  role: 'subsidy-manager',
  due: delay('derogation'),
  while: (data) => data.derogation === 'asked',
};
const grantDerogation: Transition<Words, 'grant-derogation'> = {
  by: ['subsidy-manager'],
  when: (data) => data.derogation === 'asked',
  to: 'to-submit',
  note: (data, { until }) => ({ ...data, derogation: 'granted', lastDay: until }),
  effects: ['notify-operator'],
  basis: derogations,
};
const derogating: Transitions<Words> = {
  'ask-derogation': {
    by: ['operator'],
    when: (data) => data.derogation !== 'asked',
    note: (data) => ({ ...data, derogation: 'asked' }),
    effects: ['notify-agents'],
    basis: derogations,
  },
  'grant-derogation': grantDerogation,
  'refuse-derogation': {
    by: ['subsidy-manager'],
    when: (data) => data.derogation === 'asked',
    note: (data) => ({ ...data, derogation: 'refused' }),
    effects: ['notify-operator'],
    basis: derogations,
  },
};

/** The document asks for a strong sign-in; it says nothing of who is late: never refused by the calendar alone (hypothèse). */
const submit: Transition<Words, 'submit'> = {
  by: ['operator'],
  signed: true,
  to: 'in-control',
  note: (data, { digest }, at) => ({
    ...data,
    digest,
    submissions: data.submissions + 1,
    ...(isLate(data, at) ? { late: true } : {}),
  }),
  effects: ['validate-team', 'notify-agents', 'notify-operator'],
  basis: guide,
};

const remind = (parameter: string): DeadlineRow<Words> => ({
  act: 'remind',
  on: ({ data }) => data.lastDay,
  daysBefore: delay(parameter),
});

export const quarterRunning: Course<Words> = {
  tasks: [monthsToSend, derogationToAnswer],
  deadlines: [
    remindMonth(0),
    remindMonth(1),
    remindMonth(2),
    { act: 'quarter-ends', on: ({ data }) => lastDayOf(data.quarter) },
  ],
  on: {
    ...declaring,
    ...derogating,
    'grant-derogation': { ...grantDerogation, to: 'running' },
    'remind-month': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'quarter-ends': {
      by: ['clock'],
      to: 'to-submit',
      effects: ['prepare-advance', 'notify-operator'],
      basis: guide,
    },
  },
};

export const toSubmit: Course<Words> = {
  tasks: [{ action: 'submit', role: 'operator', dueOn: ({ data }) => data.lastDay }, derogationToAnswer],
  deadlines: [
    remindMonth(2),
    remind('reminder-1'),
    remind('reminder-2'),
    remind('reminder-3'),
    remind('reminder-4'),
    { act: 'last-day-ends', on: ({ data }) => data.lastDay },
  ],
  on: {
    ...declaring,
    ...derogating,
    ...paying,
    submit,
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'remind-month': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'last-day-ends': {
      by: ['clock'],
      to: 'late',
      effects: ['notify-operator', 'notify-agents', 'notify-supervisor'],
      basis: faq,
    },
  },
};

/** Nothing is refused by the calendar alone. */
export const late: Course<Words> = {
  tasks: [{ action: 'submit', role: 'operator' }, derogationToAnswer],
  deadlines: [
    { act: 'tell-late', after: delay('late') },
    { act: 'prescribe', after: delay('prescription') },
  ],
  on: {
    ...declaring,
    ...derogating,
    ...paying,
    submit,
    refuse,
    'tell-late': { by: ['clock'], effects: ['notify-operator', 'notify-supervisor'], basis: hypothesis },
    'prescribe': {
      by: ['clock'],
      to: 'prescribed',
      effects: ['notify-operator', 'notify-agents'],
      basis: 'Prescription quinquennale des créances publiques (hypothèse)',
    },
  },
};
