/** The lists of quarters over many years of them: each query that a page asks, with its time and the pages of the database that it reads. */
import pg from 'pg';
import { findViewer, type Viewer } from '../db/access/viewer.ts';
import { listCreches } from '../db/attendance/facilities.ts';
import type { Database } from '../db/connect.ts';
import { listTasks } from '../db/inbox/list-tasks.ts';
import { listQuarters, quartersAround } from '../db/quarterly-subsidy/list-quarters.ts';
import { countConcerned, listTables } from '../db/subsidies/lump-sums.ts';
import { listFiles } from '../db/subsidies/payment-files.ts';
import { preparedPayments } from '../db/subsidies/payments.ts';
import { listRecap } from '../db/subsidies/recap.ts';
import type { Quarter } from '../domain/quarter.ts';
import { makeCreches, makeOffice } from '../test/quarterly-subsidy/many-creches.ts';
import { openQuarters } from '../test/quarterly-subsidy/many-quarters.ts';
import { publish } from '../test/quarterly-subsidy/publication.ts';
import { asked, explain } from './explain.ts';
import type { BenchHouse } from './house.ts';
import { quarterBefore } from './quarters-rush.ts';

const places = 2000;
const quarters = 50;

/** Copies of one that was opened by its acts: the last is in control or waits, those before are paid; one in ten of the last is to be paid. */
const fill = `
with copied as (
  select column_name as name from information_schema.columns where table_name = 'cases' and table_schema = 'public' and is_generated = 'NEVER'
)
select string_agg(quote_ident(name), ', ' order by name) as names from copied`;
const cases = (names: string): string => `
insert into cases (${names})
select ${names} from (
  select (jsonb_populate_record(c, jsonb_build_object(
    'id', md5('case ' || n || ' ' || q), 'reference', 'ST-' || q || '-' || n, 'period', p.period, 'facility_id', f.id, 'subject_id', f.id,
    'facility_name', f.name, 'organising_body_id', f.organising_body_id, 'act_number', 1, 'closed_at', null,
    'status', case when q > 1 then 'settled' when n % 10 = 0 then 'to-pay' when n % 10 < 5 then 'in-control' else 'awaiting-scale' end,
    'state', jsonb_set(jsonb_set(c.state, '{data,digest}', '"ab"'), '{data,quarter}', to_jsonb(p.period))
      || case when q > 1 then jsonb_build_object('data', (c.state -> 'data') || jsonb_build_object('digest', 'ab', 'quarter', p.period, 'calculation',
           jsonb_build_object('scale', p.period || '.private.1', 'declared', 7770247, 'retained', 7128659, 'advance', 0, 'digest', 'ab'))) else '{}' end))).*
  from cases c, generate_series(1, :places) n join facilities f on f.number = 'Q' || n,
    generate_series(1, :quarters) q
    cross join lateral (select (2026 - (q + 1) / 4) || '-' || (4 - (q + 1) % 4) as period) p
  where c.id = :like
) made
on conflict do nothing`;
const rest = `
insert into tasks (id, case_id, key, slug, kind, action, role, reference, facility_name, organising_body_id, facility_id, administration, opened_at, due_on, postcode, locality)
select gen_random_uuid(), c.id, 'propose.2', c.slug, c.kind, 'propose', 'subsidy-manager', c.reference, c.facility_name, c.organising_body_id, c.facility_id, c.administration, c.opened_at, current_date + 30, c.postcode, c.locality
from cases c where c.slug = 'quarterly-subsidy' and c.status = 'in-control';
insert into payments (key, kind, case_id, organising_body_id, facility_id, administration, quarter, purpose, cents, status, file_id, prepared_at, settled_on)
select paid || '.' || c.id, paid, c.id, c.organising_body_id, c.facility_id, c.administration, c.period, 'early-childhood', 3500000,
  case when c.status = 'settled' then 'paid' else 'prepared' end, case when c.status = 'settled' then cast(:file as uuid) end, now(), case when c.status = 'settled' then current_date end
from cases c, unnest(array['advance', 'balance']) paid where c.slug = 'quarterly-subsidy' and c.status in ('settled', 'to-pay')`;

