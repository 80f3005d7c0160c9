/**
 * Demande de subsides AES1: the words that every room shares. No run-time import.
 * What stands in `Facts` and `CaseData` may reach the engine: ids of places, codes, days, amounts and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';

export const slug = 'aes-subsidy';

export const kinds = ['quarter'] as const;
export type Kind = (typeof kinds)[number];

export type Status =
  | 'running'
  | 'to-send'
  | 'late'
  | 'to-close'
  | 'in-control'
  | 'correction-asked'
  | 'to-sign'
  | 'to-pay'
  | 'paid'
  | 'settled'
  | 'refused'
  | 'not-requested'
  | 'cancelled';

/** Id of a facility. */
export type PlaceId = string;
/** A month of a place, as a correction names it: « <facility id>.2026-10 ». */
export type PlaceMonth = `${PlaceId}.${string}`;
/** Cents of euro, whole. */
type Cents = number;

export interface PlaceSent {
  /** SHA-256 in hex of the last snapshot (`after_school_sendings`). */
  digest: string;
  /** Sent after the last day: refusal is proposed, a person decides. */
  late?: 'to-decide' | 'accepted' | 'refused';
  /** The last calculation that was proposed has looked at it. */
  controlled?: true;
}

export interface Calculation {
  /** Version of the amounts that it rests on: the day from which they hold. */
  scale: string;
  declared: Cents;
  /** Of every place sent so far, not of the last sending alone: what was paid already is taken off (`balanceOf`). */
  retained: Cents;
  /** Of the places that are owed something: what others give back is taken from later payments, not from these. Absent where none was calculated so. */
  toPay?: Cents;
  /** SHA-256 in hex of the lines. */
  digest: string;
}

export interface CaseData {
  /** « 2026-10 »: the first month of the quarter. */
  quarter: string;
  /** 'YYYY-MM-DD': last day to send. */
  lastDay: string;
  sent: Readonly<Record<PlaceId, PlaceSent>>;
  /** How many places owe their attendance still; null until a first sending has counted them. */
  left: number | null;
  /** The last day is over, and places were left. */
  overdue?: true;
  /** What ONE has asked to correct, open until the operator sends it again. */
  corrections?: readonly PlaceMonth[];
  calculation?: Calculation;
  paid: Cents;
  /** Digest of the calculation that was signed last. */
  signed?: string;
  /** What that calculation retained; absent where it was signed before this was noted. */
  signedCents?: Cents;
  /** 'YYYY-MM-DD': of the last signature; lines may be contested from then on, for a while. */
  signedOn?: string;
  contestOver?: true;
  /** Lines contested, once each: what ONE has answered. */
  contests: Readonly<Record<string, 'asked' | 'upheld' | 'dismissed'>>;
}

/** What a sending seals: which places, what each held, and how many are left. */
export interface SentFacts {
  /** Digest of the snapshot of each place. */
  places: Readonly<Record<PlaceId, string>>;
  left: number;
  /** Children counted on all days of these places. */
  children: number;
}

/** Of each act, the facts. Reasons and what is sent are the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'open-quarter': { quarter: string };
  'send': SentFacts;
  'close-rest': NoFacts;
  'close': NoFacts;
  'keep-open': NoFacts;
  'accept-late': { places: readonly PlaceId[] };
  'refuse-late': { places: readonly PlaceId[] };
  'ask-correction': { corrections: readonly PlaceMonth[] };
  'answer-correction': SentFacts;
  /** `left`: counted anew; a place may be agreed, or closed, since the last sending. */
  'propose': { changed: number; calculation: Calculation; left?: number };
  'send-back': NoFacts;
  'sign': NoFacts;
  'refuse': { motive: RefusalMotive };
  'contest': { line: string; cents: Cents };
  'uphold-contest': { line: string };
  'dismiss-contest': { line: string };
  // other work
  'pay': { cents: Cents; payment: string };
  // the clock
  'remind-month': NoFacts;
  'quarter-ends': NoFacts;
  'remind': NoFacts;
  'last-day-ends': NoFacts;
  'tell-late': NoFacts;
  'propose-closing': NoFacts;
  'correction-missed': NoFacts;
  'contest-ends': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

export const refusalMotives = ['not-agreed', 'not-in-programme', 'double', 'other'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];

/** `prepare-payment`: a payment that the next file takes. `close-months`: what was opened for a correction is locked again. */
export const effects = {
  'prepare-payment': 'desk',
  'close-months': 'desk',
  'letter-receipt': 'letter',
  'letter-calculation': 'letter',
  'letter-refusal': 'letter',
} as const satisfies Readonly<Record<string, EffectKind>>;
export type Effect = keyof typeof effects;

export interface Words {
  status: Status;
  facts: Facts;
  effect: Effect;
  effects: typeof effects;
  data: CaseData;
}
