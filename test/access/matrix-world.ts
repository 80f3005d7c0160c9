/** The persons of the matrix, and for each what is in their care and what is not. */
import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { saveDocument } from '../../db/save-document.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { instant } from '../../db/connect.ts';
import { keepImport } from '../../db/sheet-imports/imports.ts';
import { columnKeys, sheetColumns } from '../../domain/staff/sheet/columns.ts';
import { recognise } from '../../domain/staff/sheet/recognise.ts';
import type { AttendanceWaiting } from '../../db/attendance-import/preview.ts';
import { recognise as recogniseMonth } from '../../domain/attendance/sheet/recognise.ts';
import { lettersOf } from '../../domain/workbook.ts';
import type { House } from '../support/house.ts';
import { serve, type Answer } from '../support/serve.ts';
import { signInAs } from '../support/sign-in.ts';
import { makeApplication } from '../applications/made-application.ts';
import { makeMember } from '../team/made-team.ts';
import { slices, type FacilityAsked as Facility } from '../support/slices.ts';
import type { Relation } from './matrix.ts';
import type { Visitor } from './visitors.ts';
import { ofCommission } from '../agreement-commission/matrix-ids.ts';
import { ofTrainingDesk } from '../training-desk/matrix-ids.ts';

const missing = '00000000-0000-4000-8000-000000000000';
const origin = 'http://127.0.0.1:3000';
/** From which a project of each place holds. */
const firstDay = '2020-01-01';

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
  // Of after-school care everywhere: what is not theirs is another sector's.
  'after-school referent': ['aes-referent', 'eghezee-aes', 'poussins'],
  'after-school manager': ['aes-manager', 'eghezee-aes', 'poussins'],
  'after-school director': ['atl-director', 'eghezee-aes', 'poussins'],
};
export const userOf = (visitor: Visitor): string => stableId(`user ${places[visitor][0]}`);

