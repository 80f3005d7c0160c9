/** How far an evaluation has come: what has a score, and what is missing. */
import {
  criteriaOf,
  mayScore,
  reviewDomains,
  type Criterion,
  type Questionnaire,
  type ReviewDomain,
  type Score,
} from './questionnaire.ts';

/** By criterion. */
export type Scores = ReadonlyMap<string, Score | null>;

export interface DomainProgress {
  domain: ReviewDomain;
  done: number;
  total: number;
  missing: Criterion[];
}
export interface Progress {
  done: number;
  total: number;
  missing: Criterion[];
  domains: DomainProgress[];
}

/** A score that its criterion does not take (« sans objet » where all are concerned) counts as missing. */
export function progressOf(questionnaire: Pick<Questionnaire, 'criteria'>, given: Scores): Progress {
  const domains = reviewDomains.map((domain): DomainProgress => {
    const criteria = criteriaOf(questionnaire, domain);
    const missing = criteria.filter((criterion) => !isScored(criterion, given.get(criterion.id)));
    return { domain, total: criteria.length, done: criteria.length - missing.length, missing };
  });
  const sum = (of: (one: DomainProgress) => number): number => domains.reduce((all, one) => all + of(one), 0);
  return {
    done: sum(({ done }) => done),
    total: sum(({ total }) => total),
    missing: domains.flatMap(({ missing }) => missing),
    domains,
  };
}
const isScored = (criterion: Criterion, score: Score | null | undefined): boolean =>
  score !== null && score !== undefined && mayScore(criterion, score);

export const isComplete = ({ done, total }: Pick<Progress, 'done' | 'total'>): boolean => total > 0 && done === total;
