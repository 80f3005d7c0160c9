/** The persons of the matrix, and for each what is in their care and what is not. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createDraft } from '../../db/drafts.ts';
import { openCase } from '../../db/record-act.ts';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { startPhotoDraft } from '../../db/photo-validation/photos.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { process as photoValidation } from '../../workflows/photo-validation/process.ts';
import type { House } from '../support/house.ts';
import { serve, type Answer } from '../support/serve.ts';
import { signInAs } from '../support/sign-in.ts';
import type { Relation, Visitor } from './matrix.ts';

const missing = '00000000-0000-4000-8000-000000000000';
const origin = 'http://127.0.0.1:3000';

/** User; the facility in their care; one that is not. A data manager's other facility is of the same organising body. */
const places: Record<Visitor, [user: string, own: string, other: string]> = {
  'stranger': ['', 'chenes', 'delvaux'],
  'weak session': ['legacy-galopins', 'chenes', 'delvaux'],
  'deactivated': ['admin-lutins', 'chenes', 'delvaux'],
  'childminder': ['admin-delvaux', 'delvaux', 'chenes'],
  'administrator': ['admin-petits-chenes', 'chenes', 'delvaux'],
  'data manager of one facility': ['data-chenes', 'coccinelle', 'chenes'],
  'user manager': ['users-chenes', 'chenes', 'delvaux'],
  'referent': ['referent-namur', 'chenes', 'poussins'],
  'coordinator': ['coordinator-namur', 'chenes', 'poussins'],
  'adviser': ['adviser-namur', 'chenes', 'poussins'],
  'health referent': ['health-referent-namur', 'chenes', 'poussins'],
  'head of administration': ['asr-manager-namur', 'chenes', 'poussins'],
  'appeal secretariat': ['appeal-secretariat', 'chenes', 'poussins'],
  'supervisor': ['supervisor-namur', 'chenes', 'poussins'],
  'helpdesk': ['helpdesk', 'chenes', 'poussins'],
  'data protection officer': ['dpo', 'chenes', 'poussins'],
};
export const userOf = (visitor: Visitor): string => stableId(`user ${places[visitor][0]}`);

interface Facility {
  id: string;
  organising_body_id: string;
  administration: string;
  home: boolean;
}

