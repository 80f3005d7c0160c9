/** Facts that tests walk the table with. */
import type { Process } from '../procedure.ts';
import { refusalMotives, type Words } from './contract.ts';

const digest = 'ab'.repeat(32);
const calculation = { scale: '2027-1.private.1', declared: 77_702_47, retained: 71_286_59, advance: 59_000_00, digest };

export const examples: Process<Words>['examples'] = {
  parameters: { submission: { value: 3, unit: 'months' } },
  openings: { 'open-quarter': [{ quarter: '2027-1' }] },
  facts: {
    'propose': () => [
      { changed: 0, calculation: null },
      { changed: 1, calculation },
    ],
    'grant-derogation': () => [{ until: '2027-07-31' }],
    'calculate': () => [{ calculation }],
    'revise': () => [{ calculation }],
    'contest': () => [{ line: 'fees', cents: 7_680 }],
    'uphold-contest': () => [{ line: 'fees' }],
    'dismiss-contest': () => [{ line: 'fees' }],
    'pay': () => [
      { cents: 100_00, payment: '1' },
      { cents: -8_50, payment: '2' },
    ],
    'pay-advance': () => [{ cents: 50_00, payment: '1' }],
    'refuse': () => refusalMotives.map((motive) => ({ motive })),
    'send-attendance': () => [{ month: '2027-01', digest, children: 28, days: 400, halfDays: 30 }],
    'reopen-attendance': () => [{ month: '2027-01' }],
    'sign-consultations': () => [{ month: '2027-01', digest, consultations: 3, cents: 26_856 }],
    'reopen-consultations': () => [{ month: '2027-01' }],
    'submit': () => [{ digest, declared: 77_702_47 }],
    'answer-correction': () => [{ digest, declared: 77_702_47 }],
    'ask-correction': () => [{ corrections: ['staff', 'attendance-2027-01'] }],
  },
};
