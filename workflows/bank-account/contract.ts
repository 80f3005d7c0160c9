/**
 * Compte bancaire d'un pouvoir organisateur: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days and numbers only, never a number of an account.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'bank-account';

export const kinds = ['account'] as const;
export type Kind = (typeof kinds)[number];

/** What is paid to it (Guide du milieu d'accueil, 6.2.2: « finalité »; the list itself is a hypothesis). */
export const purposes = ['early-childhood', 'bonuses', 'after-school', 'school-health'] as const;
export type Purpose = (typeof purposes)[number];

export const refusalMotives = ['holder', 'statement', 'purpose', 'other'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];

export type Status =
  | 'to-validate'
  | 'complement-asked'
  | 'second-validation'
  | 'cooling'
  | 'active'
  | 'blocked'
  | 'closed'
  | 'refused'
  | 'withdrawn'
  | 'cancelled';

export interface CaseData {
  /** Row of `bank_accounts`. */
  account: string;
  purposes: readonly Purpose[];
  /** It takes the place of another one: the administrators may block it before it is used. */
  replaces?: true;
  motive?: RefusalMotive;
}

export interface Facts extends KitFacts {
  'add': { account: string; purposes: readonly Purpose[]; replaces?: true };
  'validate': NoFacts;
  'validate-second': NoFacts;
  'ask-complement': NoFacts;
  'complete': NoFacts;
  'refuse': { motive: RefusalMotive };
  'withdraw': NoFacts;
  'block': NoFacts;
  /** One that is paid to already: nothing more is, until ONE has looked again. */
  'contest': NoFacts;
  'unblock': NoFacts;
  'close': NoFacts;
  /** Another account took over all that was paid to this one. */
  'replace': { purposes: readonly Purpose[] };
  // the clock
  'cooling-ends': NoFacts;
  'remind': NoFacts;
  'complement-missed': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/** `use-account`: paid to from now on, and no more to the one that had its purposes. `tell-administrators`: each of them, by mail, without the number, whatever mails they wish for. */
export const effects = {
  'tell-administrators': 'desk',
  'use-account': 'desk',
  'release-purposes': 'act-elsewhere',
  'leave-account': 'desk',
} as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
