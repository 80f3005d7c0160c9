import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sealAudit, recordAudit } from '../../db/audit.ts';
import { connect, instant, type Database } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { mayRewrite } from '../../db/roles.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { makeFacility } from '../support/places.ts';

const at = Date.parse('2026-11-02T10:00:00Z');
const denied = ['42501', '0LP01'];

/** What nobody signed in as the web or as the worker may do. */
const forbidden = [
  `truncate acts, act_contents, effects cascade`,
  `truncate audit`,
  `truncate audit_seals`,
  `update acts set token = 'other'`,
  `update acts set hash = hash where false`,
  `delete from acts`,
  `update act_contents set content = null`,
  `update act_contents set content = '{}', erased_at = now()`,
  `delete from act_contents`,
  `update audit set event = 'other'`,
  `delete from audit`,
  `update audit_seals set hash = ''`,
  `delete from audit_seals`,
  `merge into acts using cases on cases.id = acts.case_id when matched then update set token = 'other'`,
  `insert into act_contents select * from act_contents on conflict (case_id, number) do update set content = '{}'`,
  `do $$ begin lock table acts in access exclusive mode; end $$`,
  `alter table acts disable trigger acts_are_kept`,
  `alter table acts disable trigger all`,
  `alter table acts add column other int`,
  `alter table acts owner to current_user`,
  `drop trigger acts_are_kept on acts`,
  `create trigger other before insert on acts for each row execute function forbid_change()`,
  `create or replace function forbid_change() returns trigger language plpgsql as 'begin return new; end'`,
  `drop table acts cascade`,
  `drop function erase_content`,
  `create table other (id int)`,
  `create temporary table acts (id int)`,
  `create view other as select 1`,
  `create function other() returns int language sql as 'select 1'`,
  `create schema other`,
  `create extension dblink`,
  `create role other`,
  `alter role current_user superuser`,
  `alter role pro_one_owner password 'other'`,
  `grant pro_one_owner to current_user`,
  `set role pro_one_owner`,
  `set session authorization pro_one_owner`,
  `set session_replication_role = replica`,
  `alter system set fsync = off`,
  `alter database postgres set fsync = off`,
  `copy acts to program 'cat'`,
  `copy acts to '/tmp/acts'`,
  `copy audit from '/etc/passwd'`,
  `select pg_read_file('/etc/passwd')`,
  `select pg_ls_dir('.')`,
  `select lo_import('/etc/passwd')`,
  `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'pro_one_owner'`,
  `select * from pg_authid`,
  `select * from knex_migrations`,
  `update knex_migrations set name = 'other'`,
  `select setval('case_references', 1)`,
];

