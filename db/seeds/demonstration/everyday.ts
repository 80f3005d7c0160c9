/** What an ordinary day leaves behind: effects carried out or waiting, notices, claimed tasks, drafts, banners. */
import type { Instant } from '../../../domain/calendar.ts';
import { processes } from '../../../workflows/registry.ts';
import { instant, type Database } from '../../connect.ts';
import { giveUpEffect } from '../../supervision/retry-effect.ts';
import { insertInvitations } from './invitations.ts';
import { insertNewsletters } from './newsletters.ts';
import { placeOf } from './places.ts';
import { stableId } from './stable-id.ts';
import { insertTickets } from './tickets.ts';
import type { Times } from './times.ts';

const day = 86_400_000;
const user = (key: string): string => stableId(`user ${key}`);

export async function loadEverydayThings(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  await settleEffects(db, now);
  await settleNotices(db, now);
  await claimTasks(db);
  await insertDrafts(db, now, times);
  await insertBanners(db, now);
  await noteLooks(db, now);
  await insertTickets(db, now);
  await insertInvitations(db, now, times);
  await insertNewsletters(db, now, times);
  await insertAbsence(db, now, times);
  // A case that is over needs no clerk; the open ones are rung for at the first round.
  await db('cases')
    .whereNotNull('closed_at')
    .update({ engine_seq: db.ref('bell_seq') });
}

/** Letters of the past were sent long ago; the three newest wait for the engine, and one mail could not be delivered. */
async function settleEffects(db: Database, now: Instant): Promise<void> {
  const letters = processes.flatMap(({ effects }) =>
    Object.entries(effects).flatMap(([effect, kind]) => (kind === 'letter' ? [effect] : [])),
  );
  await db.raw(
    `
    update effects set status = 'done', attempts = 1, done_at = created_at + interval '4 seconds'
    where (case_id, act_number, effect) not in (
      select e.case_id, e.act_number, e.effect from effects e join cases c on c.id = e.case_id
      where c.closed_at is null and e.effect = any(:letters) order by e.created_at desc, e.effect limit 3)`,
    { letters },
  );
  const {
    rows: [stuck],
  } = await db.raw<{ rows: { case_id: string; act_number: number }[] }>(
    `
    select n.case_id, n.act_number from notices n join cases c on c.id = n.case_id join users u on u.id = n.user_id
    where u.portal = 'pro' and c.closed_at is null and c.administration = 'namur' and n.created_at < ? order by n.created_at desc, n.case_id limit 1`,
    [instant(now - 2 * day)],
  );
  if (!stuck) return;
  const mail = { caseId: stuck.case_id, number: stuck.act_number, effect: 'notify-operator' };
  await giveUpEffect(db, { ...mail, failure: 'address-refused' }, now - day);
}

/** Those of the last six weeks are kept; the older ones of these are read, and their mails went out at the time. */
async function settleNotices(db: Database, now: Instant): Promise<void> {
  await db('notices')
    .where('created_at', '<=', instant(now - 42 * day))
    .delete();
  await db.raw(
    `
    update notices n set mail_at = null,
      read_at = case when n.created_at < :unreadSince then n.created_at + interval '7 hours' end,
      mailed_at = case when not exists (select from effects e where e.case_id = n.case_id and e.act_number = n.act_number and e.effect = 'notify-operator')
        then n.mail_at + interval '5 seconds' end`,
    { unreadSince: instant(now - 10 * day) },
  );
}

/** Some operators have taken theirs. */
async function claimTasks(db: Database): Promise<void> {
  const claim = (userKey: string, where: object) =>
    db('tasks')
      .whereNull('closed_at')
      .whereNull('assignee_id')
      .where(where)
      .update({ assignee_id: user(userKey) });
  await claim('admin-petits-chenes', { role: 'operator', facility_id: stableId('facility chenes') });
  await claim('admin-bensalah', { role: 'operator', facility_id: stableId('facility bensalah') });
}

