/** Facts that tests walk the table with. */
import type { Process } from '../procedure.ts';
import type { Words } from './contract.ts';

const slot = { on: '2027-09-14', from: '10:00' };
const sealed = { digest: 'ab'.repeat(32), questionnaire: '2026', criteria: 64 };
const plan = { digest: 'b1', objectives: 2, actions: 3 };
const slots = [slot, { on: '2027-09-16', from: '14:00' }];

export const examples: Process<Words>['examples'] = {
  parameters: { rounds: { value: 3, unit: 'count' }, cycle: { value: 5, unit: 'years' } },
  openings: {
    plan: [true, false].map((home) => ({ kind: 'review' as const, home, firstDayOn: '2027-04-12' })),
  },
  facts: {
    'send-self-assessment': () => [sealed],
    'send-ratings': () => [sealed],
    'propose-first-day': () => [{ days: ['2027-04-19', '2027-04-26'] }],
    'move-first-day': () => [{ firstDayOn: '2027-05-03' }],
    'extend': () => [{ untilOn: '2027-12-01' }],
    'propose-meeting': () => [{ slots }],
    'suggest-meeting': () => [{ slots }],
    'choose-meeting': () => [slot],
    'confirm-meeting': () => [slot],
    'record-minutes': () => [{ heldOn: slot.on }],
    'submit-plan': () => [plan],
    'arbitrate': () => [plan],
    'sign-plan': () => [{ digest: plan.digest }],
    'countersign-plan': () => [{ digest: plan.digest }],
    'send-follow-up': ({ followUps }) => [{ year: followUps + 1, actions: 3, done: 1, givenUp: 0 }],
    'suspend': () => [{ returnOn: '2027-11-01' }],
  },
};
