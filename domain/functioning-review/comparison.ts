/** Both evaluations beside each other, and the one before: where they differ, by how much, and what a new wording leaves without comparison. */
import {
  criteriaOf,
  notApplicable,
  reviewDomains,
  type Criterion,
  type Questionnaire,
  type ReviewDomain,
  type Score,
} from './questionnaire.ts';
import type { Scores } from './progress.ts';

/** ONE's score less the operator's; `applies` where only one of both says « sans objet »; null where nothing differs or one is missing. */
export type Gap = number | 'applies' | null;

/** What became of a criterion since the version before. */
export type Rewording = 'new' | 'reworded' | null;

/** The evaluation before, in the words of its own version. */
export interface Before {
  questionnaire: Pick<Questionnaire, 'criteria'>;
  operator: Scores;
  one: Scores;
}
export interface Compared {
  criterion: Criterion;
  operator: Score | null;
  one: Score | null;
  /** ONE's last time; null where there was none, or where its words were others. */
  before: Score | null;
  rewording: Rewording;
  gap: Gap;
  /** ONE sees it lower than last time. */
  dropped: boolean;
}

export function gapOf(operator: Score | null, one: Score | null): Gap {
  if (operator === null || one === null || operator === one) return null;
  if (operator === notApplicable || one === notApplicable) return 'applies';
  return one - operator;
}

export function rewordingOf(criterion: Criterion, before: Pick<Questionnaire, 'criteria'> | undefined): Rewording {
  if (!before) return null;
  const earlier = before.criteria.find(({ id }) => id === criterion.id);
  if (!earlier) return 'new';
  return earlier.wording === criterion.wording ? null : 'reworded';
}

/** Last time's score of a criterion; nothing where its words are others now. */
export const scoreBefore = (
  criterion: Criterion,
  before: Pick<Before, 'questionnaire'> | undefined,
  given: Scores | undefined,
): Score | null =>
  before && rewordingOf(criterion, before.questionnaire) === null ? (given?.get(criterion.id) ?? null) : null;

export function compare(
  { criteria }: Pick<Questionnaire, 'criteria'>,
  given: { operator: Scores; one: Scores; before?: Before | undefined },
): Compared[] {
  return criteria.map((criterion): Compared => {
    const operator = given.operator.get(criterion.id) ?? null;
    const one = given.one.get(criterion.id) ?? null;
    const before = scoreBefore(criterion, given.before, given.before?.one);
    return {
      criterion,
      operator,
      one,
      before,
      rewording: rewordingOf(criterion, given.before?.questionnaire),
      gap: gapOf(operator, one),
      dropped: isLower(one, before),
    };
  });
}
const isLower = (one: Score | null, before: Score | null): boolean =>
  one !== null && before !== null && one !== notApplicable && before !== notApplicable && one < before;

export const views = ['gaps', 'two', 'drops', 'all'] as const;
export type ComparisonView = (typeof views)[number];
const isIn: Record<ComparisonView, (row: Compared) => boolean> = {
  gaps: ({ gap }) => gap !== null,
  two: ({ gap }) => typeof gap === 'number' && Math.abs(gap) >= 2,
  drops: ({ dropped }) => dropped,
  all: () => true,
};
export const rowsOf = (rows: readonly Compared[], view: ComparisonView): Compared[] => rows.filter(isIn[view]);

export interface DomainAverages {
  domain: ReviewDomain;
  operator: number | null;
  one: number | null;
  before: number | null;
}
/** A domain in which the averages are this far apart is marked. */
export const notableGap = 0.5;

/** « Sans objet » counts in no average. */
export const averagesOf = (
  questionnaire: Pick<Questionnaire, 'criteria'>,
  rows: readonly Compared[],
): DomainAverages[] =>
  reviewDomains.map((domain) => {
    const ids = new Set(criteriaOf(questionnaire, domain).map(({ id }) => id));
    const within = rows.filter(({ criterion }) => ids.has(criterion.id));
    return {
      domain,
      operator: average(within.map(({ operator }) => operator)),
      one: average(within.map(({ one }) => one)),
      before: average(within.map(({ before }) => before)),
    };
  });
function average(values: readonly (Score | null)[]): number | null {
  const given = values.filter((value): value is 1 | 2 | 3 | 4 => value !== null && value !== notApplicable);
  return given.length === 0 ? null : given.reduce<number>((sum, value) => sum + value, 0) / given.length;
}
