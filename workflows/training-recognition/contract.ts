/**
 * Reconnaissance des formations continues et de la qualification du personnel AES: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: ids, codes, days and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'training-recognition';

/** A module that a person has followed; the qualification that a person has by a title. */
export const kinds = ['module', 'qualification'] as const;
export type Kind = (typeof kinds)[number];

/** Why ONE does not recognise it. */
export const motives = [
  'outside-programme',
  'organisation-not-entitled',
  'not-the-functions',
  'certificate-unrelated',
  'duplicate',
  'encoding-error',
  'title-not-listed',
] as const;
export type Motive = (typeof motives)[number];

/** What gives the qualification: a title, or hours towards one. */
export const titles = [
  'nursery-nurse',
  'early-childhood-worker',
  'educator',
  'teacher',
  'after-school-coordinator',
  'base-training',
  'hundred-hours',
  'other',
] as const;
export type Title = (typeof titles)[number];

export type Status = 'waiting' | 'information-asked' | 'recognised' | 'refused' | 'withdrawn' | 'merged' | 'cancelled';

export interface CaseData {
  kind: Kind;
  motive?: Motive;
  /** Where the last decision was taken from: what undoes it leads back there. */
  before?: 'waiting' | 'information-asked';
}

/** The decision on a whole group that an act comes from. */
interface OfDecision {
  decisionId?: string;
}
/** What a line says: organisation and module where they stand in the lists. */
export interface LineFacts {
  hours: number;
  fromOn: string;
  toOn: string;
  organisationId: string | null;
  moduleId: string | null;
}
/** Of each act, the facts. Typed names, questions and answers are the act's content, kept beside it. */
export interface Facts extends KitFacts {
  'submit': (LineFacts & { kind: 'module' }) | { kind: 'qualification'; title: Title; obtainedOn: string };
  /** `list`: the lists recognise organisation and module already. */
  'recognise': OfDecision & { list?: true };
  'refuse': OfDecision & { motive: Motive };
  'ask-information': OfDecision;
  'give-information': NoFacts;
  'correct': LineFacts;
  'withdraw': NoFacts;
  'merge': OfDecision & { into: string };
  'reopen': OfDecision;
  // the clock
  'remind-information': NoFacts;
  'information-missed': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/** All that follows from these acts is in the database with them. */
export const effects = {} as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
