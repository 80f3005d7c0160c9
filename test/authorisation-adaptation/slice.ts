/** What the tests of the kit ask of the adaptation: who gets which answer where, a case and a draft to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import { createDraft } from '../../db/drafts.ts';
import { openCase } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseDocumentRows, caseRows, draftRows } from '../support/access-rows.ts';
import { begunTargets, documentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { toldActs } from './told-acts.ts';

const operator: Visitor[] = ['childminder', 'administrator', 'data manager of one facility'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${draftRows(slug, { sees: operator })}
${caseRows(slug, { sees: operator, does: ['referent'] })}
${caseDocumentRows(slug, { sees: operator })}
POST /pro/authorisation-adaptation/:id/propose-decision/:view own           | 303         | 403 403 403 404 | 403
POST /pro/authorisation-adaptation/:id/propose-decision/:view other         | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/propose-decision/:view missing       | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/sign-decision/:view own              | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/sign-decision/:view other            | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/sign-decision/:view missing          | 303         | 404             | 403
GET  /office/facilities/:id/open-measure own                                | 302 303 302 | 403             | 200 403 403 403 403 403 403 403 404
GET  /office/facilities/:id/open-measure other                              | 302 303 302 | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/facilities/:id/open-measure missing                            | 302 303 302 | 403             | 404
POST /office/facilities/:id/open-measure own                                | 303         | 403             | 422 403 403 403 403 403 403 403 404
POST /office/facilities/:id/open-measure other                              | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/facilities/:id/open-measure missing                            | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/propose-decision/:view own        | 303         | 403             | 200 403 403 403 403 403 403 403 404
POST /office/authorisation-adaptation/:id/propose-decision/:view other      | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/authorisation-adaptation/:id/propose-decision/:view missing    | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/sign-decision/:view own           | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/sign-decision/:view other         | 303         | 403             | 404
POST /office/authorisation-adaptation/:id/sign-decision/:view missing       | 303         | 403             | 404
POST /pro/authorisation-adaptation/:id/consequences/read own                | 303         | 303 303 303 404 | 403
POST /pro/authorisation-adaptation/:id/consequences/read other              | 303         | 404             | 403
POST /pro/authorisation-adaptation/:id/consequences/read missing            | 303         | 404             | 403
POST /office/authorisation-adaptation/:id/consequences/read own             | 303         | 403             | 303 303 303 303 303 303 403 403 404
POST /office/authorisation-adaptation/:id/consequences/read other           | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/authorisation-adaptation/:id/consequences/read missing         | 303         | 403             | 404
`;

const visiting: Visitor[] = ['coordinator', 'adviser'];
const acts: SliceAccess['acts'] = {
  'declare-complete': ['referent'],
  'ask-complement': ['referent'],
  'extend-complement': ['referent'],
  'close-without-follow-up': ['referent'],
  'acknowledge': ['referent'],
  'propose-visit': visiting,
  'plan-visit': visiting,
  'report-visit': visiting,
  'give-opinion': visiting,
  'give-health-opinion': ['health referent'],
  'propose-decision': ['referent'],
  'sign-decision': ['head of administration'],
  'return-to-drafter': ['head of administration'],
  'confirm-conditions': ['referent'],
  'note-conditions-unmet': ['referent'],
  'send-registered': ['referent', 'appeal secretariat'],
  'note-reception': ['referent', 'appeal secretariat'],
  'grant-extension': ['referent'],
  'refuse-extension': ['referent'],
  'extend-period': ['referent'],
  'confirm-return': ['referent'],
  'plan-hearing': ['appeal secretariat'],
  'decide-appeal': ['appeal secretariat'],
  'cancel': ['helpdesk'],
  'give-complement': operator,
  'declare-conditions': operator,
  'choose-visit-date': operator,
  'refuse-visit-dates': operator,
  'ask-extension': operator,
  'give-remedy': operator,
  'lodge-appeal': operator,
  'answer-notice': operator,
  'withdraw': operator,
  'write-message': [
    ...operator,
    'referent',
    'coordinator',
    'adviser',
    'health referent',
    'head of administration',
    'appeal secretariat',
  ],
};

const access: SliceAccess = {
  rows,
  acts,
  withoutForm: [
    'submit',
    'open-measure',
    'remind-complement',
    'complement-missed',
    'conditions-overdue',
    'remind-conditions',
    'take-effect',
    'remind-effective-date',
    'remind-return',
    'period-overrun',
    'remedy-missed',
    'appeal-lapsed',
    'notice-unanswered',
    'remind-visit',
    'visit-choice-missed',
    'escalate',
    'returned',
    'lapse',
  ],
  values: (path) => ({
    ':slot': 'staffing-plan',
    ':step': 'capacity',
    ':view': 'effects',
    ':action': path.startsWith('/pro') ? 'withdraw' : 'declare-complete',
  }),
  world: ({ db, clock: { now: at } }, userId) => ({
    openCase: async (facility) => {
      const { caseId } = await openCase(db, process, {
        token: `move of ${facility.id}`,
        subject: { kind: 'facility', id: facility.id },
        kind: 'permanent-move',
        action: 'submit',
        at,
        facts: { kind: 'permanent-move', home: facility.home, wishedOn: '2027-05-03', moreCapacity: false },
        content: {
          address: { street: 'rue du Test', number: '1', postcode: '5000', locality: 'Namur' },
          movesOn: '2027-05-03',
          reason: 'Le bail se termine.',
        },
        actor: { role: 'operator', userId },
      });
      return caseId;
    },
    openDraft: (facility) =>
      createDraft(db, {
        slug,
        kind: 'capacity-change',
        subject: { ...facility, kind: 'facility' },
        form: {},
        by: userId,
        at,
      }),
  }),
};

const nobody = '00000000-0000-4000-8000-000000000000';
async function targets(db: Database): Promise<Target[]> {
  const caseAt = async (facility: string, status: string): Promise<string> =>
    (
      await db('cases')
        .where({ slug, facility_id: stableId(`facility ${facility}`), status })
        .first<{ id: string }>('id')
    ).id;
  const draft = stableId('draft glands capacity-change');
  const move = stableId('draft marmots-jardin permanent-move');
  const [chenes, visited] = [await caseAt('chenes', 'complement-asked'), await caseAt('clair-matin', 'decision')];
  const signed = await caseAt('parc', 'signature');
  return [
    {
      route: '/office/facilities/:id/open-measure',
      url: `/office/facilities/${stableId('facility chenes')}/open-measure`,
      by: 'referent-namur',
      fields: { kind: 'x', facts: 'a', reasons: 'b', expected: 'c', effectiveOn: '05/01/2027', token: randomUUID() },
      keeps: ['facts', 'reasons', 'expected'],
    },
    {
      route: `/pro/${slug}/drafts`,
      url: `/pro/${slug}/drafts`,
      by: 'admin-petits-chenes',
      fields: { facilityId: stableId('facility glands'), kind: 'x', from: nobody },
    },
    {
      route: `/pro/${slug}/drafts/:id/:step`,
      url: `/pro/${slug}/drafts/${draft}/capacity`,
      by: 'admin-petits-chenes',
      fields: { version: '1', capacity: 'x', changesOn: 'y', reason: '' },
    },
    {
      route: `/pro/${slug}/drafts/:id/:step`,
      url: `/pro/${slug}/drafts/${draft}/staffing`,
      by: 'admin-petits-chenes',
      fields: { version: '1', staffingPlan: '' },
    },
    {
      route: `/pro/${slug}/drafts/:id/:step`,
      url: `/pro/${slug}/drafts/${move}/address`,
      by: 'admin-marmots',
      fields: {
        'version': '1',
        'address.street': 'rue',
        'address.number': '1',
        'address.box': '',
        'address.postcode': '9',
        'address.locality': 'x',
      },
    },
    {
      route: `/pro/${slug}/drafts/:id/submit`,
      url: `/pro/${slug}/drafts/${draft}/submit`,
      by: 'admin-petits-chenes',
      fields: { token: nobody, version: '1', declaration: 'oui' },
    },
    {
      route: `/pro/${slug}/drafts/:id/discard`,
      url: `/pro/${slug}/drafts/${nobody}/discard`,
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    documentTarget(slug, 'pro', draft, 'admin-petits-chenes', 'drafts/:id'),
    documentTarget(slug, 'pro', chenes, 'admin-petits-chenes'),
    ...begunTargets(slug, 'pro', {
      by: 'admin-petits-chenes',
      caseId: chenes,
      action: 'withdraw',
      fields: { reason: 'x' },
    }),
    {
      route: `/pro/${slug}/:id/propose-decision/:view`,
      url: `/pro/${slug}/${chenes}/propose-decision/effects`,
      by: 'admin-petits-chenes',
      fields: { outcome: 'grant' },
      takesAnything: true,
    },
    ...(['pro', 'office'] as const).map(
      (portal): Target => ({
        route: `/${portal}/${slug}/:id/consequences/read`,
        url: `/${portal}/${slug}/${chenes}/consequences/read`,
        by: portal === 'pro' ? 'admin-petits-chenes' : 'referent-namur',
        fields: {},
        takesAnything: true,
      }),
    ),
    documentTarget(slug, 'office', chenes, 'referent-namur'),
    ...begunTargets(slug, 'office', {
      by: 'referent-namur',
      caseId: visited,
      action: 'propose-decision',
      fields: { outcome: 'grant', reasons: 'x', effectiveOn: 'y' },
    }),
    {
      route: `/pro/${slug}/:id/sign-decision/:view`,
      url: `/pro/${slug}/${chenes}/sign-decision/letter`,
      by: 'admin-petits-chenes',
      fields: { surprise: 'x' },
      takesAnything: true,
    },
    {
      route: `/office/${slug}/:id/sign-decision/:view`,
      url: `/office/${slug}/${signed}/sign-decision/letter`,
      by: 'asr-manager-namur',
      fields: { surprise: 'x' },
      takesAnything: true,
    },
    {
      route: `/office/${slug}/:id/propose-decision/:view`,
      url: `/office/${slug}/${visited}/propose-decision/letter`,
      by: 'referent-namur',
      fields: {
        outcome: 'grant',
        legalBase: 'x',
        facts: 'x',
        reasons: 'x',
        condition1: 'x',
        conditionDueOn1: 'x',
        effectiveOn: '03/05/2027',
      },
      takesAnything: true,
    },
    {
      route: `/office/${slug}/:id/propose-decision/:view`,
      url: `/office/${slug}/${visited}/propose-decision/effects`,
      by: 'referent-namur',
      fields: { outcome: 'grant-with-conditions', condition1: 'x', conditionDueOn1: 'x', effectiveOn: 'x' },
      takesAnything: true,
    },
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
