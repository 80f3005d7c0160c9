/** Lines of what was signed are contested for a while, and answered, wherever the case has gone meanwhile: a rest that is controlled holds no contest up. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type DeadlineRow, type TaskRow, type Transition, type Transitions } from '../procedure.ts';
import { contestEndsOn, isContested, withContest } from '../signed-sum.ts';
import type { Words } from './contract.ts';

export const contested: TaskRow<Words> = {
  action: 'uphold-contest',
  role: 'aes-manager',
  due: delay('contest-answer'),
  while: isContested,
};
export const contestEnds: DeadlineRow<Words> = { act: 'contest-ends', on: contestEndsOn };

const upholdContest: Transition<Words, 'uphold-contest'> = {
  by: ['aes-manager'],
  when: isContested,
  note: (data, { line }) => withContest(data, line, 'upheld'),
  effects: ['notify-operator'],
  basis: hypothesis,
};
/** Where no control is under way, the case goes back to it. */
export const upholdToControl: Transition<Words, 'uphold-contest'> = { ...upholdContest, to: 'in-control' };
export const dismissContest: Transition<Words, 'dismiss-contest'> = {
  by: ['aes-manager'],
  when: isContested,
  note: (data, { line }) => withContest(data, line, 'dismissed'),
  effects: ['notify-operator'],
  basis: hypothesis,
};
export const contesting: Transitions<Words> = {
  'contest': {
    by: ['operator'],
    when: ({ signedOn, contestOver }) => signedOn !== undefined && !contestOver,
    note: (data, { line }) => withContest(data, line, 'asked'),
    effects: ['notify-agents'],
    basis: hypothesis,
  },
  // Where a control is under way, or comes next, it goes on with the line.
  'uphold-contest': upholdContest,
  'dismiss-contest': dismissContest,
  'contest-ends': { by: ['clock'], note: (data) => ({ ...data, contestOver: true }), basis: hypothesis },
};
