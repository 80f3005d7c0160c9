/**
 * The floor: the barest transaction that an act could be on this PostgreSQL, at this hour, on this machine. Lock a case, insert an act, close
 * a task, open one, insert an effect, move the case, commit: prepared statements on one connection, without reading what the case is, without
 * hash, notices or content. What an act costs is told as a share of it, for the machine drifts and the share does not.
 *
 * On the tables of the house (their indexes and references are paid by whoever writes there), and on tables of its own with a primary key and nothing else.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inClosedLoop, type Measured } from './measure.ts';

type On = 'the tables of the house' | 'bare tables';
interface Statements {
  lock: string;
  act: string;
  close: string;
  open: string;
  effect: string;
  move: string;
}

const bareTables = `
drop table if exists floor_effects, floor_tasks, floor_acts, floor_cases;
create table floor_cases (id uuid primary key, act_number int not null, at timestamptz not null);
create table floor_acts (case_id uuid, number int, token text not null, content text not null, at timestamptz not null, primary key (case_id, number));
create table floor_tasks (case_id uuid, key text, closed_at timestamptz, primary key (case_id, key));
create table floor_effects (case_id uuid, number int, primary key (case_id, number));`;

const statements: Readonly<Record<On, Statements>> = {
  'bare tables': {
    lock: 'select act_number from floor_cases where id = $1 for update',
    act: 'insert into floor_acts values ($1, $2, $3, $4, now())',
    close: 'update floor_tasks set closed_at = now() where case_id = $1 and key = $2',
    open: 'insert into floor_tasks values ($1, $2)',
    effect: 'insert into floor_effects values ($1, $2)',
    move: 'update floor_cases set act_number = $2, at = now() where id = $1',
  },
  'the tables of the house': {
    lock: 'select act_number from cases where id = $1 for update',
    act: `insert into acts (case_id, number, token, action, facts, actor_role, at, status, effects, hash)
      values ($1, $2, $3, 'measure', $4, 'operator', now(), 'measure', '{}', decode(md5($3), 'hex'))`,
    close: 'update tasks set closed_at = now() where case_id = $1 and key = $2',
    open: `insert into tasks (case_id, key, slug, kind, action, role, reference, facility_name, postcode, locality, organising_body_id, facility_id,
        administration, opened_at)
      select id, $2, slug, kind, 'measure', 'operator', reference, facility_name, postcode, locality, organising_body_id, facility_id,
        administration, now() from cases where id = $1`,
    effect: `insert into effects (case_id, act_number, effect, status, created_at) values ($1, $2, 'measure', 'done', now())`,
    move: 'update cases set act_number = $2, bell_seq = $2, engine_seq = $2, clock_since = now() where id = $1',
  },
};

const facts = JSON.stringify({ days: [{ visitOn: '2027-03-15', from: '09:30' }], text: 'Plutôt la semaine suivante.' });

/**
 * @param url of an account that may create tables
 * @param cases of the house, as many as there are callers: they are of no use afterwards, for nobody can verify them
 */
export async function measureFloor(
  url: string,
  { on, cases, seconds }: { on: On; cases: readonly string[]; seconds: number },
): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: cases.length });
  if (on === 'bare tables') {
    await pool.query(bareTables);
    await pool.query('insert into floor_cases select unnest($1::uuid[]), 0, now()', [cases]);
  }
  const sql = statements[on];
  const measured = await inClosedLoop(cases.length, seconds, (caller) => bareAct(pool, sql, cases[caller] ?? ''));
  await pool.query(
    on === 'bare tables'
      ? 'drop table floor_effects, floor_tasks, floor_acts, floor_cases'
      : `update tasks set closed_at = now() where action = 'measure' and closed_at is null`,
  );
  await pool.end();
  return measured;
}

async function bareAct(pool: pg.Pool, sql: Statements, id: string): Promise<void> {
  const client = await pool.connect();
  const send = (name: keyof Statements, values: unknown[]) =>
    client.query<{ act_number: number }>({ name, text: sql[name], values });
  try {
    await client.query('begin');
    const { rows } = await send('lock', [id]);
    const number = (rows[0]?.act_number ?? 0) + 1;
    await send('act', [id, number, randomUUID(), facts]);
    await send('close', [id, `measure.${String(number - 1)}`]);
    await send('open', [id, `measure.${String(number)}`]);
    await send('effect', [id, number]);
    await send('move', [id, number]);
    await client.query('commit');
  } finally {
    client.release();
  }
}
