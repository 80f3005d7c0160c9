/**
 * Correction d'une donnée consultable: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes only, never what the datum is or should be.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'data-correction';

/** The data that a padlock guards. Address and capacity of a place are not here: they are authorised, and change by a request for adaptation. */
export const facilityFields = ['facility-name', 'facility-type', 'authorised-on'] as const;
export const bodyFields = ['body-name', 'body-type', 'enterprise-number', 'seat'] as const;
export const kinds = [...facilityFields, ...bodyFields] as const;
export type Kind = (typeof kinds)[number];

/** Those at ONE whose datum it is. */
export const desks = ['helpdesk', 'referent', 'aes-referent'] as const;
export type Desk = (typeof desks)[number];

export const refusalMotives = ['proof', 'right-as-it-is', 'adaptation', 'other'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];

export type Status =
  | 'decision'
  | 'complement-asked'
  | 'accepted'
  | 'refused'
  | 'withdrawn'
  | 'closed-without-follow-up'
  | 'cancelled';

export interface CaseData {
  kind: Kind;
  desk: Desk;
  motive?: RefusalMotive;
}

/** The value as it stood, the one that is wanted, the reason and the proofs are the content of `ask` and of `give-complement`. */
export interface Facts extends KitFacts {
  'ask': { kind: Kind; desk: Desk };
  'accept': NoFacts;
  'refuse': { motive: RefusalMotive };
  'ask-complement': NoFacts;
  'give-complement': NoFacts;
  /** To who knows better: the case stays where it is, in other hands. */
  'hand-on': { desk: Desk };
  'withdraw': NoFacts;
  // the clock
  'remind': NoFacts;
  'complement-missed': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

export const effects = { 'apply-correction': 'desk' } as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