export async function openWorld(house: House) {
  const { db, app, clock, config } = house;
  const served = await serve(app);
  const { digest } = await house.deps.blobs.put(Readable.from(['%PDF-1.4 example']));
  const keys = [...new Set(Object.values(places).flatMap(([, own, other]) => [own, other]))];
  const facilities = new Map<string, Facility>();
  /** By slug and facility. */
  const cases = new Map<string, string>();
  const worlds = slices.map(({ slug, access }) => ({
    slug,
    values: access.values,
    world: access.world(house, userOf('administrator')),
  }));
  for (const key of keys) {
    const facility = await db('facilities')
      .where({ id: stableId(`facility ${key}`) })
      .first<Facility>('id', 'organising_body_id', 'administration', 'home');
    facilities.set(key, facility);
    await db('pedagogical_projects').insert({
      facility_id: facility.id,
      valid_from: firstDay,
      document_name: 'projet.pdf',
      document_size: 16,
      document_digest: Buffer.from(digest, 'hex'),
      added_at: instant(clock.now),
    });
    for (const { slug, world } of worlds) cases.set(`${slug} ${key}`, await world.openCase(facility));
  }
  // The secretariat of appeals has one facility in its care: there was an appeal.
  const appealed = facilities.get(places['appeal secretariat'][1])!.id;
  await db('cases').where({ facility_id: appealed }).update({ appealed: true });
  await db('documents').where({ facility_id: appealed }).update({ appealed: true });
  await db('facilities').where({ id: appealed }).update({ appealed: true });
  await db('users')
    .where({ id: userOf('deactivated') })
    .update({ deactivated_at: instant(clock.now) });

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
  const savedView = async (userId: string): Promise<string> => {
    await db('saved_views')
      .insert({ user_id: userId, name: 'vue', query: 'view=all', created_at: instant(clock.now) })
      .onConflict()
      .ignore();
    return (await db('saved_views').where({ user_id: userId }).first<{ id: string }>('id')).id;
  };

  const absence = async (userId: string): Promise<string> => {
    const [row] = (await db('absences')
      .insert({
        user_id: userId,
        from_on: '2030-01-07',
        to_on: '2030-01-11',
        declared_by: userId,
        declared_at: instant(clock.now),
      })
      .returning('id')) as { id: string }[];
    return row!.id;
  };

  const batch = async (administration: string): Promise<string> => {
    const moment = instant(clock.now);
    const [row] = (await db('batches')
      .insert({ kind: 'assign-tasks', administration, at: moment, moved_at: moment, total: 1 })
      .returning('id')) as { id: string }[];
    return row!.id;
  };

  /** To the helpdesk, from somebody. */
  const question = async (userId: string): Promise<string> => {
    const id = randomUUID();
    await db('contact_messages').insert({
      id,
      at: instant(clock.now),
      user_id: userId,
      name: 'essai',
      email: 'essai@exemple.be',
      subject: 'other',
      message: 'essai',
    });
    return id;
  };
  /** Handed by the helpdesk to an agent. */
  const handed = async (userId: string): Promise<string> => {
    const id = await question(stableId('user admin-petits-chenes'));
    await db('contact_messages')
      .where({ id })
      .update({ assignee_id: userId, handed_by: stableId('user helpdesk-2'), handed_at: instant(clock.now) });
    return id;
  };
  /** Of Mon Équipe, at no body. */
  const person = async (): Promise<string> => {
    const [row] = (await db('people').insert({ first_name: 'Essai', family_name: 'Essai' }).returning('id')) as {
      id: string;
    }[];
    return row!.id;
  };
  /** Of a user who has left: nobody administers it. */
  const orphanBody = async (): Promise<string> => {
    const id = randomUUID();
    await db('organising_bodies').insert({
      id,
      name: 'Essai',
      kind: 'asbl',
      street: 'rue',
      number: '1',
      postcode: '5000',
      locality: 'Namur',
    });
    await db('memberships').insert({ user_id: userOf('deactivated'), organising_body_id: id });
    return id;
  };
  const recovery = async (isOwn: boolean): Promise<string> => {
    const id = randomUUID();
    await db('recoveries').insert({
      id,
      organising_body_id: await orphanBody(),
      ticket_id: await question(stableId('user referent-2-namur')),
      letter: 'essai',
      letter_on: '2026-11-20',
      called: 'essai',
      called_on: '2026-11-20',
      first_name: 'Essai',
      family_name: 'Essai',
      email: 'essai@exemple.be',
      niss_hash: randomBytes(32),
      consent_text_version: 'essai',
      proposed_by: isOwn ? userOf('helpdesk') : stableId('user helpdesk-2'),
      proposed_at: instant(clock.now),
    });
    return id;
  };
  /** Of a national number, asked for by the helpdesk of the matrix, or by another. */
  const correction = async (isOwn: boolean): Promise<string> => {
    const id = randomUUID();
    const user = randomUUID();
    await db('users').insert({
      id: user,
      first_name: 'Essai',
      family_name: 'Essai',
      email: 'essai@exemple.be',
      portal: 'pro',
      niss_hash: randomBytes(32),
    });
    await db('niss_corrections').insert({
      id,
      user_id: user,
      niss_hash: randomBytes(32),
      ticket_id: await question(stableId('user referent-2-namur')),
      reason: 'essai',
      proof: 'essai',
      proposed_by: isOwn ? userOf('helpdesk') : stableId('user helpdesk-2'),
      proposed_at: instant(clock.now),
    });
    return id;
  };
  /** A sheet of a team that waits for its sender. */
  const attendanceImport = async (
    userId: string,
    facility: { id: string; organising_body_id: string },
  ): Promise<string> => {
    const id = randomUUID();
    const texts = [
      ['Nom', 'Prénom', 'Né le', 'Entrée', 'J1'],
      ['Essai', 'Ada', '04/03/2025', '01/09/2025', 'P'],
    ];
    const rows = texts.map((row, at) => ({
      number: at + 1,
      cells: Object.fromEntries(row.map((text, column) => [lettersOf(column), { kind: 'text' as const, text }])),
    }));
    const waiting: AttendanceWaiting = {
      ...{ fileName: 'essai.xlsx', hasHidden: false, others: [], mending: { cells: [], leftOut: [] }, shown: {} },
      ...{ sheet: recogniseMonth({ rows })!, mode: 'complete', dropped: [], remembered: 0, isKnownLayout: false },
    };
    const about = { facilityId: facility.id, month: '2026-09' };
    const given = { kind: 'attendance', id, userId, organisingBodyId: facility.organising_body_id, about } as const;
    await keepImport(db, { ...given, waiting, secret: config.nissKey, at: clock.now });
    return id;
  };
  const teamImport = async (userId: string, organisingBodyId: string): Promise<string> => {
    const id = randomUUID();
    const sheet = recognise({
      rows: [
        {
          number: 1,
          cells: Object.fromEntries(
            columnKeys.map((key, at) => [lettersOf(at), { kind: 'text', text: sheetColumns[key].header }]),
          ),
        },
        { number: 2, cells: { B: { kind: 'text', text: 'Essai' } } },
      ],
    })!;
    const waiting = {
      fileName: 'essai.xlsx',
      sheet,
      hasHidden: false,
      others: [],
      mending: { cells: [], leftOut: [] },
      shown: {},
    };
    await keepImport(db, {
      kind: 'team',
      id,
      userId,
      organisingBodyId,
      waiting,
      secret: config.nissKey,
      at: clock.now,
    });
    return id;
  };
  const communication = async (): Promise<string> =>
    String((await db('banners').orderBy('id').first<{ id: number }>('id')).id);

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
    // What belongs to no procedure is asked about a case of the first one.
    const named = worlds.find(({ slug }) => path.includes(`/${slug}/`));
    const { slug, world, values: valuesOf } = named ?? worlds[0]!;
    const caseId = cases.get(`${slug} ${key}`)!;
    const isThere = relation !== 'missing';
    const nowhere = path.includes('/communications/') ? '999999' : missing;
    const id = isThere ? await idIn() : nowhere;
    async function idIn(): Promise<string> {
      for (const one of worlds) {
        const found = await one.world.findId?.(path, facility, cases.get(`${one.slug} ${key}`)!);
        if (found) return found;
      }
      if (path.includes('/team/:id'))
        return (
          await makeMember(db, config, {
            firstName: 'Essai',
            familyName: 'Essai',
            body: facility.organising_body_id,
            contracts: [{ facilityId: facility.id }],
          })
        ).id;
      if (path.startsWith('/pro/users/:id'))
        return stableId(relation === 'own' ? 'user none-chenes' : 'user data-clair-matin');
      if (path.startsWith('/pro/bodies/:id')) return facility.organising_body_id;
      if (path.includes('/drafts/:id')) return world.openDraft!(facility);
      if (path.includes('/changes/:id')) return ruleChange(relation === 'own');
      if (path.startsWith('/office/users/:id'))
        return stableId(`user ${relation === 'own' ? 'referent-2-namur' : 'referent-luxembourg'}`);
      if (path.includes('/helpdesk/users/:id'))
        return stableId(`user ${key === 'chenes' ? 'admin-petits-chenes' : 'admin-poussins'}`);
      if (path.includes('/helpdesk/people/:id')) return person();
      if (path.includes('/helpdesk/bodies/:id')) return orphanBody();
      if (path.includes('/recoveries/:id')) return recovery(relation === 'own');
      if (path.includes('/corrections/:id')) return correction(relation === 'own');
      if (path.startsWith('/office/tickets/:id'))
        return handed(
          relation === 'own' && visitor !== 'stranger' ? userOf(visitor) : stableId('user referent-2-namur'),
        );
      // For everybody: the survey.
      if (path.includes('/invitations/:id')) return stableId('invitation horaires');
      // Who writes finds the one that waits; readers, one that was sent.
      if (path.includes('/newsletters/write/:id')) return stableId('newsletter prodige next');
      if (path.includes('/newsletters/:id')) return stableId('newsletter flash 1');
      if (path.includes('/helpdesk/sentences/:id')) return stableId('sentence Première connexion avec itsme ou eID');
      if (path.includes('/questions/:id') || path.includes('/helpdesk/:id'))
        return question(
          relation === 'own' && visitor !== 'stranger' ? userOf(visitor) : stableId('user referent-2-namur'),
        );
      if (path.includes('/team/import/'))
        return teamImport(
          relation === 'own' && visitor !== 'stranger' ? userOf(visitor) : stableId('user referent-2-namur'),
          facility.organising_body_id,
        );
      if (path.includes('/attendance/imports/'))
        return attendanceImport(
          relation === 'own' && visitor !== 'stranger' ? userOf(visitor) : stableId('user referent-2-namur'),
          facility,
        );
      if (path.includes('/communications/')) return communication();
      if (path.includes('/batches/:id')) return batch(facility.administration);
      if (path.startsWith('/pro/applications/:id'))
        return (await makeApplication(db, { at: clock.now, body: facility.organising_body_id, places: [facility.id] }))
          .id;
      if (
        path.startsWith('/interface/') ||
        path.includes('/facilities/:id') ||
        path.endsWith('/new') ||
        path.endsWith('/drafts')
      )
        return facility.id;
      if (path.includes('/agreement/hours/') || path.includes('/agreement-hours/')) return facility.organising_body_id;
      if (path.startsWith('/office/commission/'))
        return ofCommission(db, { caseId: cases.get(`agreement-renewal ${key}`), at: clock.now });
      if (path.includes('/trainings/'))
        return ofTrainingDesk(db, path, { facility, userId: userOf('supervisor'), at: clock.now });
      if (path === '/documents/:id' || path === '/documents/:id/shown')
        return document({ caseId, actNumber: 1 }, facility);
      if (path.includes('/absences/:id'))
        return absence(
          relation === 'own' && visitor !== 'stranger' ? userOf(visitor) : stableId('user referent-luxembourg'),
        );
      if (path.includes('/views/:id'))
        return savedView(
          relation === 'own' && visitor !== 'stranger' ? userOf(visitor) : stableId('user referent-2-namur'),
        );
      return caseId;
    }
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
      ':order': 'cancel',
      ...(path.includes('/bodies/:body/restore') ? { ':body': facility.organising_body_id } : {}),
      ':section': path.includes('/data/') ? 'emergency' : 'contracts',
      ':row': 'new',
      ':slug': 'authorisation-adaptation',
      // The first of the demonstration, Les Petits Chênes.
      ':place': 'ma-20418',
      ':activity': 'centres-de-vacances',
      ':case': (isThere && cases.get(`agreement-renewal ${key}`)) || missing,
      ':code': 'signature',
      ':period': path.includes('/presentation/') ? 'new' : '2026-3',
      // A pedagogical project.
      ':from': firstDay,
      ':version': 'x',
      ':month': path.startsWith('/pro/') ? '2026-11' : '2026-09',
      '*file': 'styles/portal.css',
      ...worlds.reduce((all, one) => ({ ...one.values(path), ...all }), {}),
      ...valuesOf(path),
      ...(action ? { ':action': action } : {}),
    };
    const url = path.replaceAll(/:[a-zA-Z]+|\*file/g, (name) => values[name]!);
    if (path.endsWith('/new')) return { url: `${url}?facility=${id}`, body: {} };
    return { url, body: path.endsWith('/drafts') ? { facilityId: id } : task ? { tasks: task } : {} };
  }

  /** In a session of its own, so that no cell hears of another. */
  async function send(
    visitor: Visitor,
    method: 'GET' | 'POST' | 'PUT',
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
