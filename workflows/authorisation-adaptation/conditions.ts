/** Conditions of a decision: the operator says that they are met, one by one, and ONE verifies. */
import type { Day } from '../../domain/calendar.ts';
import { areMet, declared, hasOpen, nextOpenOn, overdue, toCheckOn, toDeclare, verified } from '../conditions.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Moment, type Transitions } from '../procedure.ts';
import type { CaseData, Words } from './contract.ts';
import { posted, posting, postingTasks } from './registered-post.ts';
import { isTemporary } from './rules.ts';

/** What an operator says of the conditions of a decision, one by one, before or after it takes effect. */
export const declaringConditions: Transitions<Words> = {
  'declare-conditions': {
    by: ['operator'],
    when: ({ conditions }) => toDeclare(conditions),
    note: (data, { done }, at) => ({ ...data, conditions: declared(data.conditions, done, at) }),
    effects: ['notify-agents'],
    signed: true,
    basis: hypothesis,
  },
};

export const conditionsToMeet: Course<Words> = {
  tasks: [
    {
      action: 'declare-conditions',
      role: 'operator',
      dueOn: nextConditionOn,
      while: (data) => nextConditionOn({ data }) !== null,
    },
    { action: 'confirm-conditions', role: 'referent', dueOn: conditionsToCheckOn },
    ...postingTasks,
  ],
  deadlines: [
    { act: 'conditions-overdue', on: nextConditionOn },
    { act: 'remind-conditions', on: nextConditionOn, daysBefore: delay('conditions-reminder') },
  ],
  on: {
    ...posting,
    ...declaringConditions,
    'remind-conditions': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    // Nobody has said that it is done: the agent looks, and nothing is taken for unmet by the clock.
    'conditions-overdue': {
      by: ['clock'],
      note: (data, _, at) => ({ ...data, conditions: overdue(data.conditions, at) }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    // One by one: met, or not yet and until when. The case goes on when all are.
    'confirm-conditions': {
      by: ['referent'],
      note: (data, facts) => ({ ...data, conditions: verified(data.conditions, facts) }),
      to: (data) => (allMet(data) ? afterConditions(data) : 'conditions-follow-up'),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
    'note-conditions-unmet': {
      by: ['referent'],
      note: (data, { conditionsDueOn, ...facts }, at) => ({
        ...data,
        conditionsDueOn,
        conditions: data.conditions?.map((condition) =>
          condition.state === 'met' ? condition : { ...condition, state: 'open', dueOn: conditionsDueOn },
        ),
        ...posted(facts, 'referent', at),
      }),
      effects: ['letter-conditions', 'notify-operator'],
      basis: 'M.B. 28.07.2004, art. 58: mise en demeure',
    },
    // Back before the conditions of a temporary period were looked at.
    'returned': {
      by: ['procedure'],
      when: (data) => isTemporary(data.kind),
      to: 'closed',
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};

export function afterConditions(data: CaseData): Words['status'] {
  return isTemporary(data.kind) ? 'period-running' : 'closed';
}

function nextConditionOn({ data }: { data: CaseData }): Day | null {
  return nextOpenOn(data.conditions);
}
/** Until when ONE looks at the conditions: soon after one is said to be done, else on their day. */
function conditionsToCheckOn({ data, parameters }: Moment<CaseData>): Day | null {
  return toCheckOn(data.conditions, parameters) ?? data.conditionsDueOn ?? null;
}
export const hasOpenCondition = ({ conditions }: CaseData): boolean => hasOpen(conditions);
export const allMet = ({ conditions }: CaseData): boolean => areMet(conditions);
