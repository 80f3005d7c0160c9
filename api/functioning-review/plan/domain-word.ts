/** What a domain of the grid is called; a code that is none any more stays as it is. */
import { isReviewDomain, reviewDomains } from '../../../domain/functioning-review/questionnaire.ts';
import { domainWords } from '../../../views/functioning-review/assessment-words.ts';

export const domainWord = (code: string): string => (isReviewDomain(code) ? domainWords[code].title : code);

export const domainChoices = reviewDomains.map((code, index) => ({
  value: code,
  text: `${String(index + 1)}. ${domainWords[code].title}`,
}));
