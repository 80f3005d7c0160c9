/** Every address that takes a form, with somebody who may send it, and a form that is refused for one reason: what is put into it changes nothing. */
import { randomUUID } from 'node:crypto';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { dayOf } from '../../domain/calendar.ts';
import { monthOf } from '../../domain/quarter.ts';
import type { Database } from '../../db/connect.ts';
import { commissionTargets } from '../agreement-commission/targets.ts';
import { bodyOfChenes, chenes as chenesFacility, makeApplication } from '../applications/made-application.ts';
import { makeMember, petitsChenes } from '../team/made-team.ts';
import { afterSchoolImportTargets } from '../after-school/targets.ts';
import { afterSchoolPlaceTargets } from '../after-school-places/targets.ts';
import { presentationTargets } from '../presentation/targets.ts';
import { slices } from '../support/slices.ts';
import { sheetTargets } from '../signaletique/targets.ts';
import { subsidyTargets } from '../subsidies/targets.ts';
import { trainingDeskTargets } from '../training-desk/targets.ts';

export interface Target {
  /** As the router lists it. */
  route: string;
  url: string;
  /** Key of the person; `''` nobody, `weak` an old account before its conversion. */
  by: string;
  fields: Record<string, string>;
  /** A refusal shows the form again, with what was typed in these. */
  keeps?: string[];
  /** Takes any field and acts on none: signing out, a preview. */
  takesAnything?: true;
}

const nobody = '00000000-0000-4000-8000-000000000000';

/** The month that runs is with the operator. */
const countedAfterSchool = `/pro/after-school/${stableId('facility mercredis-envol')}/attendance/${monthOf(dayOf(Date.now()))}`;
const attendance = `/pro/facilities/${stableId('facility chenes')}/attendance/${monthOf(dayOf(Date.now()))}`;

