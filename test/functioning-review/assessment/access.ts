/** Evaluations in the matrix of rights and among the forms to spoil: of a review that is over, for the one that is open has not begun. */
import type { Database } from '../../../db/connect.ts';
import { slug } from '../../../workflows/functioning-review/contract.ts';
import type { Target } from '../../kit/bad-input-targets.ts';
import type { FacilityAsked } from '../../support/slices.ts';

const readAtOne = '200 200 200 200 200 200 200 403 404';
const readOther = '404 404 404 404 404 404 404 403 404';
const pro = (method: 'GET' | 'POST', path: string, own: string): string => `
${method} ${path} own     | ${method === 'GET' ? '302 303 302' : '303'} | ${own} | 403
${method} ${path} other   | ${method === 'GET' ? '302 303 302' : '303'} | 404    | 403
${method} ${path} missing | ${method === 'GET' ? '302 303 302' : '303'} | 404    | 403`;
const office = (method: 'GET' | 'POST', path: string, own: string): string => `
${method} ${path} own     | ${method === 'GET' ? '302 303 302' : '303'} | 403 | ${own}
${method} ${path} other   | ${method === 'GET' ? '302 303 302' : '303'} | 403 | ${readOther}
${method} ${path} missing | ${method === 'GET' ? '302 303 302' : '303'} | 403 | 404`;
const evaluation = '/reviews/:id/';

/** Both are sent there: who may write is told so (409), who only reads is refused. */
export const evaluationRows = [
  ...['assessment', 'assessment/:domain', 'compare', 'compare.xlsx'].map((path) =>
    pro('GET', `/pro${evaluation}${path}`, '200 200 404 404'),
  ),
  ...['assessment/:domain', 'assessment/:domain/presence'].map((path) =>
    pro('POST', `/pro${evaluation}${path}`, '409 409 404 404'),
  ),
  ...['ratings', 'ratings/:domain', 'compare', 'compare.xlsx'].map((path) =>
    office('GET', `/office${evaluation}${path}`, readAtOne),
  ),
  ...['ratings/:domain', 'ratings/:domain/presence'].map((path) =>
    office('POST', `/office${evaluation}${path}`, '403 409 403 403 403 403 403 403 404'),
  ),
  pro('POST', `/pro${evaluation}compare/objectives`, '403 403 404 404'),
  office('POST', `/office${evaluation}compare/objectives`, '403 403 403 403 403 403 403 403 404'),
  office('POST', `/office${evaluation}compare/notes`, '403 403 403 403 403 403 403 403 404'),
].join('');

const isOfEvaluations = (path: string): boolean =>
  /^\/(?:pro|office)\/reviews\/:id\/(?:assessment|ratings|compare)/.test(path);
/** The one that is over. */
export const findEnded = (db: Database, path: string, { id }: FacilityAsked): Promise<string> | undefined =>
  isOfEvaluations(path)
    ? db('cases')
        .where({ slug, facility_id: id, status: 'closed' })
        .orderBy('opened_at', 'desc')
        .first<{ id: string }>('id')
        .then((row) => row.id)
    : undefined;

/** @param answered where the operator writes; @param held whose meeting was held */
export const evaluationTargets = ({ answered, held }: { answered: string; held: string }): Target[] => {
  const said = (score: string): Record<string, string> => ({
    'score.sleep': score,
    'evidence.sleep': 'Feuille de passage.',
    'remark.sleep': '',
    'seen.sleep': `0.${'0'.repeat(16)}`,
  });
  return [
    {
      route: '/pro/reviews/:id/assessment/:domain',
      url: `/pro/reviews/${answered}/assessment/health`,
      by: 'admin-petits-chenes',
      fields: said('7'),
      keeps: ['evidence.sleep'],
    },
    {
      route: '/pro/reviews/:id/assessment/:domain/presence',
      url: `/pro/reviews/${answered}/assessment/health/presence`,
      by: 'admin-petits-chenes',
      fields: { writing: 'sleep' },
      takesAnything: true,
    },
    {
      route: '/office/reviews/:id/ratings/:domain',
      url: `/office/reviews/${answered}/ratings/health`,
      by: 'coordinator-namur',
      fields: said('7'),
      keeps: ['evidence.sleep'],
    },
    {
      route: '/office/reviews/:id/ratings/:domain/presence',
      url: `/office/reviews/${answered}/ratings/health/presence`,
      by: 'coordinator-namur',
      fields: { writing: 'sleep' },
      takesAnything: true,
    },
    ...(['pro', 'office'] as const).map((portal) => ({
      route: `/${portal}/reviews/:id/compare/objectives`,
      url: `/${portal}/reviews/${answered}/compare/objectives`,
      by: portal === 'pro' ? 'admin-petits-chenes' : 'coordinator-namur',
      fields: { criterion: 'sleep', objective: 'x' },
    })),
    {
      route: '/office/reviews/:id/compare/notes',
      url: `/office/reviews/${held}/compare/notes`,
      by: 'coordinator-namur',
      fields: { criterion: 'sleep', version: 'x', note: 'Un tableau sera tenu.' },
      keeps: ['note'],
    },
  ];
};
