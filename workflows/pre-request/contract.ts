/**
 * Pré-demande d'une place: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days and months only, never who asks.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'pre-request';
export type Kind = 'place';

/** The only two lawful ones (M.B. 28.07.2004, art. 50). */
export const refusalMotives = ['no-place', 'incompatible'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];

export type Status =
  | 'to-answer'
  | 'unanswered'
  | 'question-asked'
  | 'on-list'
  | 'offered'
  | 'confirmed'
  | 'placed'
  | 'refused'
  | 'declined'
  | 'offer-lapsed'
  | 'withdrawn'
  | 'placed-elsewhere'
  | 'expired'
  | 'place-closed'
  | 'cancelled';

export interface CaseData {
  /** A childminder's place. */
  childminder: boolean;
  /** In which the child should come: « 2027-09 ». */
  month: string;
  /** The place that is offered: from which day, and until when one may answer. */
  offer?: { from: string; replyBy: string };
  motive?: RefusalMotive;
}

/** Of each act, the facts. What the operator writes is its content; who asks stands in a table of its own. */
export interface Facts extends KitFacts {
  'introduce': { childminder: boolean; month: string };
  // the operator
  'offer-place': { from: string; replyBy: string };
  /** Another day, more time. */
  'change-offer': { from: string; replyBy: string };
  'put-on-list': NoFacts;
  'ask-question': NoFacts;
  'refuse': { motive: RefusalMotive };
  // the family, by its code
  'answer-question': NoFacts;
  'confirm-place': NoFacts;
  'decline-place': NoFacts;
  'withdraw': NoFacts;
  /** Another pre-request of the same form was confirmed. */
  'found-elsewhere': NoFacts;
  // the clock
  'remind-answer': NoFacts;
  'answer-missed': NoFacts;
  'remind-question': NoFacts;
  'question-missed': NoFacts;
  'remind-offer': NoFacts;
  'offer-missed': NoFacts;
  'remind-expiry': NoFacts;
  'expire': NoFacts;
  'enter': NoFacts;
}
export type Action = Extract<keyof Facts, string>;
/** What the family does itself, from its page. */
export const familyActs = ['answer-question', 'confirm-place', 'decline-place', 'withdraw'] as const;
export type FamilyAct = (typeof familyActs)[number];

/** `tell-family`: a mail without personal data. `withdraw-others`: the child has a place, the other pre-requests of its form have no object any more. */
export const effects = { 'tell-family': 'desk', 'withdraw-others': 'act-elsewhere' } as const satisfies Readonly<
  Record<string, EffectKind>
>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