describe('the accounts of the web and of the worker', () => {
  let database: TestDatabase;
  let caseId: string;
  before(async () => {
    database = await freshDatabase();
    caseId = await openOne(database.dbOf('web'));
    await recordAudit(database.dbOf('web'), {
      at,
      actorId: null,
      event: 'consult',
      subject: 'case',
      subjectId: caseId,
    });
  });
  after(() => database.drop());

  async function openOne(db: Database): Promise<string> {
    const id = randomUUID();
    await openCase(db, adaptation, {
      caseId: id,
      subject: { kind: 'facility', id: await makeFacility(database.db) },
      kind: 'capacity-change',
      action: 'submit',
      token: randomUUID(),
      at,
      actor: { role: 'operator', userId: randomUUID() },
      content: { reason: 'Plus de familles' },
      facts: { kind: 'capacity-change', home: false, wishedOn: '2027-02-01', moreCapacity: true },
    });
    return id;
  }
  const codeOf = (db: Database, sql: string): Promise<string> =>
    db.raw(sql).then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );

  for (const account of ['web', 'worker'] as const) {
    it(`${account}: can do its work`, async () => {
      const db = database.dbOf(account);
      const id = await openOne(db);
      await recordAct(db, adaptation, id, {
        action: 'withdraw',
        token: randomUUID(),
        at: at + 60_000,
        facts: {},
        actor: { role: 'operator', userId: randomUUID() },
        content: { reason: 'Nous attendons.' },
      });
      await recordAudit(db, { at, actorId: null, event: 'consult', subject: 'case', subjectId: id });
      expect((await verifyActs(db)).faults).to.deep.equal([]);
      expect(await mayRewrite(db)).to.equal(false);
    });

    for (const sql of forbidden)
      it(`${account}: may not ${sql.length > 80 ? `${sql.slice(0, 77)}…` : sql}`, async () => {
        const db = database.dbOf(account);
        const before = await snapshot();
        expect(await codeOf(db, sql)).to.be.oneOf(denied);
        expect(await snapshot()).to.deep.equal(before);
      });
  }

  it('nobody passes on what he may not do', async () => {
    await database.dbOf('web').raw('grant update, delete, truncate on acts to pro_one_web');
    await database.dbOf('web').raw('grant update, delete, truncate on acts to pro_one_worker');
    expect(await mayRewrite(database.dbOf('web'))).to.equal(false);
    expect(await mayRewrite(database.dbOf('worker'))).to.equal(false);
  });

  it('only the worker seals the audit and erases contents', async () => {
    expect(await codeOf(database.dbOf('web'), `insert into audit_seals values (1, now(), '')`)).to.equal('42501');
    expect(await codeOf(database.dbOf('web'), `select lock_audit()`)).to.equal('42501');
    expect(await codeOf(database.dbOf('web'), `select erase_content('${caseId}', 1, now())`)).to.equal('42501');
    expect(await sealAudit(database.dbOf('worker'), at)).to.be.a('number');
  });

  it('a content is erased once its case is closed, once, and the audit says so', async () => {
    const worker = database.dbOf('worker');
    const erase = async (id: string, when: number): Promise<boolean> =>
      (await worker.raw<{ rows: { done: boolean }[] }>('select erase_content(?, 1, ?) as done', [id, instant(when)]))
        .rows[0]!.done;
    const id = await openOne(worker);
    expect(await erase(id, at + 1).catch(String)).to.include('closed case');
    await recordAct(worker, adaptation, id, {
      action: 'withdraw',
      token: randomUUID(),
      at: at + 60_000,
      facts: {},
      actor: { role: 'operator', userId: randomUUID() },
      content: { reason: 'Nous attendons.' },
    });
    expect(await erase(id, at).catch(String)).to.include('closed case');
    expect(await erase(id, at + 120_000)).to.equal(true);
    expect(await erase(id, at + 180_000)).to.equal(false);
    expect(await worker('audit').where({ event: 'erase' }).select('subject', 'subject_id', 'at')).to.deep.equal([
      { subject: 'act', subject_id: `${id}/1`, at: at + 120_000 },
    ]);
    const verification = await verifyActs(worker);
    expect(verification.faults).to.deep.equal([]);
    expect(verification.erased).to.equal(1);
  });

  it('neither may the owner, unless it takes the guard away first', async () => {
    for (const sql of [
      `truncate acts cascade`,
      `update acts set token = 'other'`,
      `delete from act_contents`,
      `update act_contents set content = '{}'`,
      `delete from audit`,
      `truncate audit`,
      `delete from audit_seals`,
    ])
      expect(await database.db.raw(sql).catch(String), sql).to.include('append-only');
    expect(await mayRewrite(database.db)).to.equal(true);
  });

  it('a table that comes later is read and written, without a line about it', async () => {
    await database.db.raw('create table later (id bigint generated always as identity, word text)');
    expect(await codeOf(database.dbOf('web'), `insert into later (word) values ('one')`)).to.equal('42501');
    expect(await migrate(database.url)).to.deep.equal({ apart: true });
    expect(await codeOf(database.dbOf('web'), `insert into later (word) values ('one')`)).to.equal('done');
    expect(await codeOf(database.dbOf('worker'), `delete from later`)).to.equal('done');
    expect(await codeOf(database.dbOf('web'), `delete from acts`)).to.equal('42501');
  });

  it('databases of one server are granted at once, without getting in each other’s way', async () => {
    const more = await Promise.all([freshDatabase(), freshDatabase(), freshDatabase(), freshDatabase()]);
    try {
      await Promise.all(more.map(({ url }) => migrate(url)));
    } finally {
      await Promise.all(more.map(({ drop }) => drop()));
    }
  });

  it('the administrator of the server is refused by what runs', async () => {
    const admin = connect(database.adminUrl, { max: 1 });
    expect(await mayRewrite(admin)).to.equal(true);
    await admin.destroy();
  });

  async function snapshot(): Promise<unknown> {
    const { rows } = await database.db.raw<{ rows: unknown[] }>(`
      select (select md5(string_agg(a::text, '' order by a.case_id, a.number)) from acts a) as acts,
        (select md5(string_agg(c::text, '' order by c.case_id, c.number)) from act_contents c) as contents,
        (select md5(string_agg(a::text, '' order by a.id)) from audit a) as audit`);
    return rows;
  }
});
