/** The questionnaire of the bilan de fonctionnement: eight domains, and the criteria of a version in each. */
import type { Day } from '../calendar.ts';

/** In the order of the pages. */
export const reviewDomains = [
  'infrastructure',
  'health',
  'project',
  'inclusion',
  'families',
  'team',
  'management',
  'neighbourhood',
] as const;
export type ReviewDomain = (typeof reviewDomains)[number];
export const isReviewDomain = (value: unknown): value is ReviewDomain =>
  (reviewDomains as readonly unknown[]).includes(value);
/** On which the health referent of ONE gives an opinion. */
export const healthDomain: ReviewDomain = 'health';

/** 1 `à développer` to 4 `acquis`; 0 is `sans objet`. */
export const scores = [1, 2, 3, 4] as const;
export const notApplicable = 0;
export type Score = 0 | 1 | 2 | 3 | 4;
export const isScore = (value: number): value is Score => [0, 1, 2, 3, 4].includes(value);

export interface Criterion {
  /** The same from one version to the next, whatever its words. */
  id: string;
  domain: ReviewDomain;
  /** In its domain, from 1. */
  position: number;
  wording: string;
  /** What to think of. */
  hint: string;
  mayNotApply: boolean;
}
export interface Level {
  score: Score;
  word: string;
  /** By what one recognises it. */
  description: string;
}
export interface Questionnaire {
  version: string;
  validFrom: Day;
  levels: readonly Level[];
  /** By domain and position. */
  criteria: readonly Criterion[];
}

/** « 2.3 » */
export const numberOf = ({ domain, position }: Pick<Criterion, 'domain' | 'position'>): string =>
  `${String(reviewDomains.indexOf(domain) + 1)}.${String(position)}`;

export const criteriaOf = ({ criteria }: Pick<Questionnaire, 'criteria'>, domain: ReviewDomain): Criterion[] =>
  criteria.filter((criterion) => criterion.domain === domain);

/** Whether a score may be given to the criterion. */
export const mayScore = ({ mayNotApply }: Pick<Criterion, 'mayNotApply'>, score: Score): boolean =>
  score !== notApplicable || mayNotApply;
