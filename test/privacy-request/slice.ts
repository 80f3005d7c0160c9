/** What the tests of the kit ask of requests about personal data: the officer and nobody else. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { slug } from '../../workflows/privacy-request/contract.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { personAsks } from './asks.ts';
import { toldActs } from './told-acts.ts';

const officer = (allowed: number): string => `404 404 404 404 404 404 404 404 ${String(allowed)}`;
const pro = (method: 'GET' | 'POST', end: string): string =>
  ['own', 'other', 'missing']
    .map(
      (whose) => `
${method} /pro/${slug}/:id${end} ${whose} | ${method === 'GET' ? '302 303 302' : '303'} | 404 | 403`,
    )
    .join('');
const office = (method: 'GET' | 'POST', end: string, allowed: number): string =>
  ['own', 'other', 'missing']
    .map(
      (whose) => `
${method} /office/${slug}/:id${end} ${whose} | ${method === 'GET' ? '302 303 302' : '303'} | 403 | ${whose === 'missing' ? '404' : officer(allowed)}`,
    )
    .join('');
const ofCase = (make: (method: 'GET' | 'POST', end: string, allowed: number) => string): string =>
  [
    make('GET', '', 200),
    make('GET', '/:action', 200),
    make('POST', '/:action', 422),
    make('POST', '/:action/edit', 200),
    make('POST', '/:action/draft', 303),
    make('POST', '/:action/draft/discard', 303),
  ].join('');

/** Columns as in `test/access/matrix.ts`. */
const rows = `
${ofCase(pro)}${ofCase(office)}${office('GET', '/data.:format', 200)}${office('POST', '/data.:format', 422)}
GET  /vie-privee/demande                      | 200         | 200 | 200
POST /vie-privee/demande                      | 422         | 422 | 422
GET  /vie-privee/demande/confirmer            | 404         | 404 | 404
POST /vie-privee/demande/confirmer            | 404         | 404 | 404
GET  /vie-privee/demande/suivi                | 200         | 200 | 200
POST /vie-privee/demande/suivi                | 422         | 422 | 422
GET  /account/privacy                         | 302 303 302 | 200 | 200
POST /account/privacy                         | 303         | 422 | 422
GET  /account/privacy/data.xlsx               | 302 303 302 | 200 | 200
GET  /account/privacy/:id own                 | 302 303 302 | 404 | 404
GET  /account/privacy/:id other               | 302 303 302 | 404 | 404
GET  /account/privacy/:id missing             | 302 303 302 | 404 | 404
POST /account/privacy/:id own                 | 303         | 404 | 404
POST /account/privacy/:id other               | 303         | 404 | 404
POST /account/privacy/:id missing             | 303         | 404 | 404
GET  /account/privacy/:id/documents/:document own     | 302 303 302 | 404 | 404
GET  /account/privacy/:id/documents/:document other   | 302 303 302 | 404 | 404
GET  /account/privacy/:id/documents/:document missing | 302 303 302 | 404 | 404
`;

const access: SliceAccess = {
  rows,
  acts: {
    'ask-precision': ['data protection officer'],
    'prolong': ['data protection officer'],
    'answer': ['data protection officer'],
    'refuse': ['data protection officer'],
    'write-message': ['data protection officer'],
    'cancel': ['data protection officer'],
    'ask-identity': ['data protection officer'],
  },
  withoutForm: [
    ...['ask', 'give-reply', 'withdraw', 'remind', 'term-missed', 'remind-reply', 'reply-missed'],
    ...['escalate', 'lapse'],
  ],
  values: () => ({ ':action': 'answer', ':document': randomUUID(), ':format': 'xlsx' }),
  world: ({ db, clock: { now: at } }) => ({ openCase: () => personAsks(db, at, { by: 'thomas-gerard' }) }),
};

async function targets(db: Database): Promise<Target[]> {
  const { id: caseId } = await db('cases').where({ slug, status: 'examine' }).orderBy('id').first<{ id: string }>('id');
  const mine = await db('privacy_askers').whereNotNull('user_id').orderBy('id').first<{ case_id: string }>('case_id');
  const act = { by: 'dpo', caseId, action: 'answer', fields: { text: 'x', token: randomUUID(), version: '99999' } };
  return [
    {
      route: '/vie-privee/demande',
      url: '/vie-privee/demande',
      by: '',
      fields: { kind: 'access', text: 'x', name: 'y', email: 'nowhere' },
      keeps: ['text', 'name', 'email'],
    },
    {
      route: '/vie-privee/demande/suivi',
      url: '/vie-privee/demande/suivi',
      by: '',
      fields: { code: 'ABCD' },
      keeps: ['code'],
    },
    {
      route: '/vie-privee/demande/confirmer',
      url: '/vie-privee/demande/confirmer',
      by: '',
      fields: { token: 'x' },
      takesAnything: true,
    },
    {
      route: '/account/privacy',
      url: '/account/privacy',
      by: 'data-chenes',
      fields: { kind: 'never', text: 'x' },
      keeps: ['text'],
    },
    {
      route: '/account/privacy/:id',
      url: `/account/privacy/${mine.case_id}`,
      by: 'data-chenes',
      fields: { action: 'withdraw', token: randomUUID(), version: '99999' },
      takesAnything: true,
    },
    {
      route: `/office/${slug}/:id/data.:format`,
      url: `/office/${slug}/${mine.case_id}/data.json`,
      by: 'dpo',
      fields: { version: '99999' },
    },
    ...begunTargets(slug, 'office', act),
    sentTarget(slug, 'office', act),
    // No operator finds it there.
    ...begunTargets(slug, 'pro', { ...act, by: 'data-chenes' }),
    sentTarget(slug, 'pro', { ...act, by: 'data-chenes' }),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
