/**
 * Validation d'un médecin: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts } from '../kit-acts.ts';

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
  /** Row of `doctor_collaborations`. */
  collaboration: string;
  /** First day of the collaboration. */
  from: string;
  /** Last day, once it is known. */
  until?: string;
  /** The check digits of the INAMI number do not agree: taking it asks for a motive. */
  doubtful?: true;
  motive?: RefusalMotive;
}

export interface Facts extends KitFacts {
  'introduce': { kind: Kind; collaboration: string; from: string; doubtful?: true };
  /** `override`: where the number is doubtful. */
  'validate': { override?: OverrideMotive };
  'ask-complement': NoFacts;
  'complete': { doubtful?: true };
  'refuse': { motive: RefusalMotive };
  'withdraw': NoFacts;
  'ask-change': { doubtful?: true };
  'accept-change': { override?: OverrideMotive };
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
type NoFacts = Record<never, never>;
export type Action = Extract<keyof Facts, string>;

/** `keep-validity`: the days on which the doctor may be chosen, told to the tables that consultations look at. */
export const effects = {
  'keep-validity': 'desk',
  'inform-doctor': 'errand',
} as const satisfies Readonly<Record<string, EffectKind>>;
export type Effect = keyof typeof effects;

export interface Words {
  status: Status;
  facts: Facts;
  effect: Effect;
  effects: typeof effects;
  data: CaseData;
}
