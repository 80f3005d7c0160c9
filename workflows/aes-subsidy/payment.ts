/** Liquidation et contestation: what is paid, and the lines that the operator contests for a while after the signature. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type DeadlineRow, type TaskRow, type Transition, type Transitions } from '../procedure.ts';
import { booked, contestEndsOn, isContested, isUncontested, withContest } from '../signed-sum.ts';
import type { CaseData, Status, Words } from './contract.ts';
import { booking } from './control.ts';
import { restToSend, send } from './sending.ts';
import { hasRest, isToControl, restIsClosable } from './rules.ts';

const contested: TaskRow<Words> = {
  action: 'uphold-contest',
  role: 'aes-manager',
  due: delay('contest-answer'),
  while: isContested,
};
const contestEnds: DeadlineRow<Words> = { act: 'contest-ends', on: contestEndsOn };

const dismissContest: Transition<Words, 'dismiss-contest'> = {
  by: ['aes-manager'],
  when: isContested,
  note: (data, { line }) => withContest(data, line, 'dismissed'),
  effects: ['notify-operator'],
  basis: hypothesis,
};
const contesting: Transitions<Words> = {
  'contest': {
    by: ['operator'],
    when: (data) => !data.contestOver,
    note: (data, { line }) => withContest(data, line, 'asked'),
    effects: ['notify-agents'],
    basis: hypothesis,
  },
  'uphold-contest': {
    by: ['aes-manager'],
    when: isContested,
    to: 'in-control',
    note: (data, { line }) => withContest(data, line, 'upheld'),
    effects: ['notify-operator'],
    basis: hypothesis,
  },
  'dismiss-contest': dismissContest,
  'contest-ends': { by: ['clock'], note: (data) => ({ ...data, contestOver: true }), basis: hypothesis },
};

/** Paid: what was sent meanwhile is controlled, what is left is waited for, and then nothing is expected any more. */
const afterPayment = (data: CaseData): Status =>
  isToControl(data) ? 'in-control' : isUncontested(data) && !hasRest(data) ? 'settled' : 'paid';

export const toPay: Course<Words> = {
  tasks: [contested, restToSend.task],
  deadlines: [contestEnds, ...restToSend.deadlines],
  on: {
    ...restToSend.on,
    ...contesting,
    pay: {
      by: ['procedure'],
      // What is taken back from one place pays no other.
      to: (data, { cents }) => (cents > 0 ? afterPayment(data) : 'to-pay'),
      note: (data, { cents }) => booked(data, cents),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};

/** At rest, and not closed for ever: another place is paid, or gives back, when its turn comes. */
export const settled: Course<Words> = { on: booking };

/** Nobody sends the rest any more: ONE closes it, in its own time. */
const toCloseRest = (data: CaseData): boolean => restIsClosable(data) && isUncontested(data);

export const isWithOne = (data: CaseData): boolean => isContested(data) || toCloseRest(data);

export const paid: Course<Words> = {
  tasks: [
    contested,
    { action: 'close-rest', role: 'aes-manager', due: delay('closing'), while: toCloseRest },
    restToSend.task,
  ],
  deadlines: [contestEnds, ...restToSend.deadlines],
  on: {
    ...restToSend.on,
    ...contesting,
    ...booking,
    send,
    'dismiss-contest': { ...dismissContest, to: afterPayment },
    'contest-ends': {
      by: ['clock'],
      to: afterPayment,
      note: (data) => ({ ...data, contestOver: true }),
      basis: hypothesis,
    },
    'close-rest': {
      by: ['aes-manager'],
      when: restIsClosable,
      to: afterPayment,
      note: (data) => ({ ...data, left: 0 }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};
