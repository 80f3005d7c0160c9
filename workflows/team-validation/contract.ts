/**
 * Validation annuelle de Mon Équipe: the words that every room shares.
 * No run-time import. What stands in `Facts` and `CaseData` may reach the engine: codes, days and numbers only.
 */
import type { EffectKind } from '../effect-kinds.ts';
import type { KitFacts, NoFacts } from '../kit-acts.ts';
import type { WordsOf } from '../procedure.ts';

export const slug = 'team-validation';

export const kinds = ['year'] as const;
export type Kind = (typeof kinds)[number];

/** What validates the team: its operator once a year, or each quarterly request of a subsidised crèche. */
export const paths = ['yearly', 'quarterly'] as const;
export type TeamPath = (typeof paths)[number];

export type Status =
  | 'open'
  | 'in-preparation'
  | 'late'
  | 'validated'
  | 'validated-late'
  | 'validated-automatically'
  | 'not-validated'
  | 'cancelled';

export interface CaseData {
  year: string;
  path: TeamPath;
  /** A childminder's place: the adviser follows it instead of the coordinator. */
  childminder: boolean;
  /** 'YYYY-MM-DD', the last day in time; null where the year was opened after it: nobody is late for that. */
  lastDay: string | null;
  /** The last day is over: which path it is has been looked at, and stays. */
  decided?: true;
  /** Validated after the last day. */
  late?: true;
  /** ONE has spoken to who is late. */
  followedUp?: true;
  /** Of what was validated: SHA-256 in hex of the team as it was (`db/team-validation/read-team.ts`). */
  digest?: string;
  people?: number;
  /** « 2027-1 »: the request that validated. */
  quarter?: string;
}

/** Of each act, the facts. What is signed, the team, is the act's content: kept beside it. */
export interface Facts extends KitFacts {
  'open-year': { year: string; path: TeamPath; childminder: boolean };
  'begin': NoFacts;
  /** `links`: contracts and other links; `warnings`: points left to check. */
  'validate': { digest: string; people: number; links: number; warnings: number };
  'follow-up': NoFacts;
  // other procedures, and what this one has looked at
  'validate-from-quarter': { quarter: string; digest: string; people: number };
  'change-path': { path: TeamPath };
  'declare-late': NoFacts;
  // the clock
  'inform': NoFacts;
  'remind': NoFacts;
  'last-day-ends': NoFacts;
  'year-ends': NoFacts;
}
export type Action = Extract<keyof Facts, string>;

/** `look-at-path`: whether the facility is a subsidised crèche on that day, told to the case itself. */
export const effects = { 'look-at-path': 'act-elsewhere' } as const satisfies Readonly<Record<string, EffectKind>>;

export type Words = WordsOf<Status, Facts, typeof effects, CaseData>;
