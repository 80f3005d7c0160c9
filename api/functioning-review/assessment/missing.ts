/** What an evaluation lacks before it can be sent, each criterion with the way to it. */
import type { Progress } from '../../../domain/functioning-review/progress.ts';
import { numberOf, type Criterion } from '../../../domain/functioning-review/questionnaire.ts';
import { domainWords } from '../../../views/functioning-review/assessment-words.ts';

interface CriterionLink {
  href: string;
  order: string;
  wording: string;
}
/** @param late of which two versions wait for a choice */
export function missingView(
  base: string,
  { domains }: Progress,
  late: readonly Criterion[],
): { late: CriterionLink[]; missing: { title: string; criteria: CriterionLink[] }[] } {
  const linkTo = (criterion: Criterion): CriterionLink => ({
    href: `${base}/${criterion.domain}#c-${criterion.id}`,
    order: numberOf(criterion),
    wording: criterion.wording,
  });
  return {
    late: late.map(linkTo),
    missing: domains
      .filter(({ missing }) => missing.length > 0)
      .map(({ domain, missing }) => ({ title: domainWords[domain].title, criteria: missing.map(linkTo) })),
  };
}
