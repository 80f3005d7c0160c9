/**
 * `npm run bench:after-school`: the lists of after-school care over 1,500 bodies with 3,000 places, fifteen years of their quarters and seven agreements each:
 * each query that a page asks, with its time and the pages of the database that it reads. Needs PostgreSQL alone.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findViewer, type Viewer } from '../db/access/viewer.ts';
import { countQuarters, listQuartersAtOne, listQuartersForSheet } from '../db/aes-subsidy/list-at-one.ts';
import { listPeriods, listQuarters, quartersBefore } from '../db/aes-subsidy/list-quarters.ts';
import { listQuartersToOpen } from '../db/aes-subsidy/may-be-opened.ts';
import { loadPlaces } from '../db/aes-subsidy/places.ts';
import { findCalendars } from '../db/after-school/calendars.ts';
import { listCountedPlaces } from '../db/after-school/counted-places.ts';
import { listCounts } from '../db/after-school/counts.ts';
import { findStanding, listAfterSchoolPlaces } from '../db/after-school/places.ts';
import { listScheduleChanges, listScheduleNotices } from '../db/after-school/schedule-changes.ts';
import { listAgenda, listWaitingDossiers } from '../db/agreement-commission/agenda.ts';
import { listOpenSessions, listPastSessions } from '../db/agreement-commission/sessions.ts';
import { listStandings } from '../db/agreement-renewal/standing.ts';
import { openingSubjects } from '../db/batches/opening-subjects.ts';
import { connect, type Database } from '../db/connect.ts';
import { listFacilities } from '../db/inbox/facilities.ts';
import { listTasks } from '../db/inbox/list-tasks.ts';
import { migrate } from '../db/migrate.ts';
import { openAgreement } from '../db/seeds/demonstration/agreement-renewal/make-agreement.ts';
import { firstDayOfQuarter } from '../domain/after-school/budget-year.ts';
import { monthsFurther } from '../domain/quarter.ts';
import { startPostgres } from '../local/postgres.ts';
import { findFreePort } from '../local/processes.ts';
import { openQuarter } from '../test/aes-subsidy/cases.ts';
import { countAll, makeBodies } from '../test/after-school/many-bodies.ts';
import { asked, explain } from './explain.ts';
import { machine } from './house.ts';

const bodies = 1500;
/** Of each body; the last one is under way. */
const quarters = 60;
const last = '2026-07';
const today = '2026-11-27';
const say = (line: string): void => {
  console.log(line);
};

const office = `
insert into users (id, first_name, family_name, email, portal, consent_at, consent_text_version)
select cast(md5(role || n) as uuid), 'Karine', 'Lejeune ' || n, role || n || '@one.example', 'office', now(), '2023-01'
from unnest(array['aes-manager', 'aes-referent']) role, generate_series(1, 5) n;
insert into grants (user_id, role, valid_from)
select cast(md5(role || n) as uuid), role, '2020-01-01' from unnest(array['aes-manager', 'aes-referent']) role, generate_series(1, 5) n`;

