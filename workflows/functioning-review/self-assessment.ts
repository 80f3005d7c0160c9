/** Auto-évaluation and ONE's own ratings on the same criteria; and what becomes of a stage that the operator leaves undone. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type TaskRow, type Transition, type Transitions } from '../procedure.ts';
import { followers } from '../roles.ts';
import { dayOf } from '../../domain/calendar.ts';
import type { Words } from './contract.ts';
import { after, awaiting, begun, follower, guide, lastDay, reminded, suspending } from './rules.ts';
import { signPlan, submitPlan } from './plan.ts';

const sendSelfAssessment: Transition<Words, 'send-self-assessment'> = {
  by: ['operator'],
  to: 'one-ratings',
  note: (data, _facts, at) => begun(data, at),
  effects: ['notify-agents', 'notify-operator'],
  basis: guide,
};

export const selfAssessment: Course<Words> = {
  tasks: [{ action: 'send-self-assessment', role: 'operator', dueOn: lastDay('self-assessment') }],
  deadlines: reminded('self-assessment', ['self-assessment-reminder-1', 'self-assessment-reminder-2']),
  on: {
    ...suspending('self-assessment'),
    ...awaiting('self-assessment'),
    'send-self-assessment': sendSelfAssessment,
  },
};

/** The opinion is asked with the ratings; the rest does not wait for it. */
export const healthOpinionAsked: TaskRow<Words> = {
  action: 'give-health-opinion',
  role: 'health-referent',
  due: delay('health-opinion'),
  while: ({ healthOpinion }) => healthOpinion === 'asked',
};
export const givingHealthOpinion: Transitions<Words> = {
  'give-health-opinion': {
    by: ['health-referent'],
    when: ({ healthOpinion }) => healthOpinion === 'asked',
    note: (data) => ({ ...data, healthOpinion: 'given' }),
    effects: ['notify-agents'],
    basis: hypothesis,
  },
};

export const oneRatings: Course<Words> = {
  tasks: [{ action: 'send-ratings', role: follower, due: delay('ratings') }, healthOpinionAsked],
  on: {
    ...suspending('one-ratings'),
    ...givingHealthOpinion,
    'send-ratings': {
      by: followers,
      whose: follower,
      to: 'meeting',
      note: (data, _facts, at) => begun(data, at),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};

/** ONE gives more time, or tells who keeps the file of the authorisation; the operator may still send what is missing. */
export const inDefault: Course<Words> = {
  tasks: [
    {
      action: 'extend',
      role: follower,
      dueOn: ({ data, parameters }) =>
        data.report
          ? after(data.report.on, 'after-report', parameters)
          : after(data.since, 'default-answer', parameters),
    },
    {
      action: 'take-up-report',
      role: 'referent',
      due: delay('report'),
      while: ({ report }) => report?.state === 'sent',
    },
  ],
  on: {
    ...suspending('in-default'),
    'extend': {
      by: followers,
      whose: follower,
      to: ({ defaultIn }) => defaultIn ?? 'self-assessment',
      note: (data, { untilOn }, at) => ({ ...begun(data, at), extendedTo: untilOn }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'report-to-file': {
      by: followers,
      whose: follower,
      when: ({ report }) => report === undefined,
      note: (data, _facts, at) => ({ ...data, report: { on: dayOf(at), state: 'sent' } }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    // What becomes of it is a formal notice, in the file of the authorisation and by another person; or nothing.
    'take-up-report': {
      by: ['referent'],
      when: ({ report }) => report?.state === 'sent',
      note: ({ report, ...data }) => ({ ...data, ...(report ? { report: { ...report, state: 'taken-up' } } : {}) }),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'send-self-assessment': {
      ...sendSelfAssessment,
      when: ({ defaultIn }) => defaultIn === 'self-assessment',
    },
    'submit-plan': { ...submitPlan, when: ({ defaultIn }) => defaultIn === 'plan-drafting' },
    'sign-plan': {
      ...signPlan,
      to: 'signing',
      when: ({ defaultIn }) => defaultIn === 'signing',
      note: (data, _facts, at) => ({ ...begun(data, at), signedByOperator: true }),
    },
  },
};
