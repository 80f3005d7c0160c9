/** Recevable ? The request is looked at, what is missing is asked for, and what is never given is closed by a person. */
import { hypothesis } from '../kit-acts.ts';
import { delay, type Course, type Transition } from '../procedure.ts';
import type { AnswerFacts, CaseData, Status, Words } from './contract.ts';
import { nextAfterOpinions } from './opinions.ts';
import { needsNoDecision, needsVisit } from './rules.ts';
import { askingComplement, untilDecided } from './until-decided.ts';

export const beingVerified: Course<Words> = {
  tasks: [
    {
      action: 'declare-complete',
      role: 'referent',
      due: delay('completeness'),
      while: (data) => !needsNoDecision(data.kind),
    },
    {
      action: 'acknowledge',
      role: 'referent',
      due: delay('completeness'),
      while: (data) => needsNoDecision(data.kind),
    },
  ],
  on: {
    ...untilDecided,
    ...askingComplement('completeness'),
    'declare-complete': {
      by: ['referent'],
      to: nextAfterOpinions,
      when: (data) => !needsNoDecision(data.kind),
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
    // End of activity and temporary cessation are noted, not granted: ONE cannot refuse them.
    'acknowledge': {
      by: ['referent'],
      to: 'acknowledged',
      when: (data) => needsNoDecision(data.kind),
      signed: true,
      note: (data, facts) => ({ ...data, outcome: 'acknowledged', effectiveOn: facts.effectiveOn }),
      effects: ['letter-acknowledgement', 'notify-operator'],
      basis: hypothesis,
    },
  },
};

const giveComplement: Transition<Words, 'give-complement'> = {
  by: ['operator'],
  note: answered,
  to: (data) => afterAnswer(data, data.resumeIn),
  effects: ['notify-operator', 'notify-agents'],
  signed: true,
  basis: hypothesis,
};

export const complementAsked: Course<Words> = {
  tasks: [{ action: 'give-complement', role: 'operator', due: delay('complement') }],
  deadlines: [
    { act: 'complement-missed', after: delay('complement') },
    { act: 'remind-complement', after: delay('complement'), daysBefore: delay('complement-reminder') },
  ],
  on: {
    ...untilDecided,
    'give-complement': giveComplement,
    'remind-complement': { by: ['clock'], effects: ['letter-reminder', 'notify-operator'], basis: hypothesis },
    // The clock alone never closes a request: it proposes, an agent confirms.
    'complement-missed': {
      by: ['clock'],
      to: 'closing-proposed',
      effects: ['notify-operator', 'notify-agents'],
      basis: hypothesis,
    },
  },
};

export const closingProposed: Course<Words> = {
  tasks: [{ action: 'close-without-follow-up', role: 'referent', due: delay('closing') }],
  on: {
    ...untilDecided,
    'close-without-follow-up': {
      by: ['referent'],
      to: 'closed-without-follow-up',
      effects: ['letter-without-follow-up', 'notify-operator'],
      signed: true,
      basis: hypothesis,
    },
    'extend-complement': {
      by: ['referent'],
      to: 'complement-asked',
      effects: ['letter-complement', 'notify-operator'],
      basis: hypothesis,
    },
    'give-complement': giveComplement,
  },
};

/** An answer corrects the request itself; more places than before are looked at on the spot. */
export function answered(data: CaseData, { open, ...corrected }: AnswerFacts): CaseData {
  const next: CaseData = { ...data, ...corrected, openPoints: open?.length ? open : undefined };
  const visit = next.visit === 'none' && !needsNoDecision(next.kind) && needsVisit(next);
  return visit ? { ...next, visit: 'to-plan', opinion: 'asked' } : next;
}
/** Back to where it was asked, or to a visit that has become necessary. */
export const afterAnswer = (data: CaseData, back: Status): Status =>
  back === 'decision' && data.opinion === 'asked' ? 'instruction' : back;
