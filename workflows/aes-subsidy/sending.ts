/** Envoi: from the first day of the quarter to the places that are sent, in one sending or several, in time or late. */
import { lastDayOfQuarter, monthsOfQuarter } from '../../domain/after-school/budget-year.ts';
import { addDays } from '../../domain/calendar.ts';
import { lastDayOfMonth } from '../../domain/quarter.ts';
import { hypothesis } from '../kit-acts.ts';
import {
  delay,
  valueOf,
  type Course,
  type DeadlineRow,
  type TaskRow,
  type Transition,
  type Transitions,
} from '../procedure.ts';
import type { Words } from './contract.ts';
import { hasRest, tutorial, untilLastDay, withSent } from './rules.ts';

/** A month that is over, while the quarter runs: what stands in it is said as the mail leaves. */
const remindMonth = (index: 0 | 1): DeadlineRow<Words> => ({
  act: 'remind-month',
  on: ({ data, parameters }) =>
    addDays(lastDayOfMonth(monthsOfQuarter(data.quarter)[index]), valueOf(delay('month-reminder'), parameters)),
  reminds: true,
});

export const running: Course<Words> = {
  deadlines: [
    remindMonth(0),
    remindMonth(1),
    { act: 'quarter-ends', on: ({ data }) => lastDayOfQuarter(data.quarter) },
  ],
  on: {
    'remind-month': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'quarter-ends': { by: ['clock'], to: 'to-send', effects: ['notify-operator'], basis: tutorial },
  },
};

/** One place, several or all of them: « le ou les lieux d'accueil ». The document asks for no sign-in; a strong one is taken (hypothèse). */
export const send: Transition<Words, 'send'> = {
  by: ['operator'],
  signed: true,
  when: hasRest,
  to: 'in-control',
  note: withSent,
  effects: ['letter-receipt', 'notify-agents', 'notify-operator'],
  basis: tutorial,
};
const { to: _, ...sendAlong } = send;

const theRest: TaskRow<Words> = {
  action: 'send',
  role: 'operator',
  dueOn: ({ data }) => (data.overdue ? null : data.lastDay),
  while: hasRest,
};
/** What every status adds in which a part was sent: the rest may be, is reminded of, and is late one day. */
export const restToSend: { task: TaskRow<Words>; deadlines: readonly DeadlineRow<Words>[]; on: Transitions<Words> } = {
  task: theRest,
  deadlines: untilLastDay,
  on: {
    // Where a control is under way it goes on; what is sent now is controlled after it.
    'send': sendAlong,
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'last-day-ends': {
      by: ['clock'],
      note: (data) => ({ ...data, overdue: true }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

export const toSend: Course<Words> = {
  tasks: [theRest],
  deadlines: untilLastDay,
  on: {
    send,
    'remind': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'last-day-ends': {
      by: ['clock'],
      to: 'late',
      note: (data) => ({ ...data, overdue: true }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

/** Nothing is refused by the calendar: it may be sent still, and a person decides. */
export const late: Course<Words> = {
  tasks: [theRest],
  deadlines: [
    { act: 'tell-late', after: delay('late') },
    { act: 'propose-closing', after: delay('forgotten') },
  ],
  on: {
    send,
    'tell-late': { by: ['clock'], effects: ['notify-operator', 'notify-supervisor'], basis: hypothesis },
    'propose-closing': {
      by: ['clock'],
      to: 'to-close',
      effects: ['notify-agents', 'notify-operator'],
      basis: hypothesis,
    },
  },
};

/** Nothing was sent for very long: a person closes it, or leaves it open once more. */
export const toClose: Course<Words> = {
  tasks: [{ action: 'close', role: 'aes-manager', due: delay('closing') }],
  on: {
    send,
    'close': { by: ['aes-manager'], to: 'not-requested', effects: ['notify-operator'], basis: hypothesis },
    'keep-open': { by: ['aes-manager'], to: 'late', effects: ['notify-operator'], basis: hypothesis },
  },
};