export async function findTargets(db: Database): Promise<Target[]> {
  const caseAt = async (facility: string, status: string): Promise<string> =>
    (
      await db('cases')
        .where({ facility_id: stableId(`facility ${facility}`), status })
        .first<{ id: string }>('id')
    ).id;
  const task = (
    await db('tasks').where({ role: 'referent', administration: 'namur', closed_at: null }).first<{ id: string }>('id')
  ).id;
  const batch = (
    (await db('batches')
      .insert({ kind: 'assign-tasks', at: new Date(), moved_at: new Date(), total: 1 })
      .returning('id')) as { id: string }[]
  )[0]!.id;
  const changeBy = async (person: string): Promise<string> =>
    (
      await db('rule_changes')
        .where({ status: 'proposed', proposed_by: stableId(`user ${person}`) })
        .first<{ id: string }>('id')
    ).id;
  const [ownChange, othersChange] = await Promise.all([changeBy('supervisor'), changeBy('supervisor-namur')]);
  const question = async (person: string): Promise<string> => {
    const id = randomUUID();
    await db('contact_messages').insert({
      id,
      at: new Date(),
      user_id: stableId(`user ${person}`),
      name: 'essai',
      email: 'essai@exemple.be',
      subject: 'other',
      message: 'essai',
    });
    return id;
  };
  const questions = { pro: await question('admin-petits-chenes'), office: await question('referent-namur') };
  const [person] = (await db('people').insert({ first_name: 'Essai', family_name: 'Essai' }).returning('id')) as {
    id: string;
  }[];
  const [orphan, recovery] = [randomUUID(), randomUUID()];
  await db('organising_bodies').insert({
    id: orphan,
    name: 'Essai',
    kind: 'asbl',
    street: 'rue',
    number: '1',
    postcode: '5000',
    locality: 'Namur',
  });
  await db('memberships').insert({ user_id: stableId('user none-chenes'), organising_body_id: orphan });
  await db('recoveries').insert({
    id: recovery,
    organising_body_id: orphan,
    ticket_id: questions.pro,
    letter: 'essai',
    letter_on: '2026-11-20',
    called: 'essai',
    called_on: '2026-11-20',
    first_name: 'Essai',
    family_name: 'Essai',
    email: 'essai@exemple.be',
    consent_text_version: 'essai',
    status: 'withdrawn',
    proposed_by: stableId('user helpdesk-2'),
    proposed_at: new Date(),
    decided_by: stableId('user helpdesk-2'),
    decided_at: new Date(),
  });
  // Answered long ago: what is sent to it does nothing.
  const correction = randomUUID();
  await db('niss_corrections').insert({
    id: correction,
    user_id: stableId('user admin-poussins'),
    ticket_id: questions.pro,
    reason: 'essai',
    proof: 'essai',
    status: 'withdrawn',
    proposed_by: stableId('user helpdesk-2'),
    proposed_at: new Date(),
    decided_by: stableId('user helpdesk-2'),
    decided_at: new Date(),
  });
  const banner = (await db('banners').orderBy('id').first<{ id: number }>('id')).id;
  const envelope = (): { token: string; version: string } => ({ token: randomUUID(), version: '99999' });
  const member = await makeMember(db, { nissPepper: '', nissKey: '' }, { firstName: 'Essai', familyName: 'Essai' });
  const application = await makeApplication(db, { at: Date.now() });
  const chenes = await caseAt('chenes', 'complement-asked');

  // The forms of the acts, where the demonstration has a case that waits for them. A field too many, so that none is done.
  const acts = await Promise.all(
    slices
      .flatMap(({ slug, toldActs }) => toldActs.map((told) => ({ slug, ...told })))
      .filter(({ facility, before }) => facility !== 'arbre-a-bulles' && !before)
      .map(async ({ slug, action, facility, status, by, bad }): Promise<Target[]> => {
        const row = await db('cases')
          .where({ slug, facility_id: stableId(`facility ${facility}`), status })
          .first<{ id: string } | undefined>('id');
        const state =
          row &&
          (await db('cases').where({ id: row.id }).first<{ state: { data: { extension?: object } } }>('state')).state;
        // Two forms of one case exclude each other.
        if (!row || (action === 'ask-extension' && state?.data.extension)) return [];
        const fields = Object.fromEntries(
          Object.entries(bad.fields).map(([name, value]) => [name, String(value).slice(0, 100)]),
        );
        const portal = by.startsWith('admin-') ? 'pro' : 'office';
        return [
          {
            route: `/${portal}/${slug}/:id/:action`,
            url: `/${portal}/${slug}/${row.id}/${action}`,
            by,
            fields: { ...fields, surprise: 'x', ...envelope() },
            keeps: Object.keys(fields).filter((name) =>
              ['text', 'reason', 'remarks', 'report', 'facts', 'reasons', 'legalBase'].includes(name),
            ),
          },
        ];
      }),
  );
  return [
    ...acts.flat(),
    ...(await Promise.all(slices.map(({ targets }) => targets(db)))).flat(),
    { route: '/csp-report', url: '/csp-report', by: '', fields: { a: '1' }, takesAnything: true },
    {
      route: '/premiers-pas/simulation',
      url: '/premiers-pas/simulation',
      by: '',
      fields: { income: '3 412,00', bim: 'non', fullDays: '40', halfDays: '0' },
      keeps: ['income', 'fullDays'],
    },
    {
      route: '/contact',
      url: '/contact',
      by: 'admin-petits-chenes',
      fields: { token: randomUUID(), name: 'Anne', email: 'pas une adresse', subject: 'sign-in', message: 'Bonjour' },
      keeps: ['name', 'message'],
    },
    {
      route: '/sign-in',
      url: '/sign-in',
      by: 'weak',
      fields: { login: 'x', password: '', returnTo: '/' },
      keeps: ['login'],
    },
    {
      route: '/convert-user',
      url: '/convert-user',
      by: 'weak',
      fields: { means: 'itsme' },
    },
    {
      route: '/convert-user/email',
      url: '/convert-user/email',
      by: 'weak',
      fields: { email: 'a@exemple.be' },
      takesAnything: true,
    },
    { route: '/convert-user/link', url: '/convert-user/link', by: 'weak', fields: { token: 'x' }, takesAnything: true },
    { route: '/sign-out', url: '/sign-out', by: 'admin-lutins', fields: {}, takesAnything: true },
    {
      route: '/pro/applications',
      url: '/pro/applications',
      by: 'admin-petits-chenes',
      fields: {
        ...{ token: randomUUID(), body: bodyOfChenes, name: 'Essai', vendor: 'Essai', email: 'pas une adresse' },
        ...{ scopes: 'attendance:read', places: chenesFacility, networks: '', days: '90' },
      },
      keeps: ['name', 'vendor', 'networks'],
    },
    {
      route: '/pro/applications/:id/renew',
      url: `/pro/applications/${application.id}/renew`,
      by: 'admin-petits-chenes',
      fields: { token: randomUUID(), days: '7', old: 'week' },
    },
    {
      route: '/pro/applications/:id/change',
      url: `/pro/applications/${application.id}/change`,
      by: 'admin-petits-chenes',
      fields: {
        ...{ version: '1', name: 'Essai', vendor: 'Essai', email: 'pas une adresse', scopes: 'attendance:read' },
        ...{ places: chenesFacility, networks: '' },
      },
      keeps: ['name', 'vendor', 'networks'],
    },
    {
      route: '/pro/applications/:id/webhooks',
      url: `/pro/applications/${application.id}/webhooks`,
      by: 'admin-petits-chenes',
      fields: { token: randomUUID(), address: 'http://exemple.be', events: 'attendance.sent' },
      keeps: ['address'],
    },
    ...['remove', 'enable', 'replay'].map((order) => ({
      route: `/pro/applications/:id/webhooks/${order}`,
      url: `/pro/applications/${application.id}/webhooks/${order}`,
      by: 'admin-petits-chenes',
      fields: { of: nobody, surprise: 'x' },
    })),
    {
      route: '/pro/applications/:id/revoke',
      url: `/pro/applications/${application.id}/revoke`,
      by: 'admin-petits-chenes',
      fields: { surprise: 'x' },
    },
    ...sheetTargets(),
    ...afterSchoolPlaceTargets(),
    ...afterSchoolImportTargets(),
    {
      route: '/pro/users/review',
      url: '/pro/users/review',
      by: 'admin-petits-chenes',
      fields: { seen: 'x', surprise: 'x' },
    },
    {
      route: '/account/email',
      url: '/account/email',
      by: 'data-chenes',
      fields: { email: 'pas une adresse', surprise: 'x' },
      keeps: ['email'],
    },
    {
      route: '/account/email/cancel',
      url: '/account/email/cancel',
      by: 'data-chenes',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/account/email/confirm',
      url: '/account/email/confirm',
      by: 'data-chenes',
      fields: { token: '!', surprise: 'x' },
    },
    {
      route: '/account/preferences',
      url: '/account/preferences',
      by: 'data-chenes',
      fields: { version: '0', notices: 'hourly', flash: 'pigeon', prodige: 'mail' },
    },
    {
      route: '/account/connections/end-others',
      url: '/account/connections/end-others',
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/account/connections/views-read',
      url: '/account/connections/views-read',
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/account/connections/:id/end',
      url: `/account/connections/${randomUUID()}/end`,
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    // Mon Équipe.
    {
      route: '/pro/team/new',
      url: '/pro/team/new',
      by: 'admin-petits-chenes',
      fields: { body: petitsChenes, niss: 'onze', surprise: 'x' },
    },
    ...['name', 'person', 'use', 'restart', 'abandon'].map(
      (step): Target => ({
        route: `/pro/team/new/${step}`,
        url: `/pro/team/new/${step}`,
        by: 'admin-petits-chenes',
        fields: { familyName: 'Marlière' },
        takesAnything: true,
      }),
    ),
    {
      route: '/pro/team/:id/:section/:row',
      url: `/pro/team/${member.id}/contracts/new`,
      by: 'admin-petits-chenes',
      fields: {
        key: randomUUID(),
        version: '0',
        facilityId: 'x',
        link: 'friend',
        function: '',
        regime: 'percent',
        time: 'beaucoup',
        fromOn: 'hier',
      },
      keeps: ['time', 'fromOn'],
    },
    // What one asks the helpdesk, and what ONE says to all.
    {
      route: '/pro/correction',
      url: '/pro/correction',
      by: 'admin-petits-chenes',
      fields: { token: randomUUID(), about: '', text: 'Bonjour' },
      keeps: ['text'],
    },
    ...(['pro', 'office'] as const).map(
      (portal): Target => ({
        route: `/${portal}/questions/:id/reply`,
        url: `/${portal}/questions/${questions[portal]}/reply`,
        by: portal === 'pro' ? 'admin-petits-chenes' : 'referent-namur',
        fields: { token: 'x', text: 'Bonjour' },
        keeps: ['text'],
      }),
    ),
    ...(['register', 'withdraw'] as const).map(
      (act): Target => ({
        route: `/pro/invitations/:id/${act}`,
        url: `/pro/invitations/${stableId('invitation horaires')}/${act}`,
        by: 'admin-petits-chenes',
        fields: {},
      }),
    ),
    ...(['new', ':id', ':id/cancel'] as const).map(
      (place): Target => ({
        route: `/office/invitations/${place}`,
        url: `/office/invitations/${place.replace(':id', stableId('invitation horaires'))}`,
        by: 'helpdesk',
        fields: place === ':id/cancel' ? { version: 'x', reason: 'Bonjour' } : { title: '', text: 'Bonjour' },
        keeps: [place === ':id/cancel' ? 'reason' : 'text'],
      }),
    ),
    ...(['new', ':id', ':id/file', ':id/send', ':id/discard'] as const).map(
      (place): Target => ({
        route: `/office/newsletters/write/${place}`,
        url: `/office/newsletters/write/${place.replace(':id', stableId('newsletter prodige next'))}`,
        by: 'helpdesk',
        fields: place.includes('/') ? { version: 'x' } : { letter: 'pigeon', title: '', text: 'Bonjour' },
        ...(place.includes('/') ? {} : { keeps: ['text'] }),
      }),
    ),
    {
      route: '/newsletters/unsubscribe',
      url: `/newsletters/unsubscribe?token=${nobody}`,
      by: '',
      fields: { 'List-Unsubscribe': 'One-Click' },
      takesAnything: true,
    },
    {
      route: '/office/helpdesk/:id/hand',
      url: `/office/helpdesk/${stableId('ticket sign-in')}/hand`,
      by: 'helpdesk',
      fields: { to: 'x', note: 'Bonjour' },
      keeps: ['note'],
    },
    ...(['answer', 'give-back'] as const).map(
      (act): Target => ({
        route: `/office/tickets/:id/${act}`,
        url: `/office/tickets/${stableId('ticket authorisation')}/${act}`,
        by: 'referent-namur',
        fields: act === 'answer' ? { token: 'x', text: 'Bonjour' } : { note: ' ' },
        ...(act === 'answer' ? { keeps: ['text'] } : {}),
      }),
    ),
    ...(['new', ':id', ':id/retire'] as const).map(
      (place): Target => ({
        route: `/office/helpdesk/sentences/${place}`,
        url: `/office/helpdesk/sentences/${place.replace(':id', stableId('sentence Première connexion avec itsme ou eID'))}`,
        by: 'helpdesk',
        fields: place === ':id/retire' ? { version: 'x' } : { title: '', text: 'Bonjour' },
        ...(place === ':id/retire' ? {} : { keeps: ['text'] }),
      }),
    ),
    {
      route: '/office/helpdesk/users',
      url: '/office/helpdesk/users',
      by: 'helpdesk',
      fields: { q: 'wauters', after: 'x' },
      keeps: ['q'],
    },
    {
      route: '/office/helpdesk/users/:id/see',
      url: `/office/helpdesk/users/${stableId('user admin-petits-chenes')}/see`,
      by: 'helpdesk',
      fields: { token: 'x', reason: 'Bonjour', ticket: 'HD-1' },
      keeps: ['reason'],
    },
    {
      route: '/office/helpdesk/users/:id/correct',
      url: `/office/helpdesk/users/${stableId('user admin-petits-chenes')}/correct`,
      by: 'helpdesk',
      fields: { token: 'x', reason: 'Bonjour', proof: 'carte', ticket: 'HD-1', niss: '1' },
      keeps: ['reason'],
    },
    {
      route: '/office/helpdesk/users/:id/unlock',
      url: `/office/helpdesk/users/${stableId('user admin-petits-chenes')}/unlock`,
      by: 'helpdesk',
      fields: {},
      takesAnything: true,
    },
    ...(['confirm', 'refuse', 'withdraw'] as const).map(
      (answer): Target => ({
        route: `/office/helpdesk/corrections/:id/${answer}`,
        url: `/office/helpdesk/corrections/${correction}/${answer}`,
        by: 'helpdesk',
        fields: {},
        takesAnything: true,
      }),
    ),
    {
      route: '/office/helpdesk/people',
      url: '/office/helpdesk/people',
      by: 'helpdesk',
      fields: { q: 'wauters', surprise: 'x' },
      keeps: ['q'],
    },
    {
      route: '/office/helpdesk/people/:id/correct',
      url: `/office/helpdesk/people/${person!.id}/correct`,
      by: 'helpdesk',
      fields: { token: 'x', reason: 'Bonjour', proof: 'carte', ticket: 'HD-1', niss: '1' },
      keeps: ['reason'],
    },
    {
      route: '/office/helpdesk/users/:id/bodies/:body/restore',
      url: `/office/helpdesk/users/${stableId('user admin-petits-chenes')}/bodies/${stableId('body petits-chenes')}/restore`,
      by: 'helpdesk',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/office/helpdesk/bodies/:id/recover',
      url: `/office/helpdesk/bodies/${orphan}/recover`,
      by: 'helpdesk',
      fields: { token: 'x', ticket: 'HD-1', letter: 'Bonjour', niss: '1' },
      keeps: ['letter'],
    },
    ...(['confirm', 'refuse', 'withdraw'] as const).map(
      (answer): Target => ({
        route: `/office/helpdesk/recoveries/:id/${answer}`,
        url: `/office/helpdesk/recoveries/${recovery}/${answer}`,
        by: 'helpdesk',
        fields: {},
        takesAnything: true,
      }),
    ),
    { route: '/office/users', url: '/office/users', by: 'supervisor', fields: { q: 'lambert', surprise: 'x' } },
    {
      route: '/office/users/new',
      url: '/office/users/new',
      by: 'supervisor',
      fields: { token: 'x', firstName: 'Bonjour', familyName: 'B', email: 'b@exemple.be', niss: '1', consent: 'oui' },
      keeps: ['firstName'],
    },
    ...(
      [
        ['role', { role: 'referent', administration: 'namur', from: '01/02/2027', to: '1' }],
        ['end', { grant: 'x', lastDay: '01/02/2030' }],
        ['portfolio', { role: 'referent', from: 'nobody', which: 'x' }],
        ['deactivate', { reason: '' }],
        ['reactivate', { reason: '' }],
      ] as const
    ).map(
      ([action, fields]): Target => ({
        route: `/office/users/:id/${action}`,
        url: `/office/users/${stableId('user referent-2-namur')}/${action}`,
        by: 'supervisor',
        fields: { version: '99999', ...fields },
      }),
    ),
    { route: '/view-as/leave', url: '/view-as/leave', by: 'admin-petits-chenes', fields: {}, takesAnything: true },
    {
      route: '/office/helpdesk/:id/take',
      url: `/office/helpdesk/${questions.pro}/take`,
      by: 'helpdesk',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/office/helpdesk/:id/answer',
      url: `/office/helpdesk/${questions.pro}/answer`,
      by: 'helpdesk',
      fields: { token: 'x', text: 'Bonjour' },
      keeps: ['text'],
    },
    ...(['pro', 'office'] as const).map(
      (portal): Target => ({
        route: `/${portal}/communications/:id/put-away`,
        url: `/${portal}/communications/999999/put-away`,
        by: portal === 'pro' ? 'admin-petits-chenes' : 'referent-namur',
        fields: { back: '/' },
        takesAnything: true,
      }),
    ),
    {
      route: '/pro/users',
      url: '/pro/users',
      by: 'admin-petits-chenes',
      fields: {
        body: stableId('body petits-chenes'),
        firstName: 'Marie',
        familyName: '',
        email: 'marie@exemple',
        niss: '85073003328',
        consent: 'oui',
      },
      keeps: ['firstName', 'email'],
    },
    {
      route: '/pro/users/:id/rights',
      url: `/pro/users/${stableId('user none-chenes')}/rights`,
      by: 'admin-petits-chenes',
      fields: {
        body: stableId('body petits-chenes'),
        version: '99999',
        duration: 'limited',
        fromOn: '01/12/2026',
        toOn: '31/02/2027',
      },
      keeps: ['fromOn'],
    },
    ...['deactivate', 'reactivate', 'delete'].map(
      (act): Target => ({
        route: `/pro/users/:id/${act}`,
        url: `/pro/users/${stableId('user data-clair-matin')}/${act}`,
        by: 'admin-petits-chenes',
        fields: { body: stableId('body petits-chenes'), surprise: 'oui' },
      }),
    ),
    {
      route: '/office/communications/write/:id/publish',
      url: `/office/communications/write/${String(banner)}/publish`,
      by: 'helpdesk',
      fields: { version: 'surprise' },
    },
    ...['new', ':id'].map(
      (place): Target => ({
        route: `/office/communications/write/${place}`,
        url: `/office/communications/write/${place === 'new' ? 'new' : String(banner)}`,
        by: 'helpdesk',
        fields: {
          ...(place === 'new' ? { token: randomUUID() } : { version: '1' }),
          kind: 'surprise',
          title: '',
          text: 'Bonjour',
          audience: 'office',
          fromOn: '01/12/2026',
          untilOn: '02/12/2026',
        },
        keeps: ['text'],
      }),
    ),
    ...subsidyTargets(nobody),
    ...commissionTargets(nobody),
    ...trainingDeskTargets(nobody),
    { route: '/session/extend', url: '/session/extend', by: 'admin-petits-chenes', fields: {}, takesAnything: true },
    {
      route: '/form-drafts',
      url: '/form-drafts',
      by: 'admin-petits-chenes',
      fields: { reason: 'x' },
      takesAnything: true,
    },
    {
      route: '/form-drafts/discard',
      url: '/form-drafts/discard',
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    { route: '/pro/notices', url: '/pro/notices', by: 'admin-petits-chenes', fields: { case: 'x', until: '1' } },
    { route: '/office/notices', url: '/office/notices', by: 'referent-namur', fields: { case: 'x', until: '1' } },
    {
      route: '/office/tasks/picked',
      url: '/office/tasks/picked',
      by: 'referent-namur',
      fields: { tasks: 'x', action: 'claim' },
    },
    { route: '/office/tasks/claim', url: '/office/tasks/claim', by: 'referent-namur', fields: { tasks: 'x' } },
    { route: '/office/tasks/release', url: '/office/tasks/release', by: 'referent-namur', fields: { tasks: 'x' } },
    {
      route: '/office/tasks/assign',
      url: '/office/tasks/assign',
      by: 'asr-manager-namur',
      fields: { tasks: task, assignee: 'x', reason: 'Absence' },
      keeps: ['reason'],
    },
    {
      route: '/office/tasks/views',
      url: '/office/tasks/views',
      by: 'referent-namur',
      fields: { name: 'A'.repeat(61), surprise: 'x' },
      keeps: ['name'],
    },
    {
      route: '/supervision/reassign',
      url: '/supervision/reassign',
      by: 'supervisor',
      fields: { from: stableId('user referent-namur'), to: 'x', reason: 'Absence' },
      keeps: ['reason'],
    },
    {
      route: '/supervision/parameters/:slug/:code',
      url: `/supervision/parameters/authorisation-adaptation/signature`,
      by: 'supervisor',
      fields: {
        token: randomUUID(),
        version: '0',
        value: 'x',
        fromOn: '01/03/2027',
        // A second fault: any text may make the first field right.
        source: 'surprise',
        reference: 'Décision',
        reason: 'Engagement',
      },
      keeps: ['value', 'reference', 'reason'],
    },
    {
      route: '/supervision/parameters/calendar',
      url: '/supervision/parameters/calendar',
      by: 'supervisor',
      fields: {
        token: randomUUID(),
        rule: 'holiday',
        effect: 'add',
        fromOn: 'x',
        name: 'Pont',
        source: 'document',
        reference: 'Arrêté',
        reason: 'Publié',
      },
      keeps: ['name', 'reference', 'reason'],
    },
    ...(['approve', 'refuse', 'withdraw'] as const).map((decision) => ({
      route: `/supervision/parameters/changes/:id/${decision}`,
      url: `/supervision/parameters/changes/${decision === 'withdraw' ? ownChange : othersChange}/${decision}`,
      by: 'supervisor',
      fields: { reason: 'x'.repeat(501), surprise: 'x' },
    })),
    {
      route: '/supervision/cases/:id/retry',
      url: `/supervision/cases/${chenes}/retry`,
      by: 'supervisor',
      fields: { number: 'x', effect: 'y' },
    },
    {
      route: '/supervision/batches/:id/:order',
      url: `/supervision/batches/${batch}/cancel`,
      by: 'supervisor',
      fields: { surprise: 'x' },
    },
    {
      route: '/office/tasks/views/:id/remove',
      url: `/office/tasks/views/${nobody}/remove`,
      by: 'referent-namur',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/office/absences',
      url: '/office/absences',
      by: 'referent-namur',
      fields: {
        agent: stableId('user referent-namur'),
        fromOn: '31/02/2027',
        toOn: '05/03/2027',
        substitute: 'nobody',
      },
    },
    {
      route: '/office/absences/:id/cancel',
      url: `/office/absences/${nobody}/cancel`,
      by: 'referent-namur',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/pro/facilities/:id/consultations/:month',
      url: `/pro/facilities/${stableId('facility chenes')}/consultations/2026-09`,
      by: 'admin-petits-chenes',
      fields: { key: randomUUID(), then: 'save', surprise: 'x' },
    },
    ...presentationTargets,
    // Attendance after school, of a month that runs.
    {
      route: '/pro/after-school/:id/attendance/:month',
      url: countedAfterSchool,
      by: 'admin-mercredis',
      fields: { 'e.v': '0::', 'e.n': 'beaucoup', 'e.p': '71' },
      keeps: ['e.n'],
    },
    {
      route: '/pro/after-school/:id/attendance/:month/cells',
      url: `${countedAfterSchool}/cells`,
      by: 'admin-mercredis',
      fields: { days: '[["x"]]', enrolled: 'null' },
    },
    {
      route: '/pro/after-school/:id/attendance/:month/mend',
      url: `${countedAfterSchool}/mend`,
      by: 'admin-mercredis',
      fields: { what: 'n', day: '2026-13-01', value: '-3', seen: 'x' },
    },
    {
      route: '/pro/after-school/:id/attendance/:month/options',
      url: `${countedAfterSchool}/options`,
      by: 'admin-mercredis',
      fields: { positive: 'perhaps' },
    },
    // Attendance, of a month that runs.
    {
      route: '/pro/facilities/:id/attendance/:month/lines',
      url: `${attendance}/lines`,
      by: 'admin-petits-chenes',
      fields: { lines: 'beaucoup' },
      keeps: ['lines'],
    },
    {
      route: '/pro/facilities/:id/attendance/:month/take-over',
      url: `${attendance}/take-over`,
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/pro/facilities/:id/attendance/:month/propose',
      url: `${attendance}/propose`,
      by: 'admin-petits-chenes',
      fields: { [`c.${nobody}`]: '3.1.AJ' },
    },
    {
      route: '/pro/facilities/:id/attendance/:month/cells',
      url: `${attendance}/cells`,
      by: 'admin-petits-chenes',
      fields: {},
      takesAnything: true,
    },
    {
      route: '/pro/facilities/:id/attendance/:month/cells',
      url: `${attendance}/cells`,
      by: 'admin-petits-chenes',
      fields: { cells: '[["x",1,"P",1]]' },
    },
    {
      route: '/pro/facilities/:id/attendance/:month/children/:row',
      url: `${attendance}/children/new`,
      by: 'admin-petits-chenes',
      fields: {
        key: randomUUID(),
        version: '0',
        then: 'save',
        familyName: '',
        firstName: 'Ada',
        birthOn: 'hier',
        enteredOn: '31/02/2026',
        leftOn: 'x',
        contractDays: 'plein',
      },
      // A day that can be read stands there as the form writes it.
      keeps: ['firstName', 'birthOn', 'enteredOn', 'contractDays'],
    },
    {
      route: '/pro/facilities/:id/attendance/:month/import',
      url: `${attendance}/import`,
      by: 'admin-petits-chenes',
      fields: {},
    },
    ...['columns', 'mend', 'confirm', 'abandon'].map(
      (doing): Target => ({
        route: `/pro/attendance/imports/:id/${doing}`,
        url: `/pro/attendance/imports/${nobody}/${doing}`,
        by: 'admin-petits-chenes',
        fields: {},
        takesAnything: true,
      }),
    ),
    { route: '/pro/team/import', url: '/pro/team/import', by: 'admin-petits-chenes', fields: { body: 'x' } },
    ...['columns', 'mend', 'confirm', 'abandon'].map(
      (doing): Target => ({
        route: `/pro/team/import/:id/${doing}`,
        url: `/pro/team/import/${nobody}/${doing}`,
        by: 'admin-petits-chenes',
        fields: {},
        takesAnything: true,
      }),
    ),
    { route: '/office/tasks/mail', url: '/office/tasks/mail', by: 'referent-namur', fields: { rhythm: 'hourly' } },
    {
      route: '/office/tasks/columns',
      url: '/office/tasks/columns',
      by: 'referent-namur',
      fields: { columns: 'who', surprise: 'x' },
    },
  ];
}
