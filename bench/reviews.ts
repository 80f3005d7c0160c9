/**
 * `npm run bench:reviews`: the lists of reviews over 20,000 places with five cycles each, of which the last is open: each query that a page asks,
 * with its time and the pages of the database that it reads. Needs PostgreSQL alone.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findViewer, type Viewer } from '../db/access/viewer.ts';
import { connect, type Database } from '../db/connect.ts';
import { countByStage, listByStage } from '../db/functioning-review/by-stage.ts';
import { listReviews } from '../db/functioning-review/my-reviews.ts';
import { listParticipants } from '../db/functioning-review/participants.ts';
import { countByMonth, listPlan, type PlanFilter } from '../db/functioning-review/plan-of-year.ts';
import { migrate } from '../db/migrate.ts';
import { parametersOn } from '../db/parameters/parameters.ts';
import { dayOf } from '../domain/calendar.ts';
import { startPostgres } from '../local/postgres.ts';
import { findFreePort } from '../local/processes.ts';
import { planReview } from '../test/functioning-review/cases.ts';
import { slug } from '../workflows/functioning-review/contract.ts';
import { asked, explain } from './explain.ts';
import { machine } from './house.ts';

const places = 20_000;
const say = (line: string): void => {
  console.log(line);
};

/** Five of a body; one coordinator follows two hundred. */
const fill = `
insert into organising_bodies (id, name, kind, street, number, postcode, locality)
select cast(md5('body ' || n) as uuid), 'Les Lutins ' || n || ' ASBL', 'asbl', 'Rue du Moulin', '1', '5300', 'Andenne' from generate_series(1, :places / 5) n;
insert into users (id, first_name, family_name, email, portal, consent_at, consent_text_version) values
  (cast(md5('operator') as uuid), 'Anne', 'Lambert', 'direction@creches.example', 'pro', now(), '2023-01'),
  (cast(md5('coordinator') as uuid), 'Marc', 'Dubois', 'coordination@one.example', 'office', now(), '2023-01');
insert into grants (user_id, role, organising_body_id, valid_from) values (cast(md5('operator') as uuid), 'administrator', cast(md5('body 7') as uuid), '2020-01-01');
insert into grants (user_id, role, administration, valid_from) values (cast(md5('coordinator') as uuid), 'coordinator', 'namur', '2020-01-01');
insert into facilities (id, organising_body_id, number, name, kind, home, administration)
select cast(md5('place ' || n) as uuid), cast(md5('body ' || (n + 4) / 5) as uuid), 'R' || n, 'Crèche Les Lutins ' || n, 'subsidised-creche', false,
  (array['namur', 'liege', 'hainaut', 'luxembourg', 'bruxelles'])[1 + n % 5] from generate_series(1, :places) n;
insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
select id, 'authorised', 'Rue du Moulin', '1', '5300', 'Andenne', 28, '2001-01-01', '2000-12-01' from facilities where number like 'R%';
insert into facility_agents (facility_id, role, user_id)
select cast(md5('place ' || n) as uuid), 'coordinator', cast(md5('coordinator') as uuid) from generate_series(5, 1000, 5) n`;

const namesOf = `select string_agg(quote_ident(column_name), ', ' order by column_name) as names from information_schema.columns
where table_name = 'cases' and table_schema = 'public' and is_generated = 'NEVER'`;
/** Copies of one that was opened by its acts. The fifth of each place is open, somewhere on its way. */
const cases = (names: string): string => `
insert into cases (${names})
select ${names} from (
  select (jsonb_populate_record(c, jsonb_build_object(
    'id', md5('review ' || n || ' ' || q), 'reference', 'BF-' || (2001 + 5 * q) || '-' || n, 'facility_id', f.id, 'subject_id', f.id, 'facility_name', f.name,
    'organising_body_id', f.organising_body_id, 'administration', f.administration, 'opened_at', d.first_on - 60,
    'closed_at', case when q < 5 then d.first_on + 1826 end, 'status', d.status,
    'state', jsonb_set(jsonb_set(jsonb_set(c.state, '{data,firstDayOn}', to_jsonb(d.first_on)), '{data,cycleEndsOn}', to_jsonb(d.first_on + 1826)),
      '{status}', to_jsonb(d.status))))).*
  from cases c, generate_series(1, :places) n join facilities f on f.number = 'R' || n, generate_series(1, 5) q
    cross join lateral (select make_date(2001 + 5 * q, 1 + n % 12, 1 + n % 28) as first_on,
      case when q < 5 then 'closed' else (array['planned', 'self-assessment', 'one-ratings', 'meeting', 'plan-drafting', 'signing', 'follow-up', 'follow-up'])[1 + n % 8] end as status) d
  where c.id = :like
) made`;