export async function openWorld(house: House) {
  const { db, app, clock, config } = house;
  const served = await serve(app);
  const { digest } = await house.deps.blobs.put(Readable.from(['%PDF-1.4 example']));
  const keys = [...new Set(Object.values(places).flatMap(([, own, other]) => [own, other]))];
  const facilities = new Map<string, Facility>();
  const cases = new Map<string, string>();
  for (const key of keys) {
    const facility = await db('facilities')
      .where({ id: stableId(`facility ${key}`) })
      .first<Facility>('id', 'organising_body_id', 'administration', 'home');
    facilities.set(key, facility);
    const caseId = randomUUID();
    await openCase(db, process, {
      caseId,
      token: caseId,
      subject: { kind: 'facility', id: facility.id },
      kind: 'permanent-move',
      action: 'submit',
      at: clock.now,
      facts: { kind: 'permanent-move', home: facility.home, wishedOn: '2027-05-03', moreCapacity: false },
      content: {
        address: { street: 'rue du Test', number: '1', postcode: '5000', locality: 'Namur' },
        movesOn: '2027-05-03',
        reason: 'Le bail se termine.',
      },
      actor: { role: 'operator', userId: userOf('administrator') },
    });
    cases.set(key, caseId);
  }
  await db('users')
    .where({ id: userOf('deactivated') })
    .update({ deactivated_at: instant(clock.now) });

  // A photo beside each, that parents see; its document is the picture of both.
  const photos = new Map<string, { caseId: string; documentId: string; publicId: string }>();
  for (const key of keys) photos.set(key, await photoAt(facilities.get(key)!));
  async function photoAt({ id: facilityId, organising_body_id, administration, home }: Facility) {
    const kind = 'photo-5';
    const { caseId } = await openCase(db, photoValidation, {
      token: `photo ${facilityId}`,
      subject: { kind: 'facility', id: facilityId },
      kind,
      action: 'propose',
      at: clock.now,
      facts: { kind, childminder: home },
      content: { caption: 'Le jardin', altText: 'Une pelouse.', declared: true },
      actor: { role: 'operator', userId: userOf('administrator') },
    });
    const documentId = (await saveDocument(db, {
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
      uploadedBy: userOf('administrator'),
      at: clock.now,
    }))!;
    const shown = (await db('facility_photos')
      .where({ facility_id: stableId('facility chenes') })
      .first('id')) as {
      id: string;
    };
    return { caseId, documentId, publicId: shown.id };
  }

  const document = async (
    of: { caseId?: string; draftId?: string; actNumber?: number },
    { id, organising_body_id, administration }: Facility,
  ): Promise<string> =>
    (await saveDocument(db, {
      ...of,
      organisingBodyId: organising_body_id,
      facilityId: id,
      administration,
      slot: 'staffing-plan',
      origin: 'operator',
      name: 'plan.pdf',
      mediaType: 'application/pdf',
      size: 16,
      digest,
      uploadedBy: userOf('administrator'),
      at: clock.now,
    }))!;
  const draft = (facility: Facility): Promise<string> =>
    createDraft(db, {
      slug: 'authorisation-adaptation',
      kind: 'capacity-change',
      subject: { ...facility, kind: 'facility' },
      form: {},
      by: userOf('administrator'),
      at: clock.now,
    });
  const photoDraft = async (facility: Facility): Promise<string> =>
    (await startPhotoDraft(db, { facility, form: {}, by: userOf('administrator'), at: clock.now })) ??
    (
      await db('drafts')
        .where({ slug: photoValidation.slug, facility_id: facility.id, submitted_case_id: null, discarded_at: null })
        .first<{ id: string }>('id')
    ).id;
  const savedView = async (userId: string): Promise<string> => {
    await db('saved_views')
      .insert({ user_id: userId, name: 'vue', query: 'view=all', created_at: instant(clock.now) })
      .onConflict()
      .ignore();
    return (await db('saved_views').where({ user_id: userId }).first<{ id: string }>('id')).id;
  };

  const batch = async (administration: string): Promise<string> => {
    const moment = instant(clock.now);
    const [row] = (await db('batches')
      .insert({ kind: 'assign-tasks', administration, at: moment, moved_at: moment, total: 1 })
      .returning('id')) as { id: string }[];
    return row!.id;
  };

  /** Asked for by the supervisor of the matrix, or by another. */
  const ruleChange = async (isOwn: boolean): Promise<string> => {
    const id = randomUUID();
    await db('rule_changes').insert({
      id,
      rule: 'parameter',
      key: `authorisation-adaptation/${id}`,
      effect: 'set',
      from_on: '2027-03-01',
      value: 1,
      source: 'assumption',
      reference: 'essai',
      reason: 'essai',
      token: id,
      proposed_by: isOwn ? userOf('supervisor') : stableId('user supervisor'),
      proposed_at: instant(clock.now),
    });
    return id;
  };

  /** The address and the fields of one cell; makes the objects that the request will take away. */
  async function ask(
    visitor: Visitor,
    path: string,
    relation: Relation,
    action?: string,
  ): Promise<{ url: string; body: Record<string, string> }> {
    const [, own, other] = places[visitor];
    const key = relation === 'other' ? other : own;
    const facility = facilities.get(key)!;
    const caseId = cases.get(key)!;
    const isThere = relation !== 'missing';
    const photo = photos.get(key)!;
    const id = !isThere
      ? missing
      : path.startsWith('/premiers-pas/')
        ? photo.publicId
        : path.startsWith('/documents/:id/')
          ? photo.documentId
          : path.includes('/photo-validation/:id')
            ? photo.caseId
            : path.includes('/photo-validation/drafts/:id')
              ? await photoDraft(facility)
              : path.includes('/drafts/:id')
                ? await draft(facility)
                : path.includes('/changes/:id')
                  ? await ruleChange(relation === 'own')
                  : path.includes('/batches/:id')
                    ? await batch(facility.administration)
                    : path.includes('/facilities/:id') || path.endsWith('/new') || path.endsWith('/drafts')
                      ? facility.id
                      : path === '/documents/:id'
                        ? await document({ caseId, actNumber: 1 }, facility)
                        : path.includes('/views/:id')
                          ? await savedView(
                              relation === 'own' && visitor !== 'stranger'
                                ? userOf(visitor)
                                : stableId('user referent-2-namur'),
                            )
                          : caseId;
    const documentId = !path.includes(':documentId')
      ? ''
      : isThere
        ? await document(path.includes('/drafts/') ? { draftId: id } : { caseId }, facility)
        : missing;
    const task =
      path.startsWith('/office/tasks/') && relation && !path.includes('/views/')
        ? isThere
          ? (await db('tasks').where({ case_id: caseId, action: 'declare-complete' }).first<{ id: string }>('id')).id
          : missing
        : '';
    const values: Record<string, string> = {
      ':id': id,
      ':documentId': documentId,
      ':slot': 'staffing-plan',
      ':step': 'capacity',
      ':view': 'effects',
      ':size': 'small',
      ':order': 'cancel',
      ':slug': 'authorisation-adaptation',
      ':code': 'signature',
      ':version': 'x',
      '*file': 'styles/portal.css',
      ':action':
        action ??
        (path.startsWith('/pro') ? 'withdraw' : path.includes('photo-validation') ? 'accept' : 'declare-complete'),
    };
    const url = path.replaceAll(/:[a-zA-Z]+|\*file/g, (name) => values[name]!);
    if (path.endsWith('/new')) return { url: `${url}?facility=${id}`, body: {} };
    return { url, body: path.endsWith('/drafts') ? { facilityId: id } : task ? { tasks: task } : {} };
  }

  /** In a session of its own, so that no cell hears of another. */
  async function send(
    visitor: Visitor,
    method: 'GET' | 'POST',
    url: string,
    body: Record<string, string>,
  ): Promise<Answer> {
    const signedIn =
      visitor === 'stranger'
        ? undefined
        : await signInAs(db, config, userOf(visitor), { now: clock.now, acr: visitor === 'weak session' ? 200 : 450 });
    const form =
      method === 'POST'
        ? new URLSearchParams({ ...(signedIn ? { _csrf: signedIn.csrfToken } : {}), ...body }).toString()
        : '';
    return served.send({
      method,
      path: url,
      ...(method === 'POST' ? { body: form } : {}),
      headers: {
        ...(signedIn ? { cookie: signedIn.cookie } : {}),
        ...(method === 'POST' ? { 'origin': origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
    });
  }

  return {
    ask,
    send,
    close: () => served.close(),
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;
