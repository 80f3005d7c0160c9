/** Conditions of a decision: the operator says that they are met, one by one, and ONE verifies. */
import { addWorkingDays, dayOf, type Day } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, parameterOf, type Course, type Moment, type Transitions } from '../procedure.ts';
import type { CaseData, Words } from './contract.ts';
import { posted, posting, postingTasks } from './registered-post.ts';
import { isTemporary } from './rules.ts';

/** What an operator says of the conditions of a decision, one by one, before or after it takes effect. */
export const declaringConditions: Transitions<Words> = {
  'declare-conditions': {
    by: ['operator'],
    when: (data) => data.conditions?.some(({ state }) => state === 'open' || state === 'overdue') ?? false,
    note: (data, { done }, at) => ({
      ...data,
      conditions: data.conditions?.map((condition) =>
        done.includes(condition.id) && condition.state !== 'met'
          ? { ...condition, state: 'said-done', saidOn: dayOf(at) }
          : condition,
      ),
    }),
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
      note: (data, _, at) => ({
        ...data,
        conditions: data.conditions?.map((condition) =>
          condition.state === 'open' && condition.dueOn < dayOf(at) ? { ...condition, state: 'overdue' } : condition,
        ),
      }),
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

/** Without a word on any of them, all are met. */
function verified(
  conditions: CaseData['conditions'],
  { met, unmet = [] }: Words['facts']['confirm-conditions'],
): CaseData['conditions'] {
  return conditions?.map((condition) => {
    if (!met || met.includes(condition.id)) return { ...condition, state: 'met' };
    const later = unmet.find(({ id }) => id === condition.id);
    return later ? { ...condition, state: 'open', dueOn: later.dueOn } : condition;
  });
}

export function afterConditions(data: CaseData): Words['status'] {
  return isTemporary(data.kind) ? 'period-running' : 'closed';
}

/** The nearest day of a condition that nobody has said to be done. */
function nextConditionOn({ data }: { data: CaseData }): Day | null {
  const open = data.conditions?.filter(({ state }) => state === 'open');
  return open?.map(({ dueOn }) => dueOn).sort()[0] ?? null;
}
/** Until when ONE looks at the conditions: soon after one is said to be done, else on their day. */
function conditionsToCheckOn({ data, parameters }: Moment<CaseData>): Day | null {
  const said = data.conditions
    ?.flatMap(({ state, saidOn }) => (state === 'said-done' && saidOn ? [saidOn] : []))
    .sort()[0];
  return said
    ? addWorkingDays(said, parameterOf('conditions-check', parameters).value)
    : (data.conditionsDueOn ?? null);
}
export const hasOpenCondition = ({ conditions }: CaseData): boolean =>
  conditions?.some(({ state }) => state === 'open') ?? false;
/** All met; without a list of them, whoever confirms confirms all. */
export const allMet = ({ conditions }: CaseData): boolean => conditions?.every(({ state }) => state === 'met') ?? true;