async function makeReviews(db: Database): Promise<void> {
  for (const statement of fill.split(';')) await db.raw(statement, statement.includes(':places') ? { places } : {});
  const facilityId = ((await db('facilities').where({ number: 'R1' }).first('id')) as { id: string }).id;
  const like = await planReview(db, { facilityId, at: Date.now() });
  const { rows } = await db.raw<{ rows: { names: string }[] }>(namesOf);
  const sql = cases(rows[0]?.names ?? '');
  await db.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica; set local statement_timeout = '600s'");
    await trx('cases').where({ id: like }).update({ closed_at: new Date(), status: 'cancelled' });
    await trx.raw(sql, { like, places });
  });
  await db.raw('vacuum analyze');
}

const viewerOf = async (db: Database, who: 'operator' | 'coordinator'): Promise<Viewer> => {
  const { rows } = await db.raw<{ rows: { id: string }[] }>('select cast(md5(?) as uuid) as id', [who]);
  return (await findViewer(db, rows[0]!.id, { acr: 450, authenticatedAt: Date.now(), now: Date.now() }))!;
};

async function listsOf(db: Database): Promise<[what: string, ask: () => Promise<unknown>][]> {
  const [operator, coordinator] = [await viewerOf(db, 'operator'), await viewerOf(db, 'coordinator')];
  const parameters = await parametersOn(db, slug, dayOf(Date.now()));
  const followed = { followedBy: coordinator.userId };
  const own = (await db('facilities').where({ number: 'R31' }).first('id', 'organising_body_id')) as {
    id: string;
    organising_body_id: string;
  };
  const open = (await db('cases').where({ slug, facility_id: own.id, closed_at: null }).first('id')) as { id: string };
  const inMiddle = (await db('cases')
    .where({ slug, administration: 'namur', closed_at: null })
    .orderBy('id')
    .first('id')) as {
    id: string;
  };
  const plan = (more: Partial<PlanFilter>) => () =>
    listPlan(db, coordinator.ability, { year: '2026', state: 'to-plan', ...more }, parameters, {});
  return [
    ['stages, all', () => listByStage(db, coordinator.ability, {}, {})],
    ['stages, all, from a page', () => listByStage(db, coordinator.ability, {}, { after: inMiddle.id })],
    ['stages, of one stage', () => listByStage(db, coordinator.ability, { status: 'meeting' }, {})],
    ['stages, mine', () => listByStage(db, coordinator.ability, followed, {})],
    ['stages, counted', () => countByStage(db, coordinator.ability, {})],
    ['stages, mine, counted', () => countByStage(db, coordinator.ability, followed)],
    ['plan, to plan', plan({})],
    ['plan, to plan, mine', plan(followed)],
    ['plan, planned', plan({ state: 'planned' })],
    ['plan, all, by name', plan({ state: 'all', text: 'lutins 13' })],
    ['load by month', () => countByMonth(db, coordinator.ability, { year: '2026' }, parameters)],
    ['load by month, mine', () => countByMonth(db, coordinator.ability, { year: '2026', ...followed }, parameters)],
    ['my reviews', () => listReviews(db, operator.ability, own.id)],
    [
      'participants',
      () =>
        listParticipants(db, {
          caseId: open.id,
          facilityId: own.id,
          bodyId: own.organising_body_id,
          today: dayOf(Date.now()),
        }),
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
  await makeReviews(db);
  const [{ count }] = (await db('cases').where({ slug }).count()) as [{ count: string }];
  say(`Machine: ${machine()}. ${count} reviews of ${String(places)} places.\n`);
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
