/**
 * Validation des photos d'un milieu d'accueil: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'photo-validation';

/** The places that a facility has for photos on its public page: one case at a time in each, hence five at most. */
export const kinds = ['photo-1', 'photo-2', 'photo-3', 'photo-4', 'photo-5'] as const;
export type Kind = (typeof kinds)[number];
export const mostPhotos = kinds.length;

/** Why a photo cannot be shown as it is. */
export const motives = ['recognisable-children', 'quality', 'off-subject', 'other'] as const;
export type Motive = (typeof motives)[number];

export type Status =
  | 'validation'
  | 'another-asked'
  | 'published'
  | 'refused'
  | 'withdrawn'
  | 'removed'
  | 'closed-without-follow-up'
  | 'cancelled';

export interface CaseData {
  kind: Kind;
  /** A childminder's place: the adviser validates instead of the coordinator. */
  childminder: boolean;
  /** Why ONE asked for another photo, refused or removed it. */
  motive?: Motive;
}

/** Of each act, the facts. Caption, alternative text and reasons are the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'propose': { kind: Kind; childminder: boolean };
  'accept': NoFacts;
  'ask-another': { motive: Motive };
  'give-another': NoFacts;
  'refuse': { motive: Motive };
  'withdraw': NoFacts;
  'remove': { motive: Motive };
  // the clock
  'remind-another': NoFacts;
  'another-missed': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/** Of each effect, its kind. The public place is a table: what is put there or taken away is done at the desk. */
export const effects = { 'publish-photo': 'desk', 'take-down-photo': 'desk' } as const satisfies Readonly<
  Record<string, EffectKind>
>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
