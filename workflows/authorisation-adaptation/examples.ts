/** Of each act, facts it may bring: enough of them to walk every path of the table, for its diagram. */
import type { Day } from '../../domain/calendar.ts';
import { measureKinds, requestKinds, type Action, type CaseData, type Facts, type Outcome } from './contract.ts';
import { isMeasure, isTemporary } from './rules.ts';

const on: Day = '2027-01-04';
const none = [{}];
const truths = [false, true];

type Examples = { readonly [A in Action]?: (data: CaseData) => readonly Facts[A][] };

export const openingFacts: {
  readonly submit: readonly Facts['submit'][];
  readonly 'open-measure': readonly Facts['open-measure'][];
} = {
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

/** Acts without facts are left out. */
export const exampleFacts: Examples = {
  'ask-complement': () => [{ items: [] }],
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
      ...(outcome === 'grant-with-conditions' ? { conditionsDueOn: on } : {}),
    })),
  'note-conditions-unmet': () => [{ conditionsDueOn: on }],
  'ask-extension': () => [{ untilOn: on }],
  'extend-period': () => [{ untilOn: on }],
  'confirm-return': () => [{ returnedOn: on }],
  'plan-hearing': () => [{ hearingOn: on }],
  'decide-appeal': () => [
    { outcome: 'upheld', effectiveOn: on },
    { outcome: 'dismissed', effectiveOn: on },
  ],
  'returned': () => [{ returnedOn: on }],
  'withdraw': () => none,
};

function outcomesOf(data: CaseData): Outcome[] {
  if (isMeasure(data.kind)) return ['take-measure', 'no-measure'];
  return ['grant', 'grant-with-conditions', data.afterRefusal ? 'confirm-refusal' : 'refuse'];
}
