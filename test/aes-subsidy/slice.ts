/** What the tests of the kit ask of a quarter of after-school care: who gets which answer where, a case to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/aes-subsidy/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { openQuarter } from './cases.ts';
import { toldActs } from './told-acts.ts';

// A request is of the whole body: who was given one place of it encodes there, and does not send.
const operator: Visitor[] = ['childminder', 'administrator'];
const manager: Visitor[] = ['after-school manager'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
GET /pro/aes-subsidies | 302 303 302 | 403 200 403 403 | 403
GET /pro/aes-subsidies/received | 302 303 302 | 403 200 403 403 | 403
GET /pro/aes-subsidies/received/export | 302 303 302 | 403 200 403 403 | 403
GET /office/aes-subsidies | 302 303 302 | 403 | 200 200 200 200 200 200 200 200 403
GET /office/aes-subsidies/export | 302 303 302 | 403 | 200 200 200 200 200 200 200 200 403
GET /office/facilities/:id/open-after-school-quarter own | 302 303 302 | 403 | 403 403 403 403 403 403 403 403 404
GET /office/facilities/:id/open-after-school-quarter other | 302 303 302 | 403 | 404 404 404 404 404 404 404 403 404
GET /office/facilities/:id/open-after-school-quarter missing | 302 303 302 | 403 | 404
POST /office/facilities/:id/open-after-school-quarter own | 303 | 403 | 403 403 403 403 403 403 403 403 404
POST /office/facilities/:id/open-after-school-quarter other | 303 | 403 | 404 404 404 404 404 404 404 403 404
POST /office/facilities/:id/open-after-school-quarter missing | 303 | 403 | 404
`;

const access: SliceAccess = {
  rows,
  acts: {
    'send': operator,
    'answer-correction': operator,
    'contest': operator,
    'write-message': [...operator, ...manager],
    'close': manager,
    'keep-open': manager,
    'close-rest': manager,
    'accept-late': manager,
    'refuse-late': manager,
    'ask-correction': manager,
    'propose': manager,
    'uphold-contest': manager,
    'dismiss-contest': manager,
    // Who signs subsidies is none of the visitors: the acts themselves are told with them.
    'send-back': [],
    'sign': [],
    'refuse': [],
    'cancel': ['helpdesk'],
  },
  withoutForm: [
    'open-quarter',
    'pay',
    'remind-month',
    'quarter-ends',
    'remind',
    'last-day-ends',
    'tell-late',
    'propose-closing',
    'correction-missed',
    'contest-ends',
    'escalate',
    'lapse',
  ],
  values: (path) => ({ ':action': path.startsWith('/pro') ? 'send' : 'ask-correction' }),
  world: ({ db, clock: { now: at } }) => ({
    async openCase({ id: facilityId, organising_body_id: bodyId }) {
      const quarter = `${String(next++)}-01`;
      const id = await openQuarter(db, {
        at,
        bodyId,
        quarter,
        status: 'in-control in part',
        token: `aes ${facilityId}`,
      });
      // A case of a body is at no facility: what is done to those of this one is done to it here.
      if (facilityId === stableId('facility chenes')) await db('cases').where({ id }).update({ appealed: true });
      return id;
    },
  }),
};
let next = 2100;

async function targets(db: Database): Promise<Target[]> {
  const open = { at: Date.now(), status: 'in-control', then: [] } as const;
  const caseId = await openQuarter(db, { ...open, quarter: '2095-01', token: 'a spoilt quarter after school' });
  const paid = await openQuarter(db, {
    ...open,
    status: 'paid',
    quarter: '2096-01',
    token: 'a spoilt paid quarter after school',
  });
  // From a page that has seen an act to come: nothing is recorded of it.
  const fields = { reason: 'x', token: randomUUID(), version: '99999' };
  const contest = { by: 'admin-mercredis', caseId: paid, action: 'contest', fields };
  const answer = { by: 'aes-manager', caseId, action: 'ask-correction', fields };
  const place = stableId('facility mercredis-envol');
  return [
    {
      route: '/office/facilities/:id/open-after-school-quarter',
      url: `/office/facilities/${place}/open-after-school-quarter`,
      by: 'aes-manager',
      fields: { quarter: 'x', reason: 'essai', token: randomUUID() },
      keeps: ['reason'],
    },
    sentTarget(slug, 'pro', contest),
    ...begunTargets(slug, 'pro', contest),
    sentTarget(slug, 'office', answer),
    ...begunTargets(slug, 'office', answer),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
