/**
 * Agrément de l'accueil extrascolaire, demandé ou renouvelé: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: ids, codes, days and numbers only.
 */
import type { Day } from '../../domain/calendar.ts';
import type { Condition } from '../conditions.ts';
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'agreement-renewal';

/** The renewal of an agreement that ends; a first one; other places than those that are agreed. */
export const kinds = ['renewal', 'first', 'places'] as const;
export type Kind = (typeof kinds)[number];

/** The sections of the dossier, in the order in which they are filled in. */
export const sections = ['project', 'programme', 'places', 'premises', 'staff', 'documents'] as const;
export type Section = (typeof sections)[number];

/** What is proposed, at each step: by the référente to the commission, by the commission, and to whoever signs. */
export const outcomes = ['renew', 'renew-under-conditions', 'refuse'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a refusal may rest on. `training`: never while modules wait at ONE. */
export const grounds = [
  'training',
  'project',
  'programme',
  'schedules',
  'premises',
  'staff',
  'places',
  'other',
] as const;
export type Ground = (typeof grounds)[number];

export type AppealOutcome = 'upheld' | 'dismissed';

export type Status =
  | 'scheduled'
  | 'invited'
  | 'late'
  | 'preparation'
  | 'examination'
  | 'complement-asked'
  | 'commission'
  | 'decision'
  | 'signature'
  | 'granted'
  | 'conditions-follow-up'
  | 'refused'
  | 'appeal'
  | 'in-force'
  | 'closed-refused'
  | 'expired'
  | 'withdrawn'
  | 'cancelled';

/** With the operator, who writes the sections of the dossier then, and at no other time. */
export const preparing: readonly Status[] = ['invited', 'late', 'preparation', 'complement-asked'];
export const isPreparing = (status: string): boolean => (preparing as readonly string[]).includes(status);

/** What a decision fixes. */
export interface Decision {
  outcome: Outcome;
  /** First day of the new agreement; of a refusal, the first day without one. */
  effectiveOn: Day;
  /** Last day of the new agreement, at most five years later. */
  untilOn?: Day;
  conditions?: readonly { id: string; dueOn: Day }[];
  grounds?: readonly Ground[];
}

/** What the case remembers beside its status. */
export interface CaseData {
  kind: Kind;
  /** Of a renewal and of a change of places: the agreement that stands, and its last day. */
  agreementId?: string;
  endsOn?: Day;
  /** Last day to submit in time. */
  submitBy?: Day;
  submittedOn?: Day;
  /** Submitted after the last day: the agreement is not prolonged. */
  late?: true;
  /** Its agreement has ended, and goes on until ONE decides. */
  prolonged?: true;
  /** Its last day is over, prolonged or not. */
  ended?: true;
  /** SHA-256 in hex of all sections as they were submitted, the last time. */
  digest?: string;
  /** Where a complement takes the case back to. */
  resumeIn?: 'examination' | 'decision';
  /** The checklist as it was last gone through. */
  examined?: Facts['examine'];
  /** On the agenda of the commission. */
  sessionOn?: Day;
  report?: Outcome;
  opinion?: Outcome;
  proposal?: Decision;
  outcome?: Outcome;
  effectiveOn?: Day;
  untilOn?: Day;
  conditions?: readonly Condition[];
  decidedOn?: Day;
  /** There is one appeal, within its delay. */
  appeal?: AppealOutcome;
}

/** Of each act, the facts. Sections, checklists, motives and the words of conditions are the acts' content, kept beside it. */
export interface Facts extends KitFacts {
  'open-renewal': { agreementId: string; endsOn: Day };
  'open-request': { kind: 'first' } | { kind: 'places'; agreementId: string; endsOn: Day };
  'submit': { digest: string };
  'ask-complement': { sections: readonly Section[] };
  'give-complement': { digest: string };
  /** The checklist of the conditions of the agreement: how many are met, and how many are not. */
  'examine': { met: number; unmet: number };
  'put-on-agenda': { sessionOn: Day };
  'take-off-agenda': NoFacts;
  /** What the référente proposes to the commission. */
  'give-report': { outcome: Outcome; grounds?: readonly Ground[] };
  /** From the minutes of a session, or by hand. */
  'note-commission-opinion': { opinion: Outcome; sessionOn: Day };
  'propose-decision': Decision;
  'sign-decision': NoFacts;
  'return-to-drafter': NoFacts;
  'declare-conditions': { done: readonly string[] };
  /** Without any: all of them are met. */
  'confirm-conditions': { met?: readonly string[]; unmet?: readonly { id: string; dueOn: Day }[] };
  'lodge-appeal': NoFacts;
  'decide-appeal': { outcome: AppealOutcome; effectiveOn?: Day; untilOn?: Day };
  'withdraw': NoFacts;
  // the clock
  'invite': NoFacts;
  'remind': NoFacts;
  'last-day-ends': NoFacts;
  'preparation-missed': NoFacts;
  'remind-complement': NoFacts;
  'complement-missed': NoFacts;
  'agreement-ends': NoFacts;
  'take-effect': NoFacts;
  'remind-conditions': NoFacts;
  'conditions-overdue': NoFacts;
  'appeal-lapsed': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/**
 * Of each effect, its kind. `prolong`: the agreement that has ended goes on until the decision; `end-prolongation`: it does not any more;
 * `write-agreement`: the new agreement of the body and of its places.
 */
export const effects = {
  'letter-invitation': 'letter',
  'receipt': 'letter',
  'letter-complement': 'letter',
  'letter-decision': 'letter',
  'letter-appeal': 'letter',
  'letter-appeal-decision': 'letter',
  'prolong': 'desk',
  'end-prolongation': 'desk',
  'write-agreement': 'desk',
} as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
