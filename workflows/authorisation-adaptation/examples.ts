/** Of each act, facts it may bring: enough of them to walk every path of the table, for its diagram. */
import type { Day } from '../../domain/calendar.ts';
import type { Process } from '../procedure.ts';
import { measureKinds, requestKinds, type CaseData, type Outcome, type Words } from './contract.ts';

import { goesByPost } from './registered-post.ts';
import { isMeasure, isTemporary } from './rules.ts';

type Examples = NonNullable<Process<Words>['examples']>;

const on: Day = '2027-01-04';
const none = [{}];
const truths = [false, true];

const openings: Examples['openings'] = {
  // With or without health opinion and visit: the place and the capacity only shorten a path that another request takes whole.
  'submit': requestKinds.flatMap((kind) =>
    (kind === 'capacity-change' ? truths : [false]).map((moreCapacity) => ({
      kind,
      home: false,
      moreCapacity,
      wishedOn: on,
      ...(isTemporary(kind) ? { plannedEndOn: on } : {}),
    })),
  ),
  'open-measure': measureKinds.map((kind) => ({ kind, home: false, effectiveOn: on })),
};

const facts: Examples['facts'] = {
  'ask-complement': () => [{ items: [] }],
  'give-complement': () => [{}],
  'give-remedy': () => [{}],
  'acknowledge': () => [{ effectiveOn: on }],
  'propose-visit': () => [{ days: [on] }],
  'choose-visit-date': () => [{ visitOn: on }],
  'plan-visit': () => [{ visitOn: on }],
  'report-visit': () => [{ visitedOn: on }],
  'give-opinion': () => [{ opinion: 'favourable' }],
  'give-health-opinion': () => [{ opinion: 'favourable' }],
  'propose-decision': (data) =>
    outcomesOf(data).map((outcome) => ({
      outcome,
      effectiveOn: on,
      ...(outcome === 'grant-with-conditions' ? { conditionsDueOn: on, conditions: [{ id: '1', dueOn: on }] } : {}),
    })),
  'sign-decision': ({ kind, proposal }) => (goesByPost(kind, proposal?.outcome) ? [{ registered: true }] : none),
  'declare-conditions': () => [{ done: ['1'] }],
  'confirm-conditions': () => [{ met: ['1'] }],
  'note-conditions-unmet': () => [{ conditionsDueOn: on }],
  'ask-extension': () => [{ untilOn: on }],
  'extend-period': () => [{ untilOn: on }],
  'confirm-return': () => [{ returnedOn: on }],
  'plan-hearing': () => [{ hearingOn: on }],
  'decide-appeal': () => [
    { outcome: 'upheld', effectiveOn: on, registered: true },
    { outcome: 'dismissed', effectiveOn: on, registered: true },
  ],
  'send-registered': () => [{ sentOn: on }],
  'note-reception': () => [{ receivedOn: on }],
  'returned': () => [{ returnedOn: on }],
  'withdraw': () => none,
};

export const examples: Examples = { openings, facts };

function outcomesOf(data: CaseData): Outcome[] {
  if (isMeasure(data.kind)) return ['take-measure', 'no-measure'];
  return ['grant', 'grant-with-conditions', data.afterRefusal ? 'confirm-refusal' : 'refuse'];
}