async function insertDrafts(db: Database, now: Instant, times: Times): Promise<void> {
  const draft = (
    facility: string,
    body: string,
    administration: string,
    kind: string,
    who: string,
    daysAgo: number,
    form: object,
  ) => ({
    id: stableId(`draft ${facility} ${kind}`),
    slug: 'authorisation-adaptation',
    kind,
    organising_body_id: stableId(`body ${body}`),
    facility_id: stableId(`facility ${facility}`),
    subject_kind: 'facility',
    subject_id: stableId(`facility ${facility}`),
    administration,
    form: JSON.stringify(form),
    token: stableId(`draft token ${facility} ${kind}`),
    created_by: user(who),
    updated_by: user(who),
    created_at: instant(now - (daysAgo + 2) * day),
    updated_at: instant(now - daysAgo * day),
  });
  await db('drafts').insert([
    draft('glands', 'petits-chenes', 'namur', 'capacity-change', 'admin-petits-chenes', 1, {
      capacity: 35,
      changesOn: times.workday(120),
    }),
    draft('coccinelle', 'petits-chenes', 'namur', 'temporary-cessation', 'data-chenes', 5, {
      motive: 'works',
      startsOn: times.workday(75),
    }),
    draft('marmots-jardin', 'marmots', 'bruxelles', 'permanent-move', 'admin-marmots', 9, {
      address: placeOf('avenue des Saisons 60, 1050 Ixelles'),
      reason: 'Le lieu temporaire convient mieux aux familles.',
    }),
    draft('bensalah', 'bensalah', 'hainaut', 'capacity-change', 'admin-bensalah', 3, { capacity: 5 }),
  ]);
}

/** Agents opened the cases of their tasks last Thursday: what happened since is new to them. */
async function noteLooks(db: Database, now: Instant): Promise<void> {
  const at = instant(now - 4 * day);
  await db.raw(
    `
    insert into case_looks (case_id, user_id, act_number, looked_at, opened_at)
    select a.case_id, t.assignee_id, max(a.number), :at, :at
    from tasks t join users u on u.id = t.assignee_id and u.portal = 'office' join acts a on a.case_id = t.case_id and a.at < :at
    where t.closed_at is null group by a.case_id, t.assignee_id`,
    { at },
  );
}

async function insertBanners(db: Database, now: Instant): Promise<void> {
  await db('banners').insert([
    {
      kind: 'information',
      title: "Demandes d'adaptation : tout se passe en ligne",
      text: "Déménagement, cessation temporaire, fin d'activité, réintégration : introduisez et suivez vos demandes dans « Mes demandes ».",
      href: '/aide',
      link_text: 'Lire la communication',
      portals: ['pro'],
      shown_from: instant(now - 12 * day),
      shown_until: instant(now + 60 * day),
    },
    {
      kind: 'warning',
      title: 'Entretien du portail ce dimanche soir',
      text: 'Le portail sera indisponible quelques minutes entre 22 h et 23 h. Une demande envoyée avant est enregistrée.',
      href: null,
      link_text: null,
      portals: ['pro', 'office'],
      shown_from: instant(now - 2 * day),
      shown_until: instant(now + 6 * day),
    },
    {
      kind: 'news',
      title: 'Nouveau guide pour les agents',
      text: "Le guide des demandes d'adaptation a été mis à jour : visites proposées en ligne, quatre yeux pour la signature.",
      href: '/aide',
      link_text: 'Lire le guide',
      portals: ['office'],
      shown_from: instant(now - 5 * day),
      shown_until: instant(now + 40 * day),
    },
  ]);
  // For a second person at the helpdesk.
  await db('banners').insert({
    kind: 'information',
    title: "Fermeture de l'ONE entre Noël et Nouvel An",
    text: 'Les délais courent : une demande envoyée ces jours-là compte à sa date. Le helpdesk répond à nouveau dès la réouverture.',
    portals: ['pro'],
    waits: true,
    written_by: user('helpdesk'),
    written_at: instant(now - day),
    shown_from: instant(now + 14 * day),
    shown_until: instant(now + 40 * day),
  });
}

/** One referent of Hainaut is away, and the other has her tasks meanwhile. */
async function insertAbsence(db: Database, now: Instant, times: Times): Promise<void> {
  await db('absences').insert({
    id: stableId('absence referent-2-hainaut'),
    user_id: user('referent-2-hainaut'),
    from_on: times.day(-2),
    to_on: times.day(16),
    substitute_id: user('referent-hainaut'),
    declared_by: user('referent-2-hainaut'),
    declared_at: instant(now - 9 * day),
  });
}
