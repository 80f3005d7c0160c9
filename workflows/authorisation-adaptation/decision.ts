/** Décision: proposed by one person with its motives, signed by another. */
import { dayOf } from '../../domain/calendar.ts';
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course } from '../procedure.ts';
import type { CaseData, Words } from './contract.ts';
import { posted } from './registered-post.ts';
import { askingComplement, untilDecided } from './until-decided.ts';

export const toPropose: Course<Words> = {
  tasks: [{ action: 'propose-decision', role: 'referent', due: delay('decision') }],
  on: {
    ...untilDecided,
    ...askingComplement('decision'),
    'propose-decision': {
      by: ['referent'],
      to: 'signature',
      note: (data, facts) => ({ ...data, proposal: facts }),
      effects: ['notify-agents'],
      basis: 'Loi du 29 juillet 1991: motivation formelle',
    },
  },
};

export const toSign: Course<Words> = {
  tasks: [{ action: 'sign-decision', role: 'asr-manager', due: delay('signature') }],
  on: {
    ...untilDecided,
    'sign-decision': {
      by: ['asr-manager'],
      notBy: 'propose-decision',
      signed: true,
      note: (data, facts, at) => ({
        ...data,
        ...decidedBy(data.proposal, data),
        outcome: data.proposal?.outcome,
        decidedOn: dayOf(at),
        ...posted(facts, 'referent', at),
      }),
      to: (data) => afterSignature[data.outcome as keyof typeof afterSignature],
      effects: ['letter-decision', 'notify-operator', 'notify-agents'],
      basis: `${hypothesis}: deux personnes, proposition et signature`,
    },
    'return-to-drafter': { by: ['asr-manager'], to: 'decision', effects: ['notify-agents'], basis: hypothesis },
  },
};

const afterSignature = {
  'grant': 'granted',
  'grant-with-conditions': 'granted',
  'refuse': 'remedy',
  'confirm-refusal': 'refused',
  'take-measure': 'measure-decided',
  'no-measure': 'closed',
} as const;

/** What a decision fixes, whoever takes it: from when, under which conditions, and less than was asked. */
export function decidedBy(
  decision:
    | Pick<Words['facts']['propose-decision'], 'conditions' | 'conditionsDueOn' | 'effectiveOn' | 'granted'>
    | undefined,
  data: CaseData,
): Partial<CaseData> {
  const { effectiveOn, granted, conditions } = decision ?? {};
  return {
    effectiveOn,
    granted,
    plannedEndOn: granted?.untilOn ?? data.plannedEndOn,
    conditions: conditions?.map((condition) => ({ ...condition, state: 'open' })),
    conditionsDueOn:
      decision?.conditionsDueOn ??
      conditions
        ?.map(({ dueOn }) => dueOn)
        .sort()
        .at(-1),
  };
}
