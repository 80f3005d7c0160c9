/**
 * Appel à projets, a case for each file that a body deposits for one of its places: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: ids, days and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'project-call';

export const kinds = ['places'] as const;
export type Kind = (typeof kinds)[number];

export type Status = 'deposited' | 'examination' | 'examined' | 'selected' | 'not-selected' | 'withdrawn' | 'cancelled';

export interface Opinion {
  /** Everything that the call asks for is there. */
  complete: boolean;
  selected: boolean;
}
export interface CaseData {
  /** Id of the call. */
  call: string;
  /** Last day of the call; its very minute stands with the call. */
  closesOn: string;
  /** Places to be created. */
  places: number;
  /** Of ONE, told to nobody outside before the results are published. */
  opinion?: Opinion;
}

/** Of each act, the facts. What a person wrote is the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'deposit': { call: string; closesOn: string; places: number };
  'deposit-again': { places: number };
  'withdraw': NoFacts;
  'give-opinion': Opinion;
  'publish-result': NoFacts;
  // the clock
  'close-call': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

export const effects = { receipt: 'letter' } as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
