/** What the tests of the kit ask of agreements: who gets which answer where, a case to ask about, and forms to spoil. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { openAgreement, takeStep } from '../../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/agreement-renewal/contract.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseDocumentRows, caseRows } from '../support/access-rows.ts';
import { begunTargets, documentTarget, sentTarget } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { toldActs } from './told-acts.ts';

// An agreement is of the whole body.
const operator: Visitor[] = ['childminder', 'administrator'];
const referent: Visitor[] = ['after-school referent'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator })}
${caseDocumentRows(slug, { sees: operator })}
GET  /pro/agreement                                                         | 302 303 302 | 200 200 403 403 | 403
POST /pro/agreement                                                         | 303         | 422 422 422 422 | 403
GET  /office/facilities/:id/agreement-renewal own                           | 302 303 302 | 403             | 403 403 403 403 403 403 403 403 404
GET  /office/facilities/:id/agreement-renewal other                         | 302 303 302 | 403             | 404 404 404 404 404 404 404 403 404
GET  /office/facilities/:id/agreement-renewal missing                       | 302 303 302 | 403             | 404
POST /office/facilities/:id/agreement-renewal own                           | 303         | 403             | 403 403 403 403 403 403 403 403 404
POST /office/facilities/:id/agreement-renewal other                         | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/facilities/:id/agreement-renewal missing                       | 303         | 403             | 404
GET  /pro/agreement-renewal/:id/dossier/:section own                        | 302 303 302 | 200 200 404 404 | 403
GET  /pro/agreement-renewal/:id/dossier/:section other                      | 302 303 302 | 404             | 403
GET  /pro/agreement-renewal/:id/dossier/:section missing                    | 302 303 302 | 404             | 403
POST /pro/agreement-renewal/:id/dossier/:section own                        | 303         | 409 409 404 404 | 403
POST /pro/agreement-renewal/:id/dossier/:section other                      | 303         | 404             | 403
POST /pro/agreement-renewal/:id/dossier/:section missing                    | 303         | 404             | 403
GET  /office/agreement-renewal/:id/dossier/:section own                     | 302 303 302 | 403             | 200 200 200 200 200 200 200 200 404
GET  /office/agreement-renewal/:id/dossier/:section other                   | 302 303 302 | 403             | 404 404 404 404 404 404 404 200 404
GET  /office/agreement-renewal/:id/dossier/:section missing                 | 302 303 302 | 403             | 404
POST /pro/agreement-renewal/:id/propose-decision/:view own                  | 303         | 403 403 404 404 | 403
POST /pro/agreement-renewal/:id/propose-decision/:view other                | 303         | 404             | 403
POST /pro/agreement-renewal/:id/propose-decision/:view missing              | 303         | 404             | 403
POST /office/agreement-renewal/:id/propose-decision/:view own               | 303         | 403             | 403 403 403 403 403 403 403 403 404
POST /office/agreement-renewal/:id/propose-decision/:view other             | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/agreement-renewal/:id/propose-decision/:view missing           | 303         | 403             | 404
POST /pro/agreement-renewal/:id/sign-decision/:view own                     | 303         | 403 403 404 404 | 403
POST /pro/agreement-renewal/:id/sign-decision/:view other                   | 303         | 404             | 403
POST /pro/agreement-renewal/:id/sign-decision/:view missing                 | 303         | 404             | 403
POST /office/agreement-renewal/:id/sign-decision/:view own                  | 303         | 403             | 403 403 403 403 403 403 403 403 404
POST /office/agreement-renewal/:id/sign-decision/:view other                | 303         | 403             | 404 404 404 404 404 404 404 403 404
POST /office/agreement-renewal/:id/sign-decision/:view missing              | 303         | 403             | 404
`;

const access: SliceAccess = {
  rows,
  acts: {
    'submit': operator,
    'give-complement': operator,
    'withdraw': operator,
    'declare-conditions': operator,
    'lodge-appeal': operator,
    'ask-complement': referent,
    'examine': referent,
    'give-report': referent,
    'propose-decision': referent,
    'confirm-conditions': referent,
    'sign-decision': ['after-school director'],
    'return-to-drafter': ['after-school director'],
    'decide-appeal': ['appeal secretariat'],
    'cancel': ['helpdesk'],
    'write-message': [...operator, 'after-school referent', 'after-school director', 'appeal secretariat'],
  },
  withoutForm: [
    'put-on-agenda',
    'take-off-agenda',
    'note-commission-opinion',
    'open-renewal',
    'open-request',
    'invite',
    'remind',
    'last-day-ends',
    'preparation-missed',
    'remind-complement',
    'complement-missed',
    'agreement-ends',
    'take-effect',
    'remind-conditions',
    'conditions-overdue',
    'appeal-lapsed',
    'escalate',
    'lapse',
  ],
  values: (path) => ({
    ...(path.includes(slug) ? { ':view': 'letter', ':section': 'premises' } : {}),
    ':action': path.startsWith('/pro') ? 'withdraw' : 'examine',
  }),
  world: ({ db, clock: { now } }, userId) => ({
    async openCase({ id: facilityId, organising_body_id: bodyId, administration }) {
      const there = await db('cases')
        .where({ slug, kind: 'first', subject_id: bodyId, closed_at: null })
        .first<{ id: string }>('id');
      if (there) return there.id;
      const caseId = await openAgreement(db, { bodyId, administration, kind: 'first', by: userId, at: now - 60_000 });
      const facts = { digest: 'ab'.repeat(32) };
      await takeStep(db, caseId, { action: 'submit', role: 'operator', userId, facts, content: {}, at: now - 30_000 });
      // A case of a body is at no facility: what is done to those of this one is done to it here.
      if (facilityId === stableId('facility chenes'))
        await db('cases').where({ id: caseId }).update({ appealed: true });
      return caseId;
    },
  }),
};

const nobody = '00000000-0000-4000-8000-000000000000';
const targets = (_db: Database): Promise<Target[]> => {
  const fields = { token: randomUUID(), version: '99999' };
  const withdrawing = { by: 'admin-mercredis', caseId: nobody, action: 'withdraw', fields };
  const examining = {
    by: 'aes-referent',
    caseId: nobody,
    action: 'give-report',
    fields: { ...fields, outcome: 'x' },
  };
  return Promise.resolve([
    {
      route: '/pro/agreement',
      url: '/pro/agreement',
      by: 'admin-mercredis',
      fields: { body: stableId('body mercredis'), kind: 'x', token: nobody },
      takesAnything: true,
    },
    {
      route: `/pro/${slug}/:id/dossier/:section`,
      url: `/pro/${slug}/${nobody}/dossier/premises`,
      by: 'admin-mercredis',
      fields: { version: 'x', premises: 'Une salle' },
      takesAnything: true,
    },
    ...(['propose-decision', 'sign-decision'] as const).flatMap((act) =>
      (['pro', 'office'] as const).map(
        (portal): Target => ({
          route: `/${portal}/${slug}/:id/${act}/:view`,
          url: `/${portal}/${slug}/${nobody}/${act}/letter`,
          by: portal === 'pro' ? 'admin-mercredis' : 'aes-referent',
          fields: { surprise: 'x' },
          takesAnything: true,
        }),
      ),
    ),
    {
      route: '/office/facilities/:id/agreement-renewal',
      url: `/office/facilities/${stableId('facility mercredis-envol')}/agreement-renewal`,
      by: 'aes-referent',
      fields: { token: randomUUID(), reason: '' },
    },
    documentTarget(slug, 'pro', nobody, 'admin-mercredis'),
    documentTarget(slug, 'office', nobody, 'aes-referent'),
    sentTarget(slug, 'pro', withdrawing),
    ...begunTargets(slug, 'pro', withdrawing),
    sentTarget(slug, 'office', examining),
    ...begunTargets(slug, 'office', examining),
  ]);
};

export const slice: TestSlice = { slug, toldActs, access, targets };
