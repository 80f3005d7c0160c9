/** Every act on a photo that has a form, as the story of some photos of the demonstration. */
import { randomUUID } from 'node:crypto';
import type { Action } from '../../workflows/photo-validation/contract.ts';
import { saveDocument } from '../../db/save-document.ts';
import { marker, type Fields, type ToldAct, type Where } from '../support/describe-acts.ts';

const words = 'Une photo de la même pièce, prise à la lumière du jour et sans personne, conviendra très bien.';
const motivated = { body: { motive: 'quality', reason: words }, bad: { fields: { reason: marker }, fault: 'motive' } };

/** The other photo waits with the case already: the form is sent without a file. */
async function another({ db, caseId, now }: Where): Promise<Fields> {
  const row = await db('cases')
    .where({ id: caseId })
    .first<{ organising_body_id: string; facility_id: string; administration: string }>();
  const digest = randomUUID().replaceAll('-', '').repeat(2);
  await saveDocument(db, {
    caseId,
    organisingBodyId: row.organising_body_id,
    facilityId: row.facility_id,
    administration: row.administration,
    slot: 'photo',
    origin: 'operator',
    name: 'coin-lecture.jpg',
    mediaType: 'image/jpeg',
    size: 1,
    digest,
    photo: { smallDigest: digest, width: 1600, height: 1200 },
    uploadedBy: null,
    at: now,
  });
  return { caption: 'Le coin lecture', altText: 'Une bibliothèque basse et deux coussins.', declared: 'oui' };
}

export const toldActs: readonly ToldAct<Action>[] = [
  {
    action: 'accept',
    facility: 'chenes',
    status: 'validation',
    by: 'coordinator-namur',
    body: { remarks: words },
    bad: { fields: { remarks: `${marker}${'x'.repeat(20_001)}` }, fault: 'remarks' },
  },
  { action: 'refuse', facility: 'parc', status: 'validation', by: 'coordinator-namur', ...motivated },
  { action: 'ask-another', facility: 'delvaux', status: 'validation', by: 'adviser-namur', ...motivated },
  {
    action: 'give-another',
    facility: 'clair-matin',
    status: 'another-asked',
    by: 'admin-clair-matin',
    body: another,
    bad: { fields: { caption: marker, declared: 'oui' }, fault: 'altText' },
  },
  {
    action: 'write-message',
    facility: 'clair-matin',
    status: 'validation',
    by: 'admin-clair-matin',
    body: { text: words },
    bad: { fields: { text: '' }, fault: 'text' },
  },
  {
    action: 'cancel',
    facility: 'clair-matin',
    status: 'validation',
    by: 'helpdesk',
    body: { reason: words },
    bad: { fields: { reason: '' }, fault: 'reason' },
  },
  {
    action: 'withdraw',
    facility: 'chenes',
    status: 'published',
    by: 'admin-petits-chenes',
    body: {},
    bad: { fields: { surprise: 'x' }, fault: 'form' },
  },
  { action: 'remove', facility: 'delvaux', status: 'published', by: 'adviser-namur', ...motivated },
];
