/** What the tests of the kit ask of a quarter: who gets which answer where, a case to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { slug } from '../../workflows/quarterly-subsidy/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { openQuarter, stableOf } from './cases.ts';
import { toldActs } from './told-acts.ts';

// The data manager of these tests has been given the authorisation, not the subsidies.
const operator: Visitor[] = ['childminder', 'administrator'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
GET /pro/quarterly-subsidy/:id/report/:step own | 302 303 302 | 200 200 404 404 | 403
GET /pro/quarterly-subsidy/:id/report/:step other | 302 303 302 | 404 | 403
GET /pro/quarterly-subsidy/:id/report/:step missing | 302 303 302 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/staff own | 303 | 303 303 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/staff other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/staff missing | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/information own | 303 | 422 422 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/information other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/information missing | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/information/closures own | 303 | 422 422 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/information/closures other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/information/closures missing | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/information/holidays own | 303 | 303 303 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/information/holidays other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/information/holidays missing | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/costs own | 303 | 422 422 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/costs other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/costs missing | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/costs/lines own | 303 | 422 422 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/costs/lines other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/costs/lines missing | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/attachments own | 303 | 303 303 404 404 | 403
POST /pro/quarterly-subsidy/:id/report/attachments other | 303 | 404 | 403
POST /pro/quarterly-subsidy/:id/report/attachments missing | 303 | 404 | 403
GET /pro/quarters | 302 303 302 | 200 200 403 403 | 403
GET /office/facilities/:id/open-quarter own | 302 303 302 | 403 | 403 403 403 403 403 403 403 403 404
GET /office/facilities/:id/open-quarter other | 302 303 302 | 403 | 404 404 404 404 404 404 404 403 404
GET /office/facilities/:id/open-quarter missing | 302 303 302 | 403 | 404
POST /office/facilities/:id/open-quarter own | 303 | 403 | 403 403 403 403 403 403 403 403 404
POST /office/facilities/:id/open-quarter other | 303 | 403 | 404 404 404 404 404 404 404 403 404
POST /office/facilities/:id/open-quarter missing | 303 | 403 | 404
`;

const access: SliceAccess = {
  rows,
  acts: {
    'send-attendance': operator,
    'sign-consultations': operator,
    'ask-derogation': operator,
    'submit': operator,
    'answer-correction': operator,
    'contest': operator,
    // Who works on subsidies is none of the visitors: the acts themselves are told with them.
    'reopen-attendance': [],
    'reopen-consultations': [],
    'grant-derogation': [],
    'refuse-derogation': [],
    'ask-correction': [],
    'propose': [],
    'send-back': [],
    'sign': [],
    'refuse': [],
    'uphold-contest': [],
    'dismiss-contest': [],
    'cancel': ['helpdesk'],
    'write-message': operator,
  },
  withoutForm: [
    'open-quarter',
    'calculate',
    'revise',
    'pay-advance',
    'pay',
    'remind-month',
    'quarter-ends',
    'remind',
    'last-day-ends',
    'correction-missed',
    'tell-late',
    'prescribe',
    'contest-ends',
    'escalate',
    'lapse',
  ],
  values: (path) => ({ ':step': 'staff', ':action': path.startsWith('/pro') ? 'ask-derogation' : 'ask-correction' }),
  world: ({ db, clock: { now: at } }) => ({
    openCase: ({ id: facilityId }) =>
      openQuarter(db, { facilityId, at, quarter: '2030-1', status: 'to-submit', token: `quarter ${facilityId}` }),
  }),
};

async function targets(db: Database): Promise<Target[]> {
  const caseId = await openQuarter(db, {
    facilityId: stableOf('chenes'),
    at: Date.now(),
    quarter: '2031-1',
    status: 'to-submit',
    token: 'a spoilt quarter',
  });
  // From a page that has seen an act to come: nothing is recorded of it.
  const fields = { reason: 'x', token: randomUUID(), version: '99999' };
  const derogation = { by: 'admin-petits-chenes', caseId, action: 'ask-derogation', fields };
  const answer = { by: 'subsidy-manager', caseId, action: 'ask-correction', fields };
  const report = (end: string, given: Record<string, string>, more: Partial<Target> = {}): Target => ({
    route: `/pro/${slug}/:id/report/${end}`,
    url: `/pro/${slug}/${caseId}/report/${end}`,
    by: 'admin-petits-chenes',
    fields: given,
    ...more,
  });
  return [
    {
      route: '/office/facilities/:id/open-quarter',
      url: `/office/facilities/${stableOf('chenes')}/open-quarter`,
      by: 'subsidy-manager',
      fields: { quarter: 'x', reason: 'essai', token: randomUUID() },
      keeps: ['reason'],
    },
    report('staff', { then: 'save' }, { takesAnything: true }),
    report('information', { version: '0', opens: 'x', closes: '18:00' }, { keeps: ['opens'] }),
    report(
      'information/closures',
      { form: 'new', common: '0', version: '0', fromOn: 'x', note: 'essai' },
      { keeps: ['note'] },
    ),
    report('information/holidays', {}, { takesAnything: true }),
    report(
      'costs',
      { version: '0', clerkSessions: 'x', premisesSessions: '0', socialTravel: '0' },
      { keeps: ['clerkSessions'] },
    ),
    report(
      'costs/lines',
      { token: randomUUID(), kind: 'supplies', heldOn: '14/07/2026', label: 'essai', cents: 'x' },
      { keeps: ['label'] },
    ),
    report('attachments', { file: 'x' }, { takesAnything: true }),
    sentTarget(slug, 'pro', derogation),
    ...begunTargets(slug, 'pro', derogation),
    sentTarget(slug, 'office', answer),
    ...begunTargets(slug, 'office', answer),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
