/**
 * Rows of the access matrix for the routes that the kit gives to each procedure. Who sees the case and who does the act in `:action` is said
 * by hand, in the slice; the rest follows from the distribution of tasks: another's is not found, the helpdesk reads everywhere.
 */
import { afterSchoolAgents, agents, operators, type Visitor } from '../access/visitors.ts';

interface Asked {
  /** Operators in whose hands it is; the others do not find it. */
  sees: readonly Visitor[];
  /** Who at ONE does the act that `:action` stands for under `/office`; nobody where none has one. */
  does?: readonly Visitor[];
}

const ofOperators = (sees: Asked['sees'], allowed: number, refused = 404): string =>
  operators.map((visitor) => (sees.includes(visitor) ? allowed : refused)).join(' ');
const ofAgents = (does: Asked['does'], allowed: number): string =>
  agents
    .filter((visitor) => !(afterSchoolAgents as readonly Visitor[]).includes(visitor))
    .map((visitor) => (visitor === 'data protection officer' ? 404 : does?.includes(visitor) ? allowed : 403))
    .join(' ');
const readOther = '404 404 404 404 404 404 404 200 404';
const doOther = '404 404 404 404 404 404 404 403 404';
const doors = { GET: '302 303 302', POST: '303' };

const pro = (method: 'GET' | 'POST', path: string, own: string, other = '404'): string => `
${method} ${path} own | ${doors[method]} | ${own} | 403
${method} ${path} other | ${doors[method]} | ${other} | 403
${method} ${path} missing | ${doors[method]} | 404 | 403`;
const office = (method: 'GET' | 'POST', path: string, own: string, other = doOther): string => `
${method} ${path} own | ${doors[method]} | 403 | ${own}
${method} ${path} other | ${doors[method]} | 403 | ${other}
${method} ${path} missing | ${doors[method]} | 403 | 404`;

/** Its page, the form of an act, and what is kept of one that was begun. */
export const caseRows = (slug: string, { sees, does }: Asked): string =>
  [
    pro('GET', `/pro/${slug}/:id`, ofOperators(sees, 200)),
    pro('GET', `/pro/${slug}/:id/:action`, ofOperators(sees, 200)),
    pro('POST', `/pro/${slug}/:id/:action`, ofOperators(sees, 422)),
    pro('POST', `/pro/${slug}/:id/:action/edit`, ofOperators(sees, 200)),
    pro('POST', `/pro/${slug}/:id/:action/draft`, ofOperators(sees, 303)),
    pro('POST', `/pro/${slug}/:id/:action/draft/discard`, ofOperators(sees, 303)),
    office('GET', `/office/${slug}/:id`, '200 200 200 200 200 200 200 200 404', readOther),
    office('GET', `/office/${slug}/:id/:action`, ofAgents(does, 200)),
    office('POST', `/office/${slug}/:id/:action`, ofAgents(does, 422)),
    office('POST', `/office/${slug}/:id/:action/edit`, ofAgents(does, 200)),
    office('POST', `/office/${slug}/:id/:action/draft`, ofAgents(does, 303)),
    office('POST', `/office/${slug}/:id/:action/draft/discard`, ofAgents(does, 303)),
  ].join('');

/** Documents put beside a case: where one of its acts takes some. */
export const caseDocumentRows = (slug: string, { sees, does }: Asked): string =>
  pro('POST', `/pro/${slug}/:id/documents`, ofOperators(sees, 303)) +
  office('POST', `/office/${slug}/:id/documents`, ofAgents(does, 303));

/**
 * A request that is prepared step by step.
 * @param reads who reads the case once it is sent, where that is not the same
 * @param elsewhere what they get for a place that such a request is not for
 * @param other what each gets where it begins for another's: 404, but for who reads the same body without answering for it
 */
export const draftRows = (
  slug: string,
  {
    sees,
    reads = sees,
    elsewhere = 403,
    other,
  }: Asked & { reads?: readonly Visitor[]; elsewhere?: 403 | 404; other?: string },
): string =>
  [
    pro('GET', `/pro/${slug}/new`, ofOperators(sees, 200, elsewhere), other),
    pro('POST', `/pro/${slug}/drafts`, ofOperators(sees, 422, elsewhere), other),
    pro('GET', `/pro/${slug}/drafts/:id`, ofOperators(sees, 200)),
    pro('GET', `/pro/${slug}/drafts/:id/:step`, ofOperators(sees, 200)),
    pro('POST', `/pro/${slug}/drafts/:id/:step`, ofOperators(sees, 422)),
    pro('GET', `/pro/${slug}/drafts/:id/documents`, ofOperators(sees, 200)),
    pro('POST', `/pro/${slug}/drafts/:id/documents`, ofOperators(sees, 422)),
    pro('GET', `/pro/${slug}/drafts/:id/check`, ofOperators(sees, 200)),
    pro('POST', `/pro/${slug}/drafts/:id/submit`, ofOperators(sees, 422)),
    pro('GET', `/pro/${slug}/drafts/:id/discard`, ofOperators(sees, 200)),
    pro('POST', `/pro/${slug}/drafts/:id/discard`, ofOperators(sees, 303)),
    pro('GET', `/pro/${slug}/:id/receipt`, ofOperators(reads, 200)),
  ].join('');
