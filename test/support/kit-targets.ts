import type { Target } from '../kit/bad-input-targets.ts';

interface Begun {
  /** Key of the person who does the act. */
  by: string;
  caseId: string;
  action: string;
  fields: Record<string, string>;
}

/** What is kept of an act that was begun, and what of it is thrown away: these take whatever was typed. */
export const begunTargets = (slug: string, portal: 'pro' | 'office', { by, caseId, action, fields }: Begun): Target[] =>
  ['edit', 'draft', 'draft/discard'].map((end) => ({
    route: `/${portal}/${slug}/:id/:action/${end}`,
    url: `/${portal}/${slug}/${caseId}/${action}/${end}`,
    by,
    fields,
    takesAnything: true,
  }));

/** An act sent from a page that has seen another case than there is: nothing of it is recorded. */
export const sentTarget = (slug: string, portal: 'pro' | 'office', { by, caseId, action, fields }: Begun): Target => ({
  route: `/${portal}/${slug}/:id/:action`,
  url: `/${portal}/${slug}/${caseId}/${action}`,
  by,
  fields,
  takesAnything: true,
});

/** Documents put beside a case, or beside a draft. @param of `:id` or `drafts/:id` */
export const documentTarget = (slug: string, portal: 'pro' | 'office', id: string, by: string, of = ':id'): Target => ({
  route: `/${portal}/${slug}/${of}/documents`,
  url: `/${portal}/${slug}/${of.replace(':id', id)}/documents`,
  by,
  fields: { file: 'x' },
  takesAnything: true,
});
