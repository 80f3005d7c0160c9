/** What the tests of the kit ask of the validation of photos: who gets which answer where, a photo and a draft to ask about, and forms to spoil. */
import { Readable } from 'node:stream';
import { startPhotoDraft } from '../../db/photo-validation/photos.ts';
import { openCase } from '../../db/record-act.ts';
import { saveDocument } from '../../db/save-document.ts';
import type { Database } from '../../db/connect.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { slug } from '../../workflows/photo-validation/contract.ts';
import { process } from '../../workflows/photo-validation/process.ts';
import type { Visitor } from '../access/visitors.ts';
import type { Target } from '../kit/bad-input-targets.ts';
import { caseRows } from '../support/access-rows.ts';
import { begunTargets } from '../support/kit-targets.ts';
import type { SliceAccess, TestSlice } from '../support/slices.ts';
import { toldActs } from './told-acts.ts';

const operator: Visitor[] = ['childminder', 'administrator', 'data manager of one facility'];
/** Columns as in `test/access/matrix.ts`. */
const rows = `
${caseRows(slug, { sees: operator, does: ['coordinator'] })}
GET  /premiers-pas/photos/:id/:size.jpg own                                 | 200         | 200             | 200
GET  /premiers-pas/photos/:id/:size.jpg other                               | 200         | 200             | 200
GET  /premiers-pas/photos/:id/:size.jpg missing                             | 404         | 404             | 404
GET  /premiers-pas/photos/:id/list.webp own                                 | 200         | 200             | 200
GET  /premiers-pas/photos/:id/list.webp other                               | 200         | 200             | 200
GET  /premiers-pas/photos/:id/list.webp missing                             | 404         | 404             | 404
GET  /documents/:id/:size.jpg own                                           | 302 303 302 | 200 200 200 404 | 200 200 200 200 200 200 200 404 404
GET  /documents/:id/:size.jpg other                                         | 302 303 302 | 404             | 404 404 404 404 404 404 404 404 404
GET  /documents/:id/:size.jpg missing                                       | 302 303 302 | 404             | 404
GET  /pro/photos                                                            | 302 303 302 | 302             | 403
GET  /pro/facilities/:id/photos own                                         | 302 303 302 | 302 302 302 404 | 403
GET  /pro/facilities/:id/photos other                                       | 302 303 302 | 404             | 403
GET  /pro/facilities/:id/photos missing                                     | 302 303 302 | 404             | 403
POST /pro/facilities/:id/photos own                                         | 303         | 422 422 422 404 | 403
POST /pro/facilities/:id/photos other                                       | 303         | 404             | 403
POST /pro/facilities/:id/photos missing                                     | 303         | 404             | 403
GET  /pro/photo-validation/drafts/:id own                                   | 302 303 302 | 200 200 200 404 | 403
GET  /pro/photo-validation/drafts/:id other                                 | 302 303 302 | 404             | 403
GET  /pro/photo-validation/drafts/:id missing                               | 302 303 302 | 404             | 403
POST /pro/photo-validation/drafts/:id own                                   | 303         | 422 422 422 404 | 403
POST /pro/photo-validation/drafts/:id other                                 | 303         | 404             | 403
POST /pro/photo-validation/drafts/:id missing                               | 303         | 404             | 403
POST /pro/photo-validation/drafts/:id/discard own                           | 303         | 303 303 303 404 | 403
POST /pro/photo-validation/drafts/:id/discard other                         | 303         | 404             | 403
POST /pro/photo-validation/drafts/:id/discard missing                       | 303         | 404             | 403
`;

const validators: Visitor[] = ['coordinator', 'adviser'];
const access: SliceAccess = {
  rows,
  acts: {
    // Of a crèche: the adviser's are the photos of childminders.
    'accept': ['coordinator'],
    'ask-another': ['coordinator'],
    'refuse': ['coordinator'],
    'remove': validators,
    'give-another': operator,
    'withdraw': operator,
    'cancel': ['helpdesk'],
    'write-message': [...operator, ...validators],
  },
  withoutForm: ['propose', 'remind-another', 'another-missed', 'escalate', 'lapse'],
  values: (path) => ({ ':size': 'small', ':action': path.startsWith('/pro') ? 'withdraw' : 'accept' }),
  world: ({ db, deps, clock: { now: at } }, userId) => {
    const pictures = new Map<string, string>();
    return {
      async openCase({ id: facilityId, organising_body_id, administration, home }) {
        const kind = 'photo-5';
        const { caseId } = await openCase(db, process, {
          token: `photo ${facilityId}`,
          subject: { kind: 'facility', id: facilityId },
          kind,
          action: 'propose',
          at,
          facts: { kind, childminder: home },
          content: { caption: 'Le jardin', altText: 'Une pelouse.', declared: true },
          actor: { role: 'operator', userId },
        });
        const { digest } = await deps.blobs.put(Readable.from(['a picture, said to be']));
        const picture = await saveDocument(db, {
          caseId,
          actNumber: 1,
          organisingBodyId: organising_body_id,
          facilityId,
          administration,
          slot: 'photo',
          origin: 'operator',
          name: 'jardin.jpg',
          mediaType: 'image/jpeg',
          size: 16,
          digest,
          photo: { smallDigest: digest, width: 16, height: 16 },
          uploadedBy: userId,
          at,
        });
        pictures.set(caseId, picture!);
        return caseId;
      },
      openDraft: async (facility) =>
        (await startPhotoDraft(db, { facility, form: {}, by: userId, at })) ??
        (
          await db('drafts')
            .where({ slug, facility_id: facility.id, submitted_case_id: null, discarded_at: null })
            .first<{ id: string }>('id')
        ).id,
      findId(path, _facility, caseId) {
        if (path.startsWith('/documents/:id/')) return Promise.resolve(pictures.get(caseId)!);
        return path.startsWith('/premiers-pas/') ? published() : undefined;
      },
    };
    // Anybody sees it, so that it is the same for all.
    async function published(): Promise<string> {
      const row = await db('facility_photos')
        .where({ facility_id: stableId('facility chenes') })
        .first<{ id: string }>('id');
      return row.id;
    }
  },
};

const nobody = '00000000-0000-4000-8000-000000000000';
async function targets(db: Database): Promise<Target[]> {
  const { id: shown } = await db('cases')
    .where({ slug, facility_id: stableId('facility chenes'), status: 'validation' })
    .first<{ id: string }>('id');
  return [
    {
      route: '/pro/facilities/:id/photos',
      url: `/pro/facilities/${stableId('facility chenes')}/photos`,
      by: 'admin-petits-chenes',
      fields: { caption: 'Le jardin', altText: '' },
      keeps: ['caption'],
    },
    {
      route: `/pro/${slug}/drafts/:id`,
      url: `/pro/${slug}/drafts/${nobody}`,
      by: 'admin-petits-chenes',
      fields: { caption: 'Le jardin', version: '1' },
      takesAnything: true,
    },
    {
      route: `/pro/${slug}/drafts/:id/discard`,
      url: `/pro/${slug}/drafts/${nobody}/discard`,
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    ...begunTargets(slug, 'pro', {
      by: 'admin-petits-chenes',
      caseId: shown,
      action: 'withdraw',
      fields: { reason: 'x' },
    }),
    ...begunTargets(slug, 'office', {
      by: 'coordinator-namur',
      caseId: shown,
      action: 'refuse',
      fields: { motive: 'x', reason: 'y' },
    }),
  ];
}

export const slice: TestSlice = { slug, toldActs, access, targets };
