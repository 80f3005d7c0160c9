/**
 * The floor: the barest transaction that an act could be on this PostgreSQL, at this hour, on this machine. Lock a case, insert an act, close
 * a task, insert a row, update the case, commit: on tables with a primary key and nothing else, by prepared statements, without any reading of
 * what the case is. What an act costs is told as a share of it, for the machine drifts and the share does not.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inClosedLoop, type Measured } from './measure.ts';

const tables = `
drop table if exists floor_rows, floor_tasks, floor_acts, floor_cases;
create table floor_cases (id uuid primary key, number int not null, at timestamptz not null);
create table floor_acts (case_id uuid, number int, token text not null, content text not null, at timestamptz not null, primary key (case_id, number));
create table floor_tasks (case_id uuid, key int, closed_at timestamptz, primary key (case_id, key));
create table floor_rows (case_id uuid, number int, primary key (case_id, number));`;

const content = JSON.stringify({
  days: [{ visitOn: '2027-03-15', from: '09:30' }],
  text: 'Plutôt la semaine suivante.',
});

/** @param url of an account that may create tables */
export async function measureFloor(url: string, callers: number, seconds: number): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: callers });
  await pool.query(tables);
  const ids = Array.from({ length: callers }, () => randomUUID());
  for (const id of ids) {
    await pool.query('insert into floor_cases values ($1, 0, now())', [id]);
    await pool.query('insert into floor_tasks values ($1, 0)', [id]);
  }
  const measured = await inClosedLoop(callers, seconds, (caller) => bareAct(pool, ids[caller] ?? ''));
  await pool.query('drop table floor_rows, floor_tasks, floor_acts, floor_cases');
  await pool.end();
  return measured;
}

async function bareAct(pool: pg.Pool, id: string): Promise<void> {
  const client = await pool.connect();
  const send = (name: string, text: string, values: unknown[]) =>
    client.query<{ number: number }>({ name, text, values });
  try {
    await client.query('begin');
    const { rows } = await send('lock', 'select number from floor_cases where id = $1 for update', [id]);
    const number = (rows[0]?.number ?? 0) + 1;
    await send('act', 'insert into floor_acts values ($1, $2, $3, $4, now())', [id, number, randomUUID(), content]);
    await send('close', 'update floor_tasks set closed_at = now() where case_id = $1 and key = $2', [id, number - 1]);
    await send('open', 'insert into floor_tasks values ($1, $2)', [id, number]);
    await send('row', 'insert into floor_rows values ($1, $2)', [id, number]);
    await send('move', 'update floor_cases set number = $2, at = now() where id = $1', [id, number]);
    await client.query('commit');
  } finally {
    client.release();
  }
}