const namesOf = `select string_agg(quote_ident(column_name), ', ' order by column_name) as names from information_schema.columns
where table_name = 'cases' and table_schema = 'public' and is_generated = 'NEVER'`;
/** Copies of one that its acts have opened: of the last quarter three in ten are sent, the others are to be sent; those before are settled. */
const manyQuarters = (names: string): string => `
insert into cases (${names})
select ${names} from (
  select (jsonb_populate_record(c, jsonb_build_object(
    'id', md5('quarter ' || b.id || ' ' || q), 'reference', 'SE-' || q || '-' || substr(cast(b.id as text), 1, 8), 'period', p.period, 'subject_id', b.id,
    'facility_name', b.name, 'organising_body_id', b.id, 'opened_at', cast(p.period || '-01' as date), 'closed_at', case when q > 1 then cast(p.period || '-01' as date) + 300 end,
    'status', s.status, 'turn', case s.status when 'in-control' then 'one' when 'to-send' then 'operator' else 'nobody' end,
    'state', jsonb_set(jsonb_set(c.state, '{data,quarter}', to_jsonb(p.period)), '{status}', to_jsonb(s.status))))).*
  from cases c, (select *, row_number() over (order by id) as n from organising_bodies) b, generate_series(1, :quarters) q
    cross join lateral (select to_char(cast(:last || '-01' as date) - make_interval(months => 3 * (q - 1)), 'YYYY-MM') as period) p
    cross join lateral (select case when q > 1 then 'settled' when b.n % 10 < 3 then 'in-control' else 'to-send' end as status) s
  where c.id = :like
) made`;
/** Seven of each body; one in five of the last is open, somewhere on its way. */
const manyAgreements = (names: string): string => `
insert into cases (${names})
select ${names} from (
  select (jsonb_populate_record(c, jsonb_build_object(
    'id', md5('agreement ' || b.id || ' ' || q), 'reference', 'AG-' || q || '-' || substr(cast(b.id as text), 1, 8), 'subject_id', b.id,
    'facility_name', b.name, 'organising_body_id', b.id, 'opened_at', make_date(2027 - 5 * q, 1, 1), 'closed_at', case when q > 1 or b.n % 5 > 0 then make_date(2028 - 5 * q, 1, 1) end,
    'status', s.status, 'state', jsonb_set(jsonb_set(c.state, '{status}', to_jsonb(s.status)), '{data,endsOn}', to_jsonb(make_date(2027 + 5 - 5 * q, 12, 31)))))).*
  from cases c, (select *, row_number() over (order by id) as n from organising_bodies) b, generate_series(1, 7) q
    cross join lateral (select case when q > 1 or b.n % 5 > 0 then 'in-force'
      else (array['invited', 'examination', 'commission', 'decision', 'signature'])[1 + b.n / 5 % 5] end as status) s
  where c.id = :like
) made`;
const rest = `
insert into tasks (id, case_id, key, slug, kind, action, role, reference, facility_name, organising_body_id, facility_id, administration, opened_at, due_on, postcode, locality)
select gen_random_uuid(), c.id, 'propose.2', c.slug, c.kind, 'propose', 'aes-manager', c.reference, c.facility_name, c.organising_body_id, null, c.administration, c.opened_at, current_date + 30, c.postcode, c.locality
from cases c where c.slug = 'aes-subsidy' and c.status = 'in-control';
insert into after_school_sendings (case_id, facility_id, revision, quarter, digest, snapshot, sent_by, sent_at)
select c.id, f.id, 1, c.period, sha256('snapshot'), '{"place": "x", "months": []}', g.user_id, cast(c.period || '-01' as date) + 120
from cases c join facilities f on f.organising_body_id = c.organising_body_id join grants g on g.organising_body_id = c.organising_body_id
where c.slug = 'aes-subsidy' and c.status <> 'to-send';
insert into commission_sessions (id, held_on, held_at, place, reports_by, status, written_by, written_at, ended_by, ended_at)
select cast(md5('session ' || n) as uuid), d.day, '09:30', 'Bruxelles', d.day - 21, case when n > 3 then 'held' else 'planned' end, u.id, d.day - 60,
  case when n > 3 then u.id end, case when n > 3 then d.day end
from generate_series(1, 200) n cross join lateral (select cast('2027-02-01' as date) - 28 * (n - 1) as day) d, users u where u.email = 'aes-referent1@one.example';
insert into commission_agenda (session_id, case_id, position, settled_at, outcome)
select cast(md5('session ' || s) as uuid), id, 1 + n % 50, case when s > 3 then now() end, case when s > 3 then 'told' end
from (select id, row_number() over (order by id) as n from cases where slug = 'agreement-renewal') c cross join lateral (select 1 + n / 50 as s) d where n < 9950;
insert into schedule_changes (id, facility_id, valid_from, before_words, after_words, comment, changed_at)
select cast(md5('change ' || f.id || n) as uuid), f.id, '2026-09-01', 'mercredi', 'mercredi 12 h 30 – 17 h 00', 'Une heure de plus', cast('2012-01-01' as date) + 365 * n
from facilities f, generate_series(1, 10) n;
insert into schedule_change_readers (change_id, user_id, read_at)
select c.id, u.id, case when c.changed_at < '2021-06-01' then c.changed_at end from schedule_changes c, users u where u.email like 'aes-manager%'`;

