/**
 * Demande d'adaptation de l'autorisation: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: ids, codes, days and numbers only.
 */
import type { Day } from '../../domain/calendar.ts';
import type { Condition } from '../conditions.ts';
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'authorisation-adaptation';

/** The workflow of a case is named after it; the id says nothing of the operator. */
export const workflowId = (caseId: string): string => `${slug}-${caseId}`;

/** What an operator may ask for. */
export const requestKinds = [
  'permanent-move',
  'temporary-move',
  'end-of-activity',
  'temporary-cessation',
  'return-to-premises',
  'capacity-change',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What ONE may decide of its own accord, in the same family of decisions. */
export const measureKinds = ['suspension', 'withdrawal-by-one', 'lifting-of-suspension'] as const;
export type MeasureKind = (typeof measureKinds)[number];
export type Kind = RequestKind | MeasureKind;

export type Status =
  | 'completeness'
  | 'complement-asked'
  | 'closing-proposed'
  | 'instruction'
  | 'decision'
  | 'signature'
  | 'granted'
  | 'acknowledged'
  | 'conditions-follow-up'
  | 'period-running'
  | 'return-overdue'
  | 'remedy'
  | 'refused'
  | 'appeal'
  | 'appeal-dismissed'
  | 'notice-given'
  | 'measure-decided'
  | 'measure-in-force'
  | 'closed'
  | 'closed-without-follow-up'
  | 'closed-refused'
  | 'withdrawn'
  | 'cancelled';

export type Outcome = 'grant' | 'grant-with-conditions' | 'refuse' | 'confirm-refusal' | 'take-measure' | 'no-measure';
export type Opinion = 'favourable' | 'reserved' | 'unfavourable';
export type AppealOutcome = 'upheld' | 'upheld-in-part' | 'dismissed';

/** Less than was asked: fewer places, or a shorter period. */
export interface Granted {
  capacity?: number;
  untilOn?: Day;
}
/** A registered letter: a delay runs from its reception. */
export interface RegisteredLetter {
  by: 'referent' | 'appeal-secretariat';
  decidedOn: Day;
  sentOn?: Day;
  receivedOn?: Day;
  /** Nobody took it from the post: the presumed day holds. */
  unclaimed?: true;
}
/** What an answer corrects of the request, and the points that it leaves open (their ids). */
export interface AnswerFacts {
  open?: string[];
  wishedOn?: Day;
  plannedEndOn?: Day;
  moreCapacity?: boolean;
}

/** What the case remembers beside its status. */
export interface CaseData {
  kind: Kind;
  /** In the childminder's own home: the adviser visits instead of the coordinator, and no health opinion is asked. */
  home: boolean;
  /** First day at the new place, last day of activity, first day of the period… as asked. */
  wishedOn: Day;
  plannedEndOn?: Day;
  /** More places than authorised are asked for. */
  moreCapacity: boolean;
  linkedCaseId?: string;
  /** Where a complement takes the case back to. */
  resumeIn: 'completeness' | 'instruction' | 'decision';
  /** Points of a complement or reasons of a refusal that the last answer left open. */
  openPoints?: string[];
  visit: 'none' | 'to-plan' | 'proposed' | 'planned' | 'done';
  visitOn?: Day;
  /** Its hour: 09:30. */
  visitFrom?: string;
  /** Last day to choose among the dates proposed: before the last of them. */
  chooseBy?: Day;
  /** When dates for a visit were proposed, and the operator had a delay to choose one. */
  visitProposedOn?: Day;
  opinion: 'none' | 'asked' | Opinion;
  healthOpinion: 'none' | 'asked' | Opinion;
  proposal?: Facts['propose-decision'];
  outcome?: Outcome | 'acknowledged' | 'upheld-on-appeal' | 'upheld-in-part-on-appeal';
  effectiveOn?: Day;
  granted?: Granted;
  /** Last day for all conditions: of those without days of their own (before conditions were followed one by one), and of the last. */
  conditionsDueOn?: Day;
  conditions?: Condition[];
  registered?: RegisteredLetter;
  afterRefusal?: 'remedied' | 'not-remedied';
  extension?: { untilOn: Day };
  hearingOn?: Day;
  decidedOn?: Day;
  /** There is one appeal, within its delay. */
  appeal?: AppealOutcome | 'lapsed';
  /** A measure has begun to bind (an appeal does not stop it). */
  inForce?: boolean;
}

/** Of each act, the facts. The words that a person typed are the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'submit': SubmitFacts;
  'open-measure': { kind: MeasureKind; home: boolean; effectiveOn: Day } & ByPost;
  'declare-complete': NoFacts;
  'ask-complement': { items: string[] };
  'give-complement': AnswerFacts;
  'extend-complement': NoFacts;
  'close-without-follow-up': NoFacts;
  'acknowledge': { effectiveOn: Day };
  'propose-visit': { days: Day[]; chooseBy?: Day };
  'choose-visit-date': { visitOn: Day; from?: string };
  'refuse-visit-dates': NoFacts;
  'plan-visit': { visitOn: Day; from?: string };
  'report-visit': { visitedOn: Day };
  'give-opinion': { opinion: Opinion };
  'give-health-opinion': { opinion: Opinion };
  'propose-decision': {
    outcome: Outcome;
    effectiveOn: Day;
    conditionsDueOn?: Day;
    conditions?: { id: string; dueOn: Day }[];
    granted?: Granted;
  };
  'sign-decision': ByPost;
  'return-to-drafter': NoFacts;
  'declare-conditions': { done: string[] };
  /** Without any: all of them are met. */
  'confirm-conditions': { met?: string[]; unmet?: { id: string; dueOn: Day }[] };
  'note-conditions-unmet': { conditionsDueOn: Day } & ByPost;
  'ask-extension': { untilOn: Day };
  'grant-extension': NoFacts;
  'refuse-extension': NoFacts;
  'extend-period': { untilOn: Day };
  'confirm-return': { returnedOn: Day };
  'give-remedy': AnswerFacts;
  'lodge-appeal': NoFacts;
  'plan-hearing': { hearingOn: Day };
  'decide-appeal': {
    outcome: AppealOutcome;
    effectiveOn: Day;
    granted?: Granted;
    conditions?: { id: string; dueOn: Day }[];
  } & ByPost;
  'send-registered': { sentOn: Day };
  /** Without a day: nobody took it from the post. */
  'note-reception': { receivedOn?: Day };
  'answer-notice': NoFacts;
  'withdraw': NoFacts;
  // the clock
  'remind-complement': NoFacts;
  'complement-missed': NoFacts;
  'conditions-overdue': NoFacts;
  'remind-conditions': NoFacts;
  'take-effect': NoFacts;
  'remind-effective-date': NoFacts;
  'remind-return': NoFacts;
  'period-overrun': NoFacts;
  'remedy-missed': NoFacts;
  'appeal-lapsed': NoFacts;
  'notice-unanswered': NoFacts;
  'remind-visit': NoFacts;
  'visit-choice-missed': NoFacts;
  // other procedures
  'returned': { returnedOn: Day };
}
/** Its letter goes by registered post too. Acts from before the post was followed do not say so, and their delays run from the act. */
export interface ByPost {
  registered?: true;
}
export interface SubmitFacts {
  kind: RequestKind;
  home: boolean;
  wishedOn: Day;
  plannedEndOn?: Day;
  moreCapacity: boolean;
  linkedCaseId?: string;
}
export type Action = Extract<keyof Facts, string>;

/** Of each effect, its kind. */
export const effects = {
  'receipt': 'letter',
  'letter-complement': 'letter',
  'letter-reminder': 'letter',
  'letter-without-follow-up': 'letter',
  'letter-visit': 'letter',
  'letter-decision': 'letter',
  'letter-acknowledgement': 'letter',
  'letter-withdrawal': 'letter',
  'letter-cancellation': 'letter',
  'letter-extension': 'letter',
  'letter-notice': 'letter',
  'letter-appeal': 'letter',
  'letter-conditions': 'letter',
  'apply-decision': 'desk',
  'end-period': 'desk',
  'prolong-period': 'desk',
  'tell-linked-case': 'act-elsewhere',
  'close-facility-cases': 'act-elsewhere',
  'suspend-review': 'act-elsewhere',
  'resume-review': 'act-elsewhere',
} as const satisfies Readonly<Record<string, EffectKind>>;

/** Sentences of refusal stand in the views; these are their codes. */
export type ErrorCode =
  | 'request-already-open'
  | 'nothing-to-return-from'
  | 'no-authorisation-in-force'
  | 'not-temporary'
  | 'no-suspension';

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
