/** Liquidation et contestation: what is paid, and the lines that the operator contests for a while after the signature. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Transitions } from '../procedure.ts';
import { booked, isContested, isUncontested } from '../signed-sum.ts';
import { contested, contestEnds, contesting, dismissContest, upholdToControl } from './contesting.ts';
import type { CaseData, Status, Words } from './contract.ts';
import { booking } from './control.ts';
import { restToSend, send } from './sending.ts';
import { hasRest, isToControl, restIsClosable } from './rules.ts';

const moving: Transitions<Words> = { ...contesting, 'uphold-contest': upholdToControl };

/** Paid: what was sent meanwhile is controlled, what is left is waited for, and then nothing is expected any more. */
const afterPayment = (data: CaseData): Status =>
  isToControl(data) ? 'in-control' : isUncontested(data) && !hasRest(data) ? 'settled' : 'paid';

export const toPay: Course<Words> = {
  tasks: [contested, restToSend.task],
  deadlines: [contestEnds, ...restToSend.deadlines],
  on: {
    ...restToSend.on,
    ...moving,
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
    ...moving,
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
      // A line that is contested still may lead to a new control, which counts anew what is left.
      when: toCloseRest,
      to: afterPayment,
      note: (data) => ({ ...data, left: 0 }),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};
