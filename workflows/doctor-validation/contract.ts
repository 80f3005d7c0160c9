/**
 * Validation d'un médecin: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'doctor-validation';

/** `known`: validated elsewhere already, only the collaboration and its convention are looked at. */
export const kinds = ['new', 'known'] as const;
export type Kind = (typeof kinds)[number];

export const refusalMotives = ['not-a-doctor', 'competence', 'convention', 'not-preventive', 'other'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];
/** Why a number is taken though its check digits do not agree. */
export const overrideMotives = ['confirmed-by-inami', 'newer-range', 'other'] as const;
export type OverrideMotive = (typeof overrideMotives)[number];

export type Status =
  | 'to-validate'
  | 'complement-asked'
  | 'validated'
  | 'change-to-validate'
  | 'suspended'
  | 'ended'
  | 'refused'
  | 'withdrawn'
  | 'cancelled';

export interface CaseData {
  kind: Kind;
  /** First day of the collaboration. */
  from: string;
  /** Last day, once it is known. */
  until?: string;
  /** The check digits of the INAMI number do not agree: taking it asks for a motive. */
  doubtful?: true;
  motive?: RefusalMotive;
}

export interface Facts extends KitFacts {
  'introduce': { kind: Kind; from: string; doubtful?: true };
  /** `override`: where the number is doubtful. */
  'validate': { override?: OverrideMotive };
  'ask-complement': NoFacts;
  'complete': { from: string; doubtful?: true };
  'refuse': { motive: RefusalMotive };
  'withdraw': NoFacts;
  'ask-change': NoFacts;
  'accept-change': NoFacts;
  'refuse-change': NoFacts;
  'end-collaboration': { until: string };
  'suspend': { from: string };
  'resume': { from: string };
  // the clock
  'remind-agents': NoFacts;
  'remind': NoFacts;
  'complement-missed': NoFacts;
  'collaboration-ends': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/**
 * `keep-collaboration`: what the operator has told, what ONE has accepted, and the days on which the doctor may be chosen, told to the tables that
 * consultations look at. `inform-doctor`: a mail to the doctor is put in the queue, the first time that somebody introduces them.
 */
export const effects = {
  'keep-collaboration': 'desk',
  'inform-doctor': 'desk',
} as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
