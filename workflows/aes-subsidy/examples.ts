/** Facts that tests walk the table with. */
import type { Process } from '../procedure.ts';
import { refusalMotives, type CaseData, type SentFacts, type Words } from './contract.ts';
import { lateToDecide } from './rules.ts';

const digest = 'ab'.repeat(32);
const calculation = { scale: '2026-10-01', declared: 6_412_80, retained: 6_000_00, digest };
const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;

/** A first place, then the other. */
const sending = ({ sent }: CaseData): SentFacts[] =>
  sent[one]
    ? [{ places: { [other]: digest }, left: 0, children: 702 }]
    : [
        { places: { [one]: digest }, left: 1, children: 1284 },
        { places: { [one]: digest, [other]: digest }, left: 0, children: 1986 },
      ];

export const examples: Process<Words>['examples'] = {
  parameters: { submission: { value: 2, unit: 'months' } },
  openings: { 'open-quarter': [{ quarter: '2027-01' }] },
  // What is sent once the last day is over comes late.
  at: ({ overdue }) => (overdue ? Date.UTC(2027, 5, 10) : 0),
  facts: {
    'send': sending,
    'answer-correction': ({ left }) => [{ places: { [one]: digest }, left: left ?? 0, children: 1280 }],
    'accept-late': (data) => [{ places: lateToDecide(data) }],
    'refuse-late': (data) => [{ places: lateToDecide(data) }],
    'ask-correction': () => [{ corrections: [`${one}.2027-01`] }],
    'propose': () => [
      { changed: 0, calculation },
      { changed: 1, calculation: { ...calculation, retained: 0 } },
    ],
    'refuse': () => refusalMotives.map((motive) => ({ motive })),
    'pay': ({ calculation: of, paid }) => [{ cents: (of?.retained ?? 0) - paid, payment: '1' }],
    'contest': () => [{ line: `${one}.2027-01`, cents: 412_80 }],
    'uphold-contest': () => [{ line: `${one}.2027-01` }],
    'dismiss-contest': () => [{ line: `${one}.2027-01` }],
  },
};
