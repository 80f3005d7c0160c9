/** Présences et consultations, mois par mois: sent by the operator, and reopened by ONE for a reason, as long as the request is with the operator. */
import { addDays } from '../../domain/calendar.ts';
import { lastDayOf, lastDayOfMonth, monthsOf } from '../../domain/quarter.ts';
import { delay, valueOf, type DeadlineRow, type TaskRow, type Transitions } from '../procedure.ts';
import type { Months, Words } from './contract.ts';
import { guide, isAttendanceSent } from './rules.ts';

export const monthsToSend: TaskRow<Words> = {
  action: 'send-attendance',
  role: 'operator',
  dueOn: ({ data }) => lastDayOf(data.quarter),
  while: (data) => !isAttendanceSent(data),
};
/** A month that is over and not sent. */
export const remindMonth = (index: 0 | 1 | 2): DeadlineRow<Words> => ({
  act: 'remind-month',
  on: ({ data, parameters }) => {
    const month = monthsOf(data.quarter)[index];
    if (data.attendance[month]) return null;
    return addDays(lastDayOfMonth(month), valueOf(delay('month-reminder'), parameters));
  },
  reminds: true,
});

export const declaring: Transitions<Words> = {
  'send-attendance': {
    by: ['operator'],
    note: (data, { month, digest }) => ({ ...data, attendance: { ...data.attendance, [month]: { digest } } }),
    basis: guide,
  },
  'reopen-attendance': {
    by: ['subsidy-manager'],
    note: (data, { month }) => ({ ...data, attendance: reopened(data.attendance, month) }),
    effects: ['notify-operator'],
    basis: guide,
  },
  'sign-consultations': {
    by: ['operator'],
    signed: true,
    note: (data, { month, digest }) => ({ ...data, consultations: { ...data.consultations, [month]: { digest } } }),
    basis: guide,
  },
  'reopen-consultations': {
    by: ['subsidy-manager'],
    note: (data, { month }) => ({ ...data, consultations: reopened(data.consultations, month) }),
    effects: ['notify-operator'],
    basis: guide,
  },
};

function reopened(months: Months, month: string): Months {
  const sent = months[month];
  return sent ? { ...months, [month]: { ...sent, reopened: true } } : months;
}
