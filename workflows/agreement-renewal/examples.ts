/** Of each act, facts it may bring: enough of them to walk every path of the table. */
import type { Process } from '../procedure.ts';
import type { Words } from './contract.ts';

const digest = 'ab'.repeat(32);
const agreementId = '00000000-0000-4000-8000-000000000001';
const on = '2027-09-01';

export const examples: Process<Words>['examples'] = {
  parameters: { 'submission': { value: 4, unit: 'months' }, 'submission-least': { value: 60, unit: 'days' } },
  openings: {
    'open-renewal': [{ agreementId, endsOn: '2028-06-30' }],
    'open-request': [{ kind: 'first' }, { kind: 'places', agreementId, endsOn: '2028-06-30' }],
  },
  facts: {
    'submit': () => [{ digest }],
    'give-complement': () => [{ digest }],
    'ask-complement': () => [{ sections: ['project'] }],
    'examine': () => [{ met: 7, unmet: 1 }],
    'put-on-agenda': () => [{ sessionOn: on }],
    // What is proposed to the commission, and what it says, leads nowhere else: one of each, or the walk would not end.
    'give-report': () => [{ outcome: 'renew' }],
    'note-commission-opinion': () => [{ opinion: 'renew', sessionOn: on }],
    'propose-decision': () => [
      { outcome: 'renew', effectiveOn: on, untilOn: '2032-08-31' },
      {
        outcome: 'renew-under-conditions',
        effectiveOn: on,
        untilOn: '2032-08-31',
        conditions: [{ id: '1', dueOn: '2028-01-31' }],
      },
      { outcome: 'refuse', effectiveOn: on, grounds: ['project'] },
    ],
    'declare-conditions': () => [{ done: ['1'] }],
    'confirm-conditions': () => [
      { met: ['1'], unmet: [] },
      { met: [], unmet: [{ id: '1', dueOn: '2028-06-30' }] },
    ],
    'decide-appeal': () => [{ outcome: 'upheld', effectiveOn: on, untilOn: '2032-08-31' }, { outcome: 'dismissed' }],
  },
};