export async function benchPlans(
  { db, adminUrl }: BenchHouse,
  { say }: { say: (line: string) => void },
): Promise<void> {
  const quarter = quarterBefore();
  const office = await makeOffice(db);
  await makeCreches(db, places, { quarter });
  await makeLike(db, quarter, office);
  const { rows } = await db.raw<{ rows: { n: number }[] }>(
    "select cast(count(*) as int) as n from cases where slug = 'quarterly-subsidy'",
  );
  say(`\n${String(rows[0]?.n)} quarters of ${String(places)} crèches.\n`);
  const manager = await viewerOf(db, office.manager);
  const operator = await viewerOf(db, await anOperator(db));
  const filter = { sort: 'due', descending: false } as const;
  const lists: [what: string, ask: () => Promise<unknown>][] = [
    [
      '/pro/quarters',
      async () =>
        listQuarters(
          db,
          (await listCreches(db, operator.ability)).map(({ id }) => id),
        ),
    ],
    [
      'the quarters beside one',
      async () => quartersAround(db, (await listCreches(db, operator.ability))[0]!.id, quarter),
    ],
    ['/office/tasks, mine', () => listTasks(db, manager, { ...filter, view: 'mine' }, {}, Date.now())],
    ['/office/tasks, team', () => listTasks(db, manager, { ...filter, view: 'team' }, {}, Date.now())],
    [
      '/office/tasks, all, quarters',
      () => listTasks(db, manager, { ...filter, view: 'all', slug: 'quarterly-subsidy' }, {}, Date.now()),
    ],
    ['/office/payments, prepared', () => preparedPayments(db, manager.ability)],
    ['/office/payments, files', () => listFiles(db, 1)],
    ['/office/lump-sums', () => listTables(db, {}, 1)],
    ['a table of lump sums, whom it concerns', () => countConcerned(db, { quarter, regime: 'private' })],
    ['/pro/subsidies, recap', () => listRecap(db, operator.ability, {}, {})],
  ];
  say('| list | query | rows | ms | pages read | looks at whole tables |\n|---|---|---:|---:|---:|---|');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  for (const [what, ask] of lists)
    for (const one of await asked(db, ask)) {
      const words = one.sql.replaceAll(/\s+/g, ' ').slice(0, 60).replaceAll('|', '¦');
      say(`| ${what} | ${words} | ${await explain(client, one)} |`);
    }
  await client.end();
}

async function makeLike(db: Database, quarter: Quarter, office: { manager: string; signatory: string }): Promise<void> {
  // One that its acts have opened is what the others are copied from.
  const [like] = await openQuarters(db, { quarter, at: Date.now(), from: places });
  const { rows } = await db.raw<{ rows: { names: string }[] }>(fill);
  const sql = cases(rows[0]?.names ?? '');
  await db.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica; set local statement_timeout = '600s'");
    await trx.raw(sql, { like: like ?? '', places, quarters });
    const [file] = (await trx('payment_files')
      .insert({
        token: like,
        message_id: 'bench',
        execution_on: '2026-11-27',
        status: 'executed',
        count: 0,
        cents: 0,
        digest: Buffer.alloc(32),
        xml_sealed: Buffer.alloc(0),
        made_by: office.manager,
        made_at: new Date().toISOString(),
      })
      .returning('id')) as { id: string }[];
    for (const statement of rest.split(';'))
      await trx.raw(statement, statement.includes(':file') ? { file: file?.id ?? '' } : {});
  });
  await publish(db, office, '2020-1');
  await db.raw('vacuum analyze');
}

const viewerOf = async (db: Database, id: string): Promise<Viewer> =>
  (await findViewer(db, id, { acr: 450, authenticatedAt: Date.now(), now: Date.now() }))!;
const anOperator = async (db: Database): Promise<string> =>
  (
    (await db('grants as g')
      .join('facilities as f', 'f.organising_body_id', 'g.organising_body_id')
      .where({ 'f.number': 'Q7', 'g.role': 'administrator' })
      .first('g.user_id as id')) as { id: string }
  ).id;