async function fill(db: Database): Promise<void> {
  await makeBodies(db, bodies, { from: '2023-01-01', to: '2027-12-31' });
  for (let back = 0; back < 5; back += 1) await countAll(db, monthsFurther(last, -3 * back));
  for (const statement of office.split(';')) await db.raw(statement);
  const { id: bodyId } = (await db('organising_bodies').first('id')) as { id: string };
  const { id: agreementId } = (await db('agreements').where({ organising_body_id: bodyId }).first('id')) as {
    id: string;
  };
  const like = {
    quarter: await openQuarter(db, { at: Date.now(), bodyId, quarter: '2010-01' }),
    agreement: await openAgreement(db, {
      bodyId,
      kind: 'renewal',
      agreement: { agreementId, endsOn: '2027-12-31' },
      at: Date.now(),
    }),
  };
  const { rows } = await db.raw<{ rows: { names: string }[] }>(namesOf);
  const names = rows[0]?.names ?? '';
  await db.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica; set local statement_timeout = '600s'");
    await trx('cases').update({ closed_at: new Date(), status: 'cancelled' });
    await trx.raw(manyQuarters(names), { like: like.quarter, quarters, last });
    await trx.raw(manyAgreements(names), { like: like.agreement });
    for (const statement of rest.split(';')) await trx.raw(statement);
  });
  await db.raw('vacuum analyze');
}

async function viewerOf(db: Database, email: string): Promise<Viewer> {
  const { id } = (await db('users').where({ email }).first('id')) as { id: string };
  return (await findViewer(db, id, { acr: 450, authenticatedAt: Date.now(), now: Date.now() }))!;
}

