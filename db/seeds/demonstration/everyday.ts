/** What an ordinary day leaves behind: effects carried out or waiting, notices, claimed tasks, drafts, banners. */
import type { Instant } from '../../../domain/calendar.ts';
import { instant, type Database } from '../../connect.ts';
import { placeOf } from './places.ts';
import { stableId } from './stable-id.ts';
import type { Times } from './times.ts';

const day = 86_400_000;
const user = (key: string): string => stableId(`user ${key}`);

export async function loadEverydayThings(db: Database, { now, times }: { now: Instant; times: Times }): Promise<void> {
  await settleEffects(db, now);
  await insertNotices(db, now);
  await claimTasks(db);
  await insertDrafts(db, now, times);
  await insertBanners(db, now);
  // A case that is over needs no clerk; the open ones are rung for at the first round.
  await db('cases')
    .whereNotNull('closed_at')
    .update({ engine_seq: db.ref('bell_seq') });
}

/** Letters of the past were sent long ago; the three newest wait for the engine, and one mail could not be delivered. */
async function settleEffects(db: Database, now: Instant): Promise<void> {
  await db.raw(`
    update effects set status = 'done', attempts = 1, done_at = created_at + interval '4 seconds'
    where (case_id, act_number, effect) not in (
      select e.case_id, e.act_number, e.effect from effects e join cases c on c.id = e.case_id
      where c.closed_at is null and (e.effect like 'letter-%' or e.effect = 'receipt') order by e.created_at desc, e.effect limit 3)`);
  const {
    rows: [stuck],
  } = await db.raw<{ rows: { case_id: string; act_number: number }[] }>(
    `
    update effects set status = 'failed', attempts = 30, failure = 'mailbox-refused', done_at = null
    where (case_id, act_number, effect) = (
      select e.case_id, e.act_number, e.effect from effects e join cases c on c.id = e.case_id
      where e.effect = 'notify-operator' and c.closed_at is null and c.administration = 'namur' and e.created_at < ? order by e.created_at desc limit 1)
    returning case_id, act_number`,
    [instant(now - 2 * day)],
  );
  if (!stuck) return;
  await db.raw(
    `
    insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id, administration, opened_at)
    select id, ?, slug, kind, 'retry-effect', 'supervisor', reference, facility_name, postcode, locality, organising_body_id, facility_id, administration, ?
    from cases where id = ?`,
    [`retry-effect.notify-operator.${String(stuck.act_number)}`, instant(now - day), stuck.case_id],
  );
}

/** For six weeks back: to those of the organising body who may see the case, and to the agents of the facility; the older ones are read. */
async function insertNotices(db: Database, now: Instant): Promise<void> {
  await db.raw(
    `
    insert into notices (user_id, case_id, act_number, created_at, read_at, mailed_at)
    select distinct reader.user_id, e.case_id, e.act_number, e.created_at,
      case when e.created_at < :unreadSince then e.created_at + interval '7 hours' end,
      case when e.status = 'done' then e.created_at + interval '5 seconds' end
    from effects e join cases c on c.id = e.case_id
    cross join lateral (
      select g.user_id from grants g where e.effect = 'notify-operator' and g.organising_body_id = c.organising_body_id
        and (g.role in ('administrator', 'childminder') or (g.role = 'data-manager' and (g.facility_id is null or g.facility_id = c.facility_id)))
      union select a.user_id from facility_agents a where e.effect = 'notify-agents' and a.facility_id = c.facility_id and a.role = 'referent'
    ) reader
    where e.created_at > :since
    on conflict do nothing`,
    { unreadSince: instant(now - 4 * day), since: instant(now - 42 * day) },
  );
}

/** Signatures are taken by who signs, appeals by their secretariat; some operators have taken theirs. */
async function claimTasks(db: Database): Promise<void> {
  const claim = (userKey: string, where: object) =>
    db('tasks')
      .whereNull('closed_at')
      .whereNull('assignee_id')
      .where(where)
      .update({ assignee_id: user(userKey) });
  await claim('asr-manager-namur', { role: 'asr-manager', administration: 'namur' });
  await claim('appeal-secretariat', { role: 'appeal-secretariat' });
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
}
