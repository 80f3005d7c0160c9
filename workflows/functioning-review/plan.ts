/** Objectifs et plan d'action: drafted by the operator, read by ONE, at most so many rounds, and then it is decided by who has not asked for the changes; signed by both. */
import { dayOf } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Role, type Transition } from '../procedure.ts';
import { followers } from '../roles.ts';
import type { CaseData, Status, Words } from './contract.ts';
import { awaiting, begun, follower, lastDay, reminded, suspending } from './rules.ts';

const byOne = { by: followers, whose: follower, basis: hypothesis } as const;

export const submitPlan: Transition<Words, 'submit-plan'> = {
  by: ['operator'],
  to: 'plan-review',
  note: (data, { digest }, at) => ({ ...begun(data, at), digest }),
  effects: ['notify-agents'],
  basis: hypothesis,
};

export const planDrafting: Course<Words> = {
  tasks: [{ action: 'submit-plan', role: 'operator', dueOn: lastDay('plan') }],
  deadlines: reminded('plan', ['plan-reminder']),
  on: { ...suspending('plan-drafting'), ...awaiting('plan-drafting'), 'submit-plan': submitPlan },
};

export const planReview: Course<Words> = {
  tasks: [{ action: 'accept-plan', role: follower, due: delay('plan-review') }],
  on: {
    ...suspending('plan-review'),
    'accept-plan': {
      ...byOne,
      to: 'signing',
      note: (data, _facts, at) => begun(data, at),
      effects: ['notify-operator'],
    },
    // The last round refused: it is decided, by somebody who has not refused it.
    'ask-revision': {
      ...byOne,
      to: ({ roundsLeft }) => (roundsLeft > 0 ? 'plan-drafting' : 'arbitration'),
      note: (data, _facts, at) => begun({ ...data, roundsLeft: Math.max(0, data.roundsLeft - 1) }, at),
      effects: ['notify-operator', 'notify-agents'],
    },
  },
};

/**
 * Who decides is not who has asked for the changes: the coordinator for a childminder, whom the adviser follows; for a crèche, which the coordinator
 * follows, the head of her administration (hypothèse).
 */
export const arbiter = ({ home }: Pick<CaseData, 'home'>): Role => (home ? 'coordinator' : 'asr-manager');

export const arbitration: Course<Words> = {
  tasks: [{ action: 'arbitrate', role: arbiter, due: delay('arbitration') }],
  on: {
    ...suspending('arbitration'),
    arbitrate: {
      by: ['coordinator', 'asr-manager'],
      whose: arbiter,
      to: 'signing',
      note: (data, { digest }, at) => ({ ...begun(data, at), digest, arbitrated: true }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

const unsigned = ({ signedByOperator: _, ...data }: CaseData): CaseData => data;
/** What was decided is opened again by who decided it. */
const toReopen = ({ arbitrated }: CaseData): Status => (arbitrated ? 'arbitration' : 'plan-drafting');

export const signPlan: Transition<Words, 'sign-plan'> = {
  by: ['operator'],
  signed: true,
  note: (data) => ({ ...data, signedByOperator: true }),
  effects: ['letter-signature', 'notify-agents'],
  basis: hypothesis,
};
const toSign = ({ signedByOperator }: CaseData): boolean => !signedByOperator;
const toCountersign = ({ signedByOperator }: CaseData): boolean => signedByOperator === true;

export const turnInSigning = (data: CaseData): 'operator' | 'one' => (toSign(data) ? 'operator' : 'one');

export const signing: Course<Words> = {
  tasks: [
    { action: 'sign-plan', role: 'operator', dueOn: lastDay('signature'), while: toSign },
    { action: 'countersign-plan', role: follower, due: delay('countersignature'), while: toCountersign },
  ],
  deadlines: reminded('signature', ['signature-reminder'], toSign),
  on: {
    ...suspending('signing'),
    ...awaiting('signing'),
    'sign-plan': { ...signPlan, when: toSign },
    'countersign-plan': {
      ...byOne,
      signed: true,
      when: toCountersign,
      to: 'follow-up',
      note: (data, _facts, at) => ({ ...begun(data, at), signedOn: dayOf(at), followUp: 'waiting' }),
      effects: ['letter-synthesis', 'notify-operator'],
    },
    'ask-change': {
      by: ['operator'],
      to: toReopen,
      note: (data, _facts, at) => begun(unsigned(data), at),
      effects: ['notify-agents'],
      basis: hypothesis,
    },
    'reopen-plan': {
      ...byOne,
      to: toReopen,
      note: (data, _facts, at) => begun(unsigned(data), at),
      effects: ['notify-operator'],
    },
  },
};
