/**
 * Demande de subside trimestrielle: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days, amounts and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { LineCode } from '../../domain/subsidy/lines.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';

export const slug = 'quarterly-subsidy';

export const kinds = ['quarter'] as const;
export type Kind = (typeof kinds)[number];

/** What the operator declares month by month. */
export const modules = ['attendance', 'consultations'] as const;
export type Module = (typeof modules)[number];
/** What ONE may ask to correct: a line of the calculation, a month of a module, or a step of the report. */
export const steps = ['staff', 'information', 'costs', 'attachments'] as const;
export type ReportStep = (typeof steps)[number];

/** What is asked to be corrected: « staff », « attendance-2026-09 », « line-fees » of the calculation. */
export type CorrectionCode = ReportStep | `${Module}-${string}` | `line-${LineCode}`;

/** « 2026-09 » → sent, or reopened after it was sent. */
export type Months = Readonly<Record<string, MonthSent>>;
export interface MonthSent {
  /** SHA-256 in hex of what was sent. */
  digest: string;
  reopened?: true;
}

export type Status =
  | 'running'
  | 'to-submit'
  | 'late'
  | 'in-control'
  | 'correction-asked'
  | 'awaiting-scale'
  | 'to-sign'
  | 'to-pay'
  | 'paid'
  | 'settled'
  | 'refused'
  | 'prescribed'
  | 'cancelled';

/** Where the quarter is with its operator: its months and its report are written in, and in no other. */
export const declaring: readonly Status[] = ['running', 'to-submit', 'late', 'correction-asked'];
export const isDeclaring = (status: string): boolean => (declaring as readonly string[]).includes(status);

/** Cents of euro, whole. */
type Cents = number;

export interface Calculation {
  /** Version of the table of lump sums that it rests on. */
  scale: string;
  declared: Cents;
  retained: Cents;
  advance: Cents;
  /** SHA-256 in hex of the lines (`subsidy_calculations`). */
  digest: string;
}

export interface CaseData {
  quarter: string;
  /** 'YYYY-MM-DD': last day to submit, a granted derogation included. */
  lastDay: string;
  attendance: Months;
  consultations: Months;
  derogation?: 'asked' | 'granted' | 'refused';
  /** Submitted after the last day. */
  late?: true;
  /** SHA-256 in hex of all that was submitted; of the last time. */
  digest?: string;
  /** How often it was submitted: once, and once more after each correction. */
  submissions: number;
  corrections?: readonly CorrectionCode[];
  calculation?: Calculation;
  /** Calculated anew after it was signed: a corrected table, or a contest that ONE upheld. */
  revision: number;
  /** Paid so far, the advance included. */
  paid: Cents;
  /** 'YYYY-MM-DD': of the last signature; lines may be contested from then on, for a while. */
  signedOn?: string;
  contestOver?: true;
  /** Lines contested, once each: what ONE has answered. */
  contests: Readonly<Record<string, 'asked' | 'upheld' | 'dismissed'>>;
  /** The advance was not paid, for it was late. */
  withoutAdvance?: true;
}

/** Of each act, the facts. Reasons, checklists and what is submitted are the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'open-quarter': { quarter: string };
  'send-attendance': { month: string; digest: string; children: number; days: number; halfDays: number };
  'reopen-attendance': { month: string };
  'sign-consultations': { month: string; digest: string; consultations: number; cents: Cents };
  'reopen-consultations': { month: string };
  'ask-derogation': NoFacts;
  'grant-derogation': { until: string };
  'refuse-derogation': NoFacts;
  'submit': { digest: string; declared: Cents };
  'ask-correction': { corrections: readonly CorrectionCode[] };
  'answer-correction': { digest: string; declared: Cents };
  /** `calculation`: null as long as no table of lump sums is published for the quarter. */
  'propose': { changed: number; calculation: Calculation | null };
  'send-back': NoFacts;
  'sign': NoFacts;
  'refuse': { motive: RefusalMotive };
  'contest': { line: string; cents: Cents };
  'uphold-contest': { line: string };
  'dismiss-contest': { line: string };
  // other procedures and long work
  /** The table of the quarter is published. */
  'calculate': { calculation: Calculation };
  /** The table is corrected: what was signed is calculated anew. */
  'revise': { calculation: Calculation };
  'pay-advance': { cents: Cents; payment: string };
  'pay': { cents: Cents; payment: string };
  // the clock
  'remind-month': NoFacts;
  'quarter-ends': NoFacts;
  'remind': NoFacts;
  'last-day-ends': NoFacts;
  'correction-missed': NoFacts;
  'tell-late': NoFacts;
  'prescribe': NoFacts;
  'contest-ends': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

export const refusalMotives = ['not-subsidised', 'closed', 'double', 'other'] as const;
export type RefusalMotive = (typeof refusalMotives)[number];

/**
 * `validate-team`: what is submitted validates Mon Équipe of the year. `prepare-advance`, `prepare-balance`: a payment that the next file takes.
 */
export const effects = {
  'validate-team': 'act-elsewhere',
  'prepare-advance': 'desk',
  'prepare-balance': 'desk',
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
