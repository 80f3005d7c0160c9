import { expect } from 'chai';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type Postgres } from '../../local/postgres.ts';
import { findFreePort, isAlive } from '../../local/processes.ts';

describe('local PostgreSQL', () => {
  let dir: string;
  let postgres: Postgres | undefined;

  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'pro-one-pg-test-'));
    chmodSync(dir, 0o711);
  });
  after(async () => {
    await postgres?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const start = async () =>
    startPostgres({ dataDir: join(dir, 'data'), port: await findFreePort(0), password: 'dev-only-test' });
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: postgres!.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('starts from nothing, in UTF-8, and writes to disk before it answers', async () => {
    postgres = await start();
    expect(
      await query(
        "select upper('é') as letter, current_setting('synchronous_commit') as commit, current_setting('fsync') as sync",
      ),
    ).to.deep.equal([{ letter: 'É', commit: 'on', sync: 'on' }]);
    await query('create table kept (n int)');
    await query('insert into kept select generate_series(1, 1000)');
  });

  it('starts again after a kill -9, with every row', async () => {
    process.kill(postgres!.child.pid, 'SIGKILL');
    await postgres!.child.exited;
    postgres = await start();
    expect(await query('select count(*)::int as n from kept')).to.deep.equal([{ n: 1000 }]);
  });

  it('gives what the administrator made before there was an owner to the owner, extensions aside', async () => {
    const admin = new pg.Client({ connectionString: postgres!.adminUrl });
    await admin.connect();
    await admin.query(`create extension if not exists pg_trgm;
      create table old (id bigint generated always as identity, word text);
      create sequence old_numbers;
      create function old_function() returns int language sql as 'select 1'`);
    await admin.end();
    await postgres!.stop();
    postgres = await start();
    await query(
      'alter table old add column more int; drop function old_function; drop sequence old_numbers; drop table old',
    );
    expect(
      await query(`select current_user as who, (select rolsuper from pg_roles where rolname = current_user) as super`),
    ).to.deep.equal([{ who: 'pro_one_owner', super: false }]);
  });

  it('takes over from a server whose launcher was killed', async () => {
    const orphan = postgres!.child.pid;
    postgres = await start();
    expect(isAlive(orphan)).to.equal(false);
    expect(await query('select count(*)::int as n from kept')).to.deep.equal([{ n: 1000 }]);
  });

  it('stops without leaving a process', async () => {
    const { pid } = postgres!.child;
    await postgres!.stop();
    postgres = undefined;
    expect(isAlive(pid)).to.equal(false);
  });
});
