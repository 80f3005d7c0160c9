/** What the tests of the kit ask of pre-requests: who gets which answer where, a case to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/pre-request/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { familyAsks } from './asks.ts';
import { toldActs } from './told-acts.ts';

// The data manager of these tests has been given the authorisation, not the pre-requests.
const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
GET  /pro/pre-requests                                                      | 302 303 302 | 200 200 403 403 | 403
GET  /premiers-pas/pre-demande                                              | 200         | 200             | 200
POST /premiers-pas/pre-demande                                              | 422         | 422             | 422
GET  /premiers-pas/pre-demande/suivi                                        | 200         | 200             | 200
POST /premiers-pas/pre-demande/suivi                                        | 422         | 422             | 422
`;

const access: SliceAccess = {
  rows,
  acts: {
    'offer-place': operator,
    'change-offer': operator,
    'put-on-list': operator,
    'ask-question': operator,
    'refuse': operator,
    'cancel': ['helpdesk'],
    'write-message': ['coordinator', 'adviser'],
  },
  withoutForm: [
    ...['introduce', 'answer-question', 'confirm-place', 'decline-place', 'withdraw', 'found-elsewhere'],
    ...['remind-answer', 'answer-missed', 'remind-question', 'question-missed', 'remind-offer', 'offer-missed'],
    ...['remind-expiry', 'expire', 'enter', 'escalate', 'lapse'],
  ],
  values: (path) => ({ ':action': path.startsWith('/pro') ? 'put-on-list' : 'offer-place' }),
  world: ({ db, clock: { now: at } }) => ({
    openCase: async ({ id, home }) => {
      const { opened } = await familyAsks(db, [], at, { places: [{ id, home }], token: randomUUID() });
      return opened[0]!.caseId;
    },
  }),
};

const by = 'admin-petits-chenes';
async function targets(db: Database): Promise<Target[]> {
  const { id: caseId } = await db('cases')
    .where({ slug, facility_id: stableId('facility chenes'), status: 'to-answer' })
    .orderBy('id')
    .first<{ id: string }>('id');
  const fields = { text: 'x', token: randomUUID(), version: '99999' };
  const act = { by, caseId, action: 'put-on-list', fields };
  const atOne = { by: 'coordinator-namur', caseId, action: 'write-message', fields };
  return [
    {
      route: '/premiers-pas/pre-demande',
      url: '/premiers-pas/pre-demande',
      by: '',
      fields: { then: 'next', childOn: '18/05/2027', wishedOn: 'x', search: 'Namur' },
      keeps: ['childOn', 'wishedOn'],
    },
    {
      route: '/premiers-pas/pre-demande/suivi',
      url: '/premiers-pas/pre-demande/suivi',
      by: '',
      fields: { code: 'ABCD' },
      keeps: ['code'],
    },
    ...begunTargets(slug, 'pro', act),
    ...begunTargets(slug, 'office', atOne),
    sentTarget(slug, 'pro', act),
    sentTarget(slug, 'office', atOne),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
