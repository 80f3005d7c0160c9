/** Période temporaire: a move or a cessation with a planned end, which the operator must come back from. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course } from '../procedure.ts';
import type { Words } from './contract.ts';

export const periodRunning: Course<Words> = {
  tasks: [
    {
      action: 'grant-extension',
      role: 'referent',
      due: delay('extension'),
      while: (data) => data.extension !== undefined,
    },
  ],
  deadlines: [
    { act: 'period-overrun', on: ({ data }) => data.plannedEndOn },
    { act: 'remind-return', on: ({ data }) => data.plannedEndOn, daysBefore: delay('return-first-reminder') },
    { act: 'remind-return', on: ({ data }) => data.plannedEndOn, daysBefore: delay('return-second-reminder') },
  ],
  on: {
    'remind-return': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'ask-extension': {
      by: ['operator'],
      note: (data, facts) => ({ ...data, extension: facts }),
      when: (data) => !data.extension,
      effects: ['notify-agents'],
      signed: true,
      basis: hypothesis,
    },
    'grant-extension': {
      by: ['referent'],
      when: (data) => data.extension !== undefined,
      note: ({ extension, ...data }) => ({ ...data, plannedEndOn: extension?.untilOn }),
      effects: ['prolong-period', 'letter-extension', 'notify-operator'],
      signed: true,
      basis: hypothesis,
    },
    'refuse-extension': {
      by: ['referent'],
      when: (data) => data.extension !== undefined,
      note: ({ extension: _, ...data }) => data,
      effects: ['letter-extension', 'notify-operator'],
      signed: true,
      basis: hypothesis,
    },
    'returned': { by: ['procedure'], to: 'closed', effects: ['notify-operator'], basis: hypothesis },
    'period-overrun': {
      by: ['clock'],
      to: 'return-overdue',
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

export const returnOverdue: Course<Words> = {
  tasks: [{ action: 'confirm-return', role: 'referent', due: delay('return-overdue') }],
  on: {
    'confirm-return': {
      by: ['referent'],
      to: 'closed',
      effects: ['end-period', 'resume-review', 'notify-operator'],
      signed: true,
      basis: hypothesis,
    },
    'extend-period': {
      by: ['referent'],
      to: 'period-running',
      note: ({ extension: _, ...data }, facts) => ({ ...data, plannedEndOn: facts.untilOn }),
      effects: ['prolong-period', 'letter-extension', 'notify-operator'],
      signed: true,
      basis: hypothesis,
    },
    'returned': { by: ['procedure'], to: 'closed', effects: ['notify-operator'], basis: hypothesis },
  },
};
