/**
 * Demande relative aux données personnelles (RGPD, art. 15 à 22): the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes and days only, never who asks nor what.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'privacy-request';

/** The rights of the person, in the order of the regulation: articles 15, 16, 17, 18, 20, 21. */
export const kinds = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'] as const;
export type Kind = (typeof kinds)[number];
/** Answered with what the portal holds, in a file. */
export const exportedKinds = ['access', 'portability'] as const satisfies readonly Kind[];

export const outcomes = ['granted', 'in-part'] as const;
export type Outcome = (typeof outcomes)[number];

/** Art. 12(5), 12(2), 17(3)(b), 15(4) and 20(4); `other` is explained. */
export const refusalMotives = ['excessive', 'not-identified', 'legal-duty', 'rights-of-others', 'other'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];

/** What a question is about: who asks (art. 12(6)), or what exactly (recital 63). */
export type Asked = 'identity' | 'precision';

export type Status = 'examine' | 'question-asked' | 'late' | 'answered' | 'refused' | 'withdrawn' | 'cancelled';

export interface CaseData {
  /** Asked by somebody who is signed in: who it is has been proved. */
  account: boolean;
  /** The last day of the legal month, with what was added to it. */
  dueOn: string;
  prolonged?: true;
  /** The question that waits, and since when: these days do not count. */
  question?: { about: Asked; on: string };
  outcome?: Outcome;
  motive?: RefusalMotive;
}

export interface Facts extends KitFacts {
  /** @property receivedOn the day on which the form was sent: the month is counted from there, however late an address is confirmed */
  'ask': { account: boolean; receivedOn: string };
  // the data protection officer
  'ask-identity': NoFacts;
  'ask-precision': NoFacts;
  'prolong': { until: string };
  'answer': { outcome: Outcome };
  'refuse': { motive: RefusalMotive };
  // the person, from their own page
  'give-reply': NoFacts;
  'withdraw': NoFacts;
  // the clock
  'remind': NoFacts;
  'term-missed': NoFacts;
  'remind-reply': NoFacts;
  'reply-missed': NoFacts;
}
export type Action = Extract<keyof Facts, string>;
/** What the person does from their page. */
export const askerActs = ['give-reply', 'withdraw'] as const;
export type AskerAct = (typeof askerActs)[number];

/** `tell-asker`: a mail that says that there is news, and nothing else. */
export const effects = { 'tell-asker': 'desk' } as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
