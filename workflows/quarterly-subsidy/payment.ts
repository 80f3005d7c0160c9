/** Liquidation et contestation: what is paid and booked, and the lines that the operator contests for a while after the signature. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type DeadlineRow, type TaskRow, type Transition, type Transitions } from '../procedure.ts';
import { booked, contestEndsOn, isContested, isUncontested, withContest } from '../signed-sum.ts';
import type { CaseData, Words } from './contract.ts';

/** Its lines are gone through again. */
const calculatedAnew = (data: CaseData): CaseData => ({ ...data, revision: data.revision + 1 });

/** An advance is prepared once the quarter is over, and paid by the next file. */
export const paying: Transitions<Words> = {
  'pay-advance': {
    by: ['procedure'],
    note: (data, { cents }) => booked(data, cents),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
};

/** A file under way is executed whatever becomes of the calculation meanwhile; what is taken back counts below zero. */
export const booking: Transitions<Words> = {
  ...paying,
  pay: {
    by: ['procedure'],
    note: (data, { cents }) => booked(data, cents),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
};

const contested: TaskRow<Words> = {
  action: 'uphold-contest',
  role: 'subsidy-manager',
  due: delay('contest-answer'),
  while: isContested,
};

const contestEnds: DeadlineRow<Words> = { act: 'contest-ends', on: contestEndsOn };

const dismissContest: Transition<Words, 'dismiss-contest'> = {
  by: ['subsidy-manager'],
  when: isContested,
  note: (data, { line }) => withContest(data, line, 'dismissed'),
  effects: ['notify-operator'],
  basis: hypothesis,
};
/** After the signature, line by line, for a while. */
const contesting: Transitions<Words> = {
  'contest': {
    by: ['operator'],
    when: (data) => !data.contestOver,
    note: (data, { line }) => withContest(data, line, 'asked'),
    effects: ['notify-agents'],
    basis: hypothesis,
  },
  'uphold-contest': {
    by: ['subsidy-manager'],
    when: isContested,
    to: 'in-control',
    note: (data, { line }) => calculatedAnew(withContest(data, line, 'upheld')),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
  'dismiss-contest': dismissContest,
  'contest-ends': { by: ['clock'], note: (data) => ({ ...data, contestOver: true }), basis: hypothesis },
};
/** A corrected table of lump sums: what was signed is calculated anew, and signed again. */
export const revise: Transition<Words, 'revise'> = {
  by: ['procedure'],
  to: 'to-sign',
  note: (data, { calculation }) => calculatedAnew({ ...data, calculation }),
  effects: ['notify-agents'],
  basis: hypothesis,
};

export const toPay: Course<Words> = {
  tasks: [contested],
  deadlines: [contestEnds],
  on: {
    ...contesting,
    ...paying,
    revise,
    pay: {
      by: ['procedure'],
      to: (data) => (isUncontested(data) ? 'settled' : 'paid'),
      note: (data, { cents }) => booked(data, cents),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};

export const paid: Course<Words> = {
  tasks: [contested],
  deadlines: [contestEnds],
  on: {
    ...contesting,
    ...booking,
    revise,
    'dismiss-contest': {
      ...dismissContest,
      to: (data) => (isUncontested(data) ? 'settled' : 'paid'),
    },
    'contest-ends': {
      by: ['clock'],
      to: (data) => (isUncontested(data) ? 'settled' : 'paid'),
      note: (data) => ({ ...data, contestOver: true }),
      basis: hypothesis,
    },
  },
};

/** A table may still be corrected: the quarter is at rest, and not closed for ever. */
export const settled: Course<Words> = { on: { ...booking, revise } };
