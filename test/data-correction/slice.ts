/** What the tests of the kit ask of corrections: who gets which answer where, a case and a draft to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { createDraft } from '../../db/drafts.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/data-correction/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { makeCorrection } from './make-correction.ts';
import { toldActs } from './told-acts.ts';

const operator: Visitor[] = ['childminder', 'administrator', 'data manager of one facility'];
/** Columns as in `test/access/matrix.ts`. Of a body: only who may act for all of it. */
const rows = `
${caseRows(slug, { sees: operator, does: ['referent'] })}
GET  /pro/facilities/:id/correction own                                     | 302 303 302 | 200 200 200 404 | 403
GET  /pro/facilities/:id/correction other                                   | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/correction missing                                 | 302 303 302 | 404             | 403
POST /pro/facilities/:id/correction own                                     | 303         | 404             | 403
POST /pro/facilities/:id/correction other                                   | 303         | 404             | 403
POST /pro/facilities/:id/correction missing                                 | 303         | 404             | 403
GET  /pro/body/correction                                                   | 302 303 302 | 200 200 404 404 | 403
POST /pro/body/correction                                                   | 303         | 404             | 403
GET  /pro/data-correction/drafts/:id own                                    | 302 303 302 | 200 200 200 404 | 403
GET  /pro/data-correction/drafts/:id other                                  | 302 303 302 | 404             | 403
GET  /pro/data-correction/drafts/:id missing                                | 302 303 302 | 404             | 403
POST /pro/data-correction/drafts/:id own                                    | 303         | 409 409 409 404 | 403
POST /pro/data-correction/drafts/:id other                                  | 303         | 404             | 403
POST /pro/data-correction/drafts/:id missing                                | 303         | 404             | 403
POST /pro/data-correction/drafts/:id/discard own                            | 303         | 303 303 303 404 | 403
POST /pro/data-correction/drafts/:id/discard other                          | 303         | 404             | 403
POST /pro/data-correction/drafts/:id/discard missing                        | 303         | 404             | 403
`;

// All of them are a referent's here; whose each datum is: `process.test.ts`.
const deciders: Visitor[] = ['referent'];
const kind = 'authorised-on';
const access: SliceAccess = {
  rows,
  acts: {
    'accept': deciders,
    'refuse': deciders,
    'ask-complement': deciders,
    'hand-on': deciders,
    'give-complement': operator,
    'withdraw': operator,
    'cancel': ['helpdesk'],
    'write-message': [...operator, 'referent', 'helpdesk', 'after-school referent'],
  },
  withoutForm: ['ask', 'remind', 'complement-missed', 'escalate', 'lapse'],
  values: (path) => ({ ':action': path.startsWith('/pro') ? 'withdraw' : 'refuse' }),
  world: ({ db, clock: { now: at } }, userId) => ({
    openCase: ({ id: facilityId }) => makeCorrection(db, { facilityId, kind, by: userId, at }),
    openDraft: ({ id, organising_body_id, administration }) =>
      createDraft(db, {
        slug,
        kind: 'facility-type',
        subject: { kind: 'facility', id, organising_body_id, administration },
        form: {},
        by: userId,
        at,
      }),
  }),
};

const nobody = '00000000-0000-4000-8000-000000000000';
async function targets(db: Database): Promise<Target[]> {
  const by = 'admin-parc';
  const { id: caseId } = await db('cases')
    .where({ id: stableId('correction parc facility-name') })
    .first<{ id: string }>('id');
  const fields = { token: randomUUID(), version: '99999' };
  const withdrawing = { by, caseId, action: 'withdraw', fields };
  const refusing = { by: 'referent-namur', caseId, action: 'refuse', fields: { ...fields, motive: 'x', reason: 'y' } };
  return [
    {
      route: '/pro/facilities/:id/correction',
      url: `/pro/facilities/${stableId('facility glands')}/correction?field=authorised-on`,
      by: 'admin-petits-chenes',
      fields: { token: randomUUID(), wanted: 'hier', reason: 'Une erreur.' },
      keeps: ['wanted', 'reason'],
    },
    {
      route: '/pro/body/correction',
      url: '/pro/body/correction?field=enterprise.number',
      by: 'admin-petits-chenes',
      fields: { token: randomUUID(), wanted: '0440.966.355', reason: 'Une erreur.' },
      keeps: ['wanted', 'reason'],
    },
    ...['', '/discard'].map(
      (end): Target => ({
        route: `/pro/${slug}/drafts/:id${end}`,
        url: `/pro/${slug}/drafts/${nobody}${end}`,
        by,
        fields: { version: '1' },
        takesAnything: true,
      }),
    ),
    sentTarget(slug, 'pro', withdrawing),
    ...begunTargets(slug, 'pro', withdrawing),
    sentTarget(slug, 'office', refusing),
    ...begunTargets(slug, 'office', refusing),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