async function listsOf(db: Database): Promise<[what: string, ask: () => Promise<unknown>][]> {
  const [operator, manager, referent] = [
    // Of three places.
    await viewerOf(db, 'direction752@recres.example'),
    await viewerOf(db, 'aes-manager1@one.example'),
    await viewerOf(db, 'aes-referent1@one.example'),
  ];
  const { organising_body_id: bodyId } = (await db('grants')
    .where({ user_id: operator.userId })
    .first('organising_body_id')) as {
    organising_body_id: string;
  };
  const places = (await db('facilities').where({ organising_body_id: bodyId }).pluck('id')) as string[];
  const body = (await db('organising_bodies').where({ id: bodyId }).first('id', 'name')) as {
    id: string;
    name: string;
  };
  const inMiddle = (await db('cases')
    .where({ slug: 'aes-subsidy', period: last })
    .orderBy('facility_name')
    .offset(700)
    .first('id')) as {
    id: string;
  };
  const session = (await db('commission_sessions').orderBy('held_on').offset(100).first('id')) as { id: string };
  const upcoming = (await db('commission_sessions').orderBy('held_on', 'desc').first('id')) as { id: string };
  const atOne = { quarter: last };
  const tasks = { sort: 'due', descending: false } as const;
  const page = { text: undefined, cursor: {}, today };
  const ofType = { kind: 'after-school-1' } as const;
  return [
    ['places of a body', () => listAfterSchoolPlaces(db, operator.ability, page)],
    ['places at ONE', () => listFacilities(db, manager, ofType, {}, today)],
    ['places at ONE, from a page', () => listFacilities(db, manager, ofType, { after: places[0]! }, today)],
    ['places at ONE, by a name', () => listFacilities(db, manager, { ...ofType, text: 'recres 75' }, {}, today)],
    ['where one place stands', () => findStanding(db, operator.ability, { id: places[0]!, bodyId, today })],
    ['places that one counts in', () => listCountedPlaces(db, operator.ability)],
    ['a year of counts of a place', () => listCounts(db, places.slice(0, 1), '2025-10-01', '2026-09-30')],
    ['its calendars', () => findCalendars(db, places.slice(0, 1), '2025-10-01', '2026-09-30')],
    ['changes of its hours', () => listScheduleChanges(db, places[0]!)],
    ['notices of hours, at ONE', () => listScheduleNotices(db, manager)],
    ['a quarter, place by place', () => loadPlaces(db, { organisingBodyId: bodyId, quarter: last }, today)],
    ['quarters of a body', () => listQuarters(db, operator.ability, { limit: 20 })],
    [
      'quarters of a body, from a page',
      () => listQuarters(db, operator.ability, { limit: 20, after: { quarter: '2021-10', id: inMiddle.id } }),
    ],
    ['those before one', () => quartersBefore(db, { organisingBodyId: bodyId, quarter: last }, 4)],
    [
      'quarters that may be opened',
      () => listQuartersToOpen(db, { organising_body_id: bodyId, kind: 'after-school-1' }, today),
    ],
    ['a quarter at ONE', () => listQuartersAtOne(db, manager.ability, atOne, {})],
    ['a quarter at ONE, from a page', () => listQuartersAtOne(db, manager.ability, atOne, { after: inMiddle.id })],
    [
      'a quarter at ONE, of a status',
      () => listQuartersAtOne(db, manager.ability, { ...atOne, status: 'in-control' }, {}),
    ],
    ['a quarter at ONE, by a name', () => listQuartersAtOne(db, manager.ability, { ...atOne, text: 'recres 75' }, {})],
    ['a quarter at ONE, counted', () => countQuarters(db, manager.ability, atOne)],
    ['a quarter at ONE, as a sheet', () => listQuartersForSheet(db, manager.ability, atOne)],
    ['the quarters there are', () => listPeriods(db, manager.ability)],
    ['tasks, team', () => listTasks(db, manager, { ...tasks, view: 'team' }, {}, Date.now())],
    [
      'tasks, all, of quarters',
      () => listTasks(db, manager, { ...tasks, view: 'all', slug: 'aes-subsidy' }, {}, Date.now()),
    ],
    ['agreements of a body', () => listStandings(db, operator.ability, [body])],
    ['dossiers that wait for a session', () => listWaitingDossiers(db, referent.ability, { limit: 100 })],
    ['sessions to come', () => listOpenSessions(db)],
    ['sessions past', () => listPastSessions(db, { limit: 20 })],
    ['sessions past, from a page', () => listPastSessions(db, { after: session.id, limit: 20 })],
    ['an agenda', () => listAgenda(db, referent.ability, upcoming.id)],
    [
      'bodies of a quarter to open',
      async () => (await openingSubjects['after-school-1-bodies'](db, firstDayOfQuarter('2026-10'))) as object[],
    ],
    [
      'agreements to renew',
      async () => (await openingSubjects['bodies-with-agreement-to-renew'](db, '2026-12-01')) as object[],
    ],
  ];
}

const dir = mkdtempSync(path.join(tmpdir(), 'pro-one-bench-'));
chmodSync(dir, 0o711);
const postgres = await startPostgres({
  dataDir: path.join(dir, 'postgres'),
  port: await findFreePort(0),
  password: 'dev-only-bench',
});
try {
  await migrate(postgres.url);
  const db = connect(postgres.adminUrl);
  await fill(db);
  const counts = (await db('cases').groupBy('slug').orderBy('slug').select('slug').count({ n: '*' })) as {
    slug: string;
    n: string;
  }[];
  const days = (await db('after_school_days').count({ n: '*' }).first()) as { n: string };
  say(`Machine: ${machine()}. ${counts.map(({ slug, n }) => `${n} ${slug}`).join(', ')}, ${days.n} days counted.\n`);
  say('| list | query | rows | ms | pages read | looks at whole tables |\n|---|---|---:|---:|---:|---|');
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  for (const [what, ask] of await listsOf(db))
    for (const one of await asked(db, ask)) {
      const words = one.sql.replaceAll(/\s+/g, ' ').slice(0, 60).replaceAll('|', '¦');
      say(`| ${what} | ${words} | ${await explain(client, one)} |`);
    }
  await client.end();
  await db.destroy();
} finally {
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
