/** Planifié: day 1 is fixed, the operator invited; nothing opens before that day, and the clock opens it. */
import { subtractDays } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, valueOf, type Course, type Transition } from '../procedure.ts';
import { followers } from '../roles.ts';
import type { Words } from './contract.ts';
import { beginningOn, begun, follower, guide, resumed, suspending } from './rules.ts';

const answering = {
  by: followers,
  whose: follower,
  effects: ['notify-operator'],
  basis: hypothesis,
} as const satisfies Partial<Transition<Words>>;

export const planned: Course<Words> = {
  tasks: [
    {
      action: 'move-first-day',
      role: follower,
      due: delay('first-day-answer'),
      while: ({ proposedDays }) => proposedDays !== undefined,
    },
  ],
  deadlines: [
    {
      // A day that is nearer than the delay is told at once.
      act: 'invite',
      on: ({ data, parameters }) =>
        data.invited ? null : subtractDays(data.firstDayOn, valueOf(delay('invitation'), parameters)),
      at: 'start',
    },
    { act: 'open-review', on: ({ data }) => data.firstDayOn, at: 'start' },
  ],
  on: {
    ...suspending('planned'),
    'invite': {
      by: ['clock'],
      note: (data) => ({ ...data, invited: true }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'propose-first-day': {
      by: ['operator'],
      when: ({ invited }) => invited === true,
      note: (data, { days }) => ({ ...data, proposedDays: days }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'move-first-day': {
      ...answering,
      note: ({ proposedDays: _, ...data }, { firstDayOn }) => beginningOn(data, firstDayOn),
    },
    'keep-first-day': {
      ...answering,
      when: ({ proposedDays }) => proposedDays !== undefined,
      note: ({ proposedDays: _, ...data }) => data,
    },
    'open-review': {
      by: ['clock'],
      to: 'self-assessment',
      note: ({ proposedDays: _, ...data }, _facts, at) => begun(data, at),
      effects: ['notify-operator', 'notify-agents'],
      basis: guide,
    },
  },
};

/** A cessation: nothing runs, and nobody is asked anything. */
export const suspended: Course<Words> = {
  on: {
    resume: {
      by: ['procedure'],
      to: ({ resumeIn }) => resumeIn ?? 'planned',
      note: (data, _facts, at) => resumed(data, at),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};
