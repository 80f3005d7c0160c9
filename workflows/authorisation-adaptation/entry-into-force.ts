/** Entrée en vigueur: on the day that a decision or a prise d'acte names. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type EffectOf } from '../procedure.ts';
import { afterConditions, allMet, declaringConditions } from './conditions.ts';
import type { CaseData, Words } from './contract.ts';
import { posting, postingTasks } from './registered-post.ts';

const onItsDay: Course<Words>['deadlines'] = [
  { act: 'take-effect', on: ({ data }) => data.effectiveOn, at: 'start' },
  { act: 'remind-effective-date', on: ({ data }) => data.effectiveOn, daysBefore: delay('effective-reminder') },
];

export const whenGranted: Course<Words> = {
  tasks: postingTasks,
  deadlines: onItsDay,
  on: {
    ...posting,
    ...declaringConditions,
    'remind-effective-date': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'take-effect': {
      by: ['clock'],
      to: afterEffect,
      effects: ({ kind }) =>
        kind === 'return-to-premises'
          ? ['apply-decision', 'tell-linked-case', 'resume-review', 'notify-operator', 'notify-agents']
          : ['apply-decision', 'tell-linked-case', 'notify-operator', 'notify-agents'],
      basis: 'Date fixée par la décision',
    },
  },
};

export const whenAcknowledged: Course<Words> = {
  deadlines: onItsDay,
  on: {
    'remind-effective-date': { by: ['clock'], effects: ['notify-operator'], basis: hypothesis },
    'take-effect': {
      by: ['clock'],
      to: afterEffect,
      effects: (data) =>
        data.kind === 'end-of-activity'
          ? ['apply-decision', 'close-facility-cases', 'notify-operator', 'notify-agents']
          : ['apply-decision', 'suspend-review', 'notify-operator', 'notify-agents'],
      basis: "Date notée par la prise d'acte",
    },
  },
};

function afterEffect(data: CaseData): Words['status'] {
  if (data.conditions ? !allMet(data) : data.outcome === 'grant-with-conditions') return 'conditions-follow-up';
  return afterConditions(data);
}

/** A measure begins, also while an appeal against it is pending. */
export function begin(data: CaseData): CaseData {
  return { ...data, inForce: true };
}

/** A withdrawn authorisation leaves the other requests of the facility without object, whether an appeal is pending or not. */
export function effectsOfMeasure({ kind }: CaseData): EffectOf<Words>[] {
  return kind === 'withdrawal-by-one'
    ? ['apply-decision', 'close-facility-cases', 'notify-operator']
    : ['apply-decision', 'notify-operator'];
}
