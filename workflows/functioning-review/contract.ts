/**
 * Bilan de fonctionnement d'un milieu d'accueil: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days, hours and numbers only.
 */
import type { Day } from '../../domain/calendar.ts';
import type { Slot } from '../../domain/slot.ts';
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'functioning-review';

/** One at a time for each facility: a case is one cycle. */
export const kinds = ['review'] as const;
export type Kind = (typeof kinds)[number];

export type Status =
  | 'planned'
  | 'self-assessment'
  | 'one-ratings'
  | 'meeting'
  | 'plan-drafting'
  | 'plan-review'
  | 'arbitration'
  | 'signing'
  | 'follow-up'
  | 'in-default'
  | 'suspended'
  | 'closed'
  | 'cancelled';
/** Where a cessation may find it. */
export type OpenStatus = Exclude<Status, 'suspended' | 'closed' | 'cancelled'>;
/** Where the operator may leave undone what the rest waits for. */
export type DefaultStatus = Extract<Status, 'self-assessment' | 'plan-drafting' | 'signing'>;

export type MeetingState =
  | 'to-plan'
  /** ONE has proposed dates, and the operator chooses. */
  | 'proposed'
  /** The operator has proposed dates, and ONE answers. */
  | 'suggested'
  | 'confirmed'
  /** Its day is over. */
  | 'held'
  /** ONE has written the minutes, which the operator agrees to or contests. */
  | 'minutes'
  | 'contested';
/** `not-contested`: the operator has said nothing within the delay. */
export type MinutesEnd = 'agreed' | 'not-contested';

export interface CaseData {
  kind: Kind;
  /** Of a childminder: the adviser follows it instead of the coordinator. */
  home: boolean;
  /** Day 1. */
  firstDayOn: Day;
  invited?: true;
  /** Other first days that the operator proposed, until ONE answers. */
  proposedDays?: readonly Day[];
  /** First day of the present stage: delays run from it, and a suspension moves it. */
  since: Day;
  /** Last day of the present stage, where ONE has given more time. */
  extendedTo?: Day;
  /** Where it was when the operator left it undone. */
  defaultIn?: DefaultStatus;
  /** What was left undone, told to who keeps the file of the authorisation. */
  report?: { on: Day; state: 'sent' | 'taken-up' };
  healthOpinion: 'asked' | 'given';
  meeting: MeetingState;
  /** Proposed by either side. */
  slots?: readonly Slot[];
  /** On which the dates were proposed. */
  slotsOn?: Day;
  /** Confirmed; another one replaces it. */
  meetingAt?: Slot;
  minutes?: MinutesEnd;
  /** How often ONE may still ask for another plan: afterwards `arbiter` decides. */
  roundsLeft: number;
  /** SHA-256 in hex of the last of them: what each side signs. */
  digest?: string;
  /** Decided by `arbiter`: another one is asked of it again, not of the rounds. */
  arbitrated?: true;
  signedByOperator?: true;
  signedOn?: Day;
  /** Years of the plan that have been followed up. */
  followUps: number;
  followUp: 'waiting' | 'asked' | 'sent' | 'missed';
  /** On which the one in hand was asked for. */
  followUpOn?: Day;
  /** The day on which the cycle is over. */
  cycleEndsOn: Day;
  /** Suspended by a cessation; afterwards where it goes on. */
  suspendedOn?: Day;
  /** The day of return that the cessation names. */
  returnOn?: Day;
  resumeIn?: OpenStatus;
}

/** What was sent of an evaluation; its answers are the content of the act. */
export interface SealedEvaluation {
  /** SHA-256 in hex. */
  digest: string;
  /** The version that it answers. */
  questionnaire: string;
  criteria: number;
}

/** A plan that is sent: its digest and its size. */
export interface PlanSent {
  digest: string;
  objectives: number;
  actions: number;
}

/** Of each act, the facts. Answers, ratings, minutes, plans and reasons are the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'plan': { kind: Kind; home: boolean; firstDayOn: Day };
  'propose-first-day': { days: readonly Day[] };
  'move-first-day': { firstDayOn: Day };
  'keep-first-day': NoFacts;
  'send-self-assessment': SealedEvaluation;
  'extend': { untilOn: Day };
  'report-to-file': NoFacts;
  'take-up-report': NoFacts;
  'send-ratings': SealedEvaluation;
  'give-health-opinion': NoFacts;
  // the meeting: dates by ONE and by the operator
  'propose-meeting': { slots: readonly Slot[] };
  'choose-meeting': Slot;
  'suggest-meeting': { slots: readonly Slot[] };
  'confirm-meeting': Slot;
  'cancel-meeting': NoFacts;
  'record-minutes': { heldOn: Day };
  'agree-minutes': NoFacts;
  'contest-minutes': NoFacts;
  // the plan
  'submit-plan': PlanSent;
  'ask-revision': NoFacts;
  'accept-plan': NoFacts;
  'arbitrate': PlanSent;
  'sign-plan': { digest: string };
  'countersign-plan': { digest: string };
  /** By the operator and by ONE: what was signed falls. */
  'ask-change': NoFacts;
  'reopen-plan': NoFacts;
  'send-follow-up': { year: number; actions: number; done: number; givenUp: number };
  'note-follow-up': NoFacts;
  // other procedures
  'suspend': { returnOn?: Day };
  'resume': NoFacts;
  // the clock
  'invite': NoFacts;
  'open-review': NoFacts;
  'remind': NoFacts;
  'remind-late': NoFacts;
  'declare-default': NoFacts;
  'slots-unanswered': NoFacts;
  'remind-meeting': NoFacts;
  'meeting-over': NoFacts;
  'minutes-unanswered': NoFacts;
  'ask-follow-up': NoFacts;
  'follow-up-missed': NoFacts;
  'end-cycle': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/**
 * Of each effect, its kind. `letter-signature`: the operator's receipt; `letter-synthesis`: the plan that both have signed, kept with the case;
 * `plan-next-review`: the next cycle, opened where this one ends.
 */
export const effects = {
  'letter-signature': 'letter',
  'letter-synthesis': 'letter',
  'plan-next-review': 'desk',
} as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
