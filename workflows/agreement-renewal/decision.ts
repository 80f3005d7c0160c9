/** Décision: proposed by the référente, signed by the direction; what takes effect on its day, and the conditions that are followed. */
import { dayOf } from '../../domain/calendar.ts';
import { areMet, declared, nextOpenOn, overdue, toCheckOn, toDeclare, verified } from '../conditions.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type EffectOf, type Transitions } from '../procedure.ts';
import type { CaseData, Decision, Words } from './contract.ts';
import { askingComplement } from './examination.ts';
import { isInTime, lastDayOfAppeal, theEnd, untilTheEnd, withdrawing } from './rules.ts';

export const toPropose: Course<Words> = {
  tasks: [{ action: 'propose-decision', role: 'aes-referent', due: delay('decision') }],
  deadlines: [theEnd],
  on: {
    ...withdrawing,
    ...untilTheEnd,
    ...askingComplement('decision'),
    'propose-decision': {
      by: ['aes-referent'],
      to: 'signature',
      note: (data, proposal) => ({ ...data, proposal }),
      effects: ['notify-agents'],
      basis: 'Loi du 29 juillet 1991: motivation formelle',
    },
  },
};

export const toSign: Course<Words> = {
  tasks: [{ action: 'sign-decision', role: 'atl-director', due: delay('signature') }],
  deadlines: [theEnd],
  on: {
    ...withdrawing,
    ...untilTheEnd,
    'sign-decision': {
      by: ['atl-director'],
      notBy: 'propose-decision',
      signed: true,
      note: (data, _, at) => ({ ...data, ...decided(data.proposal), decidedOn: dayOf(at) }),
      to: ({ outcome }) => (outcome === 'refuse' ? 'refused' : 'granted'),
      effects: (data): readonly EffectOf<Words>[] =>
        // What came late, a first request and other places have nothing that goes on.
        data.outcome === 'refuse' && isInTime(data)
          ? ['end-prolongation', 'letter-decision', 'notify-operator', 'notify-agents']
          : ['letter-decision', 'notify-operator', 'notify-agents'],
      basis: `${hypothesis}: deux personnes, proposition et signature`,
    },
    'return-to-drafter': { by: ['atl-director'], to: 'decision', effects: ['notify-agents'], basis: hypothesis },
  },
};

function decided(proposal: Decision | undefined): Partial<CaseData> {
  if (!proposal) return {};
  const { outcome, effectiveOn, untilOn, conditions } = proposal;
  return {
    outcome,
    effectiveOn,
    ...(untilOn ? { untilOn } : {}),
    ...(conditions ? { conditions: conditions.map((condition) => ({ ...condition, state: 'open' as const })) } : {}),
  };
}

const declaring: Transitions<Words> = {
  'declare-conditions': {
    by: ['operator'],
    when: ({ conditions }) => toDeclare(conditions),
    note: (data, { done }, at) => ({ ...data, conditions: declared(data.conditions, done, at) }),
    signed: true,
    effects: ['notify-agents'],
    basis: hypothesis,
  },
};

export const granted: Course<Words> = {
  deadlines: [{ act: 'take-effect', on: ({ data }) => data.effectiveOn, at: 'start' }, theEnd],
  on: {
    ...untilTheEnd,
    ...declaring,
    'take-effect': {
      by: ['clock'],
      to: ({ conditions }) => (areMet(conditions) ? 'in-force' : 'conditions-follow-up'),
      effects: ['write-agreement', 'notify-operator'],
      basis: 'Date fixée par la décision',
    },
  },
};

export const conditionsToMeet: Course<Words> = {
  tasks: [
    {
      action: 'declare-conditions',
      role: 'operator',
      dueOn: ({ data }) => nextOpenOn(data.conditions),
      while: ({ conditions }) => nextOpenOn(conditions) !== null,
    },
    {
      action: 'confirm-conditions',
      role: 'aes-referent',
      dueOn: ({ data, parameters }) =>
        toCheckOn(data.conditions, parameters) ??
        data.conditions
          ?.map(({ dueOn }) => dueOn)
          .sort()
          .at(-1) ??
        null,
    },
  ],
  deadlines: [
    { act: 'conditions-overdue', on: ({ data }) => nextOpenOn(data.conditions) },
    {
      act: 'remind-conditions',
      on: ({ data }) => nextOpenOn(data.conditions),
      daysBefore: delay('conditions-reminder'),
    },
  ],
  on: {
    ...declaring,
    'remind-conditions': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    // Nothing is taken for unmet by the clock: the référente looks.
    'conditions-overdue': {
      by: ['clock'],
      note: (data, _, at) => ({ ...data, conditions: overdue(data.conditions, at) }),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    'confirm-conditions': {
      by: ['aes-referent'],
      note: (data, facts) => ({ ...data, conditions: verified(data.conditions, facts) }),
      to: ({ conditions }) => (areMet(conditions) ? 'in-force' : 'conditions-follow-up'),
      effects: ['notify-operator'],
      basis: hypothesis,
    },
  },
};

export const refused: Course<Words> = {
  tasks: [{ action: 'lodge-appeal', role: 'operator', dueOn: lastDayOfAppeal }],
  deadlines: [{ act: 'appeal-lapsed', on: lastDayOfAppeal }],
  on: {
    'lodge-appeal': {
      by: ['operator'],
      signed: true,
      to: 'appeal',
      effects: ['letter-appeal', 'notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    'appeal-lapsed': { by: ['clock'], to: 'closed-refused', effects: ['notify-operator'], basis: hypothesis },
  },
};

export const appealLodged: Course<Words> = {
  tasks: [{ action: 'decide-appeal', role: 'appeal-secretariat', due: delay('appeal-decision') }],
  on: {
    'decide-appeal': {
      by: ['appeal-secretariat'],
      signed: true,
      note: (data, { outcome, effectiveOn, untilOn }, at) => ({
        ...data,
        appeal: outcome,
        ...(outcome === 'upheld' ? { outcome: 'renew' as const, effectiveOn, untilOn, decidedOn: dayOf(at) } : {}),
      }),
      to: (_, { outcome }) => (outcome === 'upheld' ? 'granted' : 'closed-refused'),
      effects: ['letter-appeal-decision', 'notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};
