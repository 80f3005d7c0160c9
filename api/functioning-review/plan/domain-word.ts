/** What a domain of the grid is called; a code that is none any more stays as it is. */
import { isReviewDomain, reviewDomains } from '../../../domain/functioning-review/questionnaire.ts';
import { domainTitles } from '../../../views/functioning-review/domain-words.ts';

export const domainWord = (code: string): string => (isReviewDomain(code) ? domainTitles[code] : code);

export const domainChoices = reviewDomains.map((code, index) => ({
  value: code,
  text: `${String(index + 1)}. ${domainTitles[code]}`,
}));
