/** What the tests of the kit ask of the validation of doctors: who gets which answer where, a doctor and a draft to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { createDraft } from '../../db/drafts.ts';
import { slug } from '../../workflows/doctor-validation/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows, draftRows } from '../support/access-rows.ts';
import { begunTargets, documentTarget, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { introduce, someDoctor, stableOf } from './cases.ts';
import { toldActs } from './told-acts.ts';

// The data manager of these tests has been given the authorisation, not the subsidies. A childminder has no crèche that is subsidised: none of
// the pages where a doctor is introduced is theirs.
const operator: Visitor[] = ['childminder', 'administrator'];
const add = (method: 'GET' | 'POST', own: number): string => `
${method} /pro/facilities/:id/doctors/new own     | ${method === 'GET' ? '302 303 302' : '303'} | 404 ${String(own)} 404 404 | 403
${method} /pro/facilities/:id/doctors/new other   | ${method === 'GET' ? '302 303 302' : '303'} | 404 | 403
${method} /pro/facilities/:id/doctors/new missing | ${method === 'GET' ? '302 303 302' : '303'} | 404 | 403`;
const there = (method: 'GET' | 'POST', own: number): string =>
  [
    `own     | SIGN | ${String(own)} ${String(own)} 404 404 | 403`,
    'other   | SIGN | 404 | 403',
    'missing | SIGN | 404 | 403',
  ]
    .map(
      (row) => `\n${method} /pro/doctors/:id/places ${row.replace('SIGN', method === 'GET' ? '302 303 302' : '303')}`,
    )
    .join('');
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
${draftRows(slug, { sees: ['administrator'], reads: operator, elsewhere: 404 })}
GET  /pro/doctors                                                           | 302 303 302 | 200 200 403 403 | 403
GET  /pro/doctors/convention                                                | 302 303 302 | 200 200 403 403 | 403
${add('GET', 200)}${add('POST', 422)}${there('GET', 200)}${there('POST', 422)}
`;

const access: SliceAccess = {
  rows,
  acts: {
    'complete': operator,
    'withdraw': operator,
    'ask-change': operator,
    'end-collaboration': operator,
    // Who works on subsidies is none of the visitors: the acts themselves are told with them.
    'validate': [],
    'ask-complement': [],
    'refuse': [],
    'accept-change': [],
    'refuse-change': [],
    'suspend': [],
    'resume': [],
    'cancel': ['helpdesk'],
    'write-message': operator,
  },
  withoutForm: ['introduce', 'remind-agents', 'remind', 'complement-missed', 'collaboration-ends', 'escalate', 'lapse'],
  values: (path) => ({
    ':step': 'collaboration',
    ':action': path.startsWith('/pro') ? 'end-collaboration' : 'validate',
  }),
  world: ({ db, clock: { now: at } }, userId) => ({
    openCase: ({ id: facilityId }) => introduce(db, { facilityId, at, token: `doctor ${facilityId}` }),
    openDraft: (facility) =>
      createDraft(db, {
        slug,
        kind: 'new',
        subject: { ...facility, kind: 'facility' },
        form: {},
        by: userId,
        at,
      }),
    findId: (path, _facility, caseId) => (path.startsWith('/pro/doctors/:id') ? Promise.resolve(caseId) : undefined),
  }),
};

const by = 'admin-petits-chenes';
async function targets(db: Database): Promise<Target[]> {
  const at = Date.now();
  const caseId = await introduce(db, { facilityId: stableOf('chenes'), at });
  const facility = (await db('facilities')
    .where({ id: stableOf('chenes') })
    .first('id', 'organising_body_id', 'administration')) as {
    id: string;
    organising_body_id: string;
    administration: string;
  };
  const draft = await createDraft(db, {
    slug,
    kind: 'new',
    subject: { ...facility, kind: 'facility' },
    form: {},
    by: stableId(`user ${by}`),
    at,
  });
  const path = `/pro/${slug}/drafts/${draft}`;
  // From a page that has seen an act to come: nothing is recorded of it.
  const fields = { until: 'x', token: randomUUID(), version: '99999' };
  const end = { by, caseId, action: 'end-collaboration', fields };
  const decision = { by: 'subsidy-manager', caseId, action: 'validate', fields: { ...fields, until: '' } };
  const { inami } = someDoctor();
  return [
    {
      route: '/pro/facilities/:id/doctors/new',
      url: `/pro/facilities/${facility.id}/doctors/new`,
      by,
      fields: { inami: '1-2345' },
      keeps: ['inami'],
    },
    {
      route: '/pro/doctors/:id/places',
      url: `/pro/doctors/${caseId}/places`,
      by,
      fields: { token: randomUUID(), from: '31/02/2026', declaration: 'oui' },
      keeps: ['from'],
    },
    {
      route: `/pro/${slug}/drafts`,
      url: `/pro/${slug}/drafts`,
      by,
      fields: { facilityId: facility.id, kind: 'x' },
      keeps: [],
    },
    {
      route: `/pro/${slug}/drafts/:id/:step`,
      url: `${path}/doctor`,
      by,
      fields: { version: '1', inami, familyName: '', firstName: 'Ghislaine' },
      keeps: ['firstName'],
    },
    {
      route: `/pro/${slug}/drafts/:id/:step`,
      url: `${path}/contact`,
      by,
      fields: { 'version': '1', 'mobile': '0470 11 22 33', 'address.street': '', 'email': 'x', 'country': 'be' },
      keeps: ['mobile'],
    },
    {
      route: `/pro/${slug}/drafts/:id/submit`,
      url: `${path}/submit`,
      by,
      fields: { token: randomUUID(), version: '1' },
      keeps: [],
    },
    {
      route: `/pro/${slug}/drafts/:id/discard`,
      url: `/pro/${slug}/drafts/${randomUUID()}/discard`,
      by,
      fields: {},
      takesAnything: true,
    },
    documentTarget(slug, 'pro', draft, by, 'drafts/:id'),
    sentTarget(slug, 'pro', end),
    ...begunTargets(slug, 'pro', end),
    sentTarget(slug, 'office', decision),
    ...begunTargets(slug, 'office', decision),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
