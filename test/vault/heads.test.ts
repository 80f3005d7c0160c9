import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createHeadRound } from '../../activities/leave-heads.ts';
import { recordAudit, sealAudit } from '../../db/audit.ts';
import { leaveHeads } from '../../db/heads.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { verifyHeads } from '../../db/verify-heads.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { openMailbox } from '../support/mailbox.ts';
import { makeFacility } from '../support/places.ts';
import { day } from '../support/times.ts';

const at = Date.parse('2026-11-02T02:15:00Z');

describe('the head of the chain leaves the database', () => {
  let database: TestDatabase;
  let dir: string;
  let key: KeyObject;
  let publicKey: KeyObject;
  beforeEach(async () => {
    database = await freshDatabase();
    dir = mkdtempSync(path.join(tmpdir(), 'pro-one-chain-'));
    key = generateKeyPairSync('ed25519').privateKey;
    publicKey = createPublicKey(key);
    for (let count = 0; count < 3; count += 1) await openOne();
    await recordAudit(database.db, { at, actorId: null, event: 'consult', subject: 'case', subjectId: 'one' });
    await sealAudit(database.dbOf('worker'), at);
  });
  afterEach(async () => {
    await database.drop();
    rmSync(dir, { recursive: true, force: true });
  });

  const operator = { role: 'operator' as const, userId: randomUUID() };
  async function openOne(): Promise<string> {
    const { caseId } = await openCase(database.dbOf('web'), adaptation, {
      subject: { kind: 'facility', id: await makeFacility(database.db) },
      kind: 'capacity-change',
      action: 'submit',
      token: randomUUID(),
      at: at - day,
      actor: operator,
      content: { reason: 'Plus de familles' },
      facts: { kind: 'capacity-change', home: false, wishedOn: '2027-02-01', moreCapacity: true },
    });
    return caseId;
  }
  const leave = (when = at) => leaveHeads({ db: database.dbOf('worker'), dir, key, at: when });
  const faults = async (all = false): Promise<string[]> =>
    (await verifyHeads(database.dbOf('web'), { dir, key: publicKey, all })).faults.map(
      ({ on, what }) => `${on} ${what}`,
    );
  const tamper = async (sql: string): Promise<void> => {
    await database.db.raw('alter table acts disable trigger user; alter table audit_seals disable trigger user');
    await database.db.raw(sql);
  };

  it('tells of every case, and agrees also when acts and cases have come since', async () => {
    const { statement } = await leave();
    expect(statement).to.include({ on: '2026-11-02', cases: 3, acts: 3, previous: null });
    expect(statement.audit?.upTo).to.equal(1);
    const caseId = await openOne();
    await recordAct(database.dbOf('web'), adaptation, caseId, {
      action: 'withdraw',
      token: randomUUID(),
      at,
      facts: {},
      actor: operator,
      content: { reason: 'Nous attendons.' },
    });
    expect(await faults()).to.deep.equal([]);
    expect((await leave(at + day)).statement).to.include({ on: '2026-11-03', cases: 4, acts: 5 });
    expect(await faults(true)).to.deep.equal([]);
  });

  it('the same night twice is the same head', async () => {
    const one = await leave();
    await openOne();
    expect(await leave(at + 60_000)).to.deep.equal(one);
    expect(readdirSync(dir).sort()).to.deep.equal(['2026-11-02.heads.gz', '2026-11-02.json']);
  });

  it('a rewritten chain no longer fits, even one whose every hash was computed again', async () => {
    await leave();
    await tamper(
      `update acts set hash = sha256('anything') where case_id = (select min(case_id::text)::uuid from acts)`,
    );
    expect(await faults()).to.deep.equal(['2026-11-02 head']);
  });

  it('a case that is gone is missed', async () => {
    await leave();
    await tamper(`alter table act_contents disable trigger user; delete from act_contents; delete from effects; delete from tasks;
      delete from acts where case_id = (select min(case_id::text)::uuid from acts)`);
    expect(await faults()).to.deep.equal(['2026-11-02 head']);
  });

  it('a seal of the audit that was changed is seen', async () => {
    await leave();
    await tamper(`update audit_seals set hash = sha256('anything')`);
    expect(await faults()).to.deep.equal(['2026-11-02 seal']);
  });

  it('a rewriting between two nights is found in the older head', async () => {
    await leave();
    await tamper(
      `update acts set hash = sha256('anything') where case_id = (select min(case_id::text)::uuid from acts)`,
    );
    await leave(at + day);
    expect(await faults()).to.deep.equal([]);
    expect(await faults(true)).to.deep.equal(['2026-11-02 head']);
  });

  it('a statement or a list that was changed, or a statement taken away, is seen', async () => {
    await leave();
    await leave(at + day);
    await leave(at + 2 * day);
    const file = path.join(dir, '2026-11-04.json');
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, kept.replace('"cases": 3', '"cases": 2'));
    expect(await faults()).to.deep.equal(['2026-11-04 signature']);
    writeFileSync(file, kept);
    const list = path.join(dir, '2026-11-04.heads.gz');
    const heads = readFileSync(list);
    writeFileSync(list, gzipSync(gunzipSync(heads).toString().split('\n').slice(1).join('\n')));
    expect(await faults()).to.deep.equal(['2026-11-04 heads']);
    writeFileSync(list, heads);
    expect(await faults()).to.deep.equal([]);
    rmSync(path.join(dir, '2026-11-03.json'));
    expect(await faults()).to.deep.equal(['2026-11-04 previous']);
  });

  it('another key does not do', async () => {
    await leave();
    publicKey = createPublicKey(generateKeyPairSync('ed25519').privateKey);
    expect(await faults()).to.deep.equal(['2026-11-02 signature']);
  });

  it('the nightly round leaves it and tells the DPO, in digests only', async () => {
    const mailbox = await openMailbox();
    const keyFile = path.join(dir, 'key.pem');
    writeFileSync(keyFile, key.export({ type: 'pkcs8', format: 'pem' }));
    try {
      const config = {
        mode: 'test' as const,
        chainKeyFile: keyFile,
        chainDir: path.join(dir, 'chain'),
        dpoEmail: 'dpo@one.example',
        smtpUrl: mailbox.url,
        mailFrom: 'Pro.ONE <pro-one@exemple.example>',
      };
      const round = createHeadRound({ db: database.dbOf('worker'), config, now: () => at });
      expect(await round.leaveHeads()).to.equal(3);
      const [mail] = mailbox.mails;
      expect(mail?.to).to.deep.equal(['dpo@one.example']);
      expect(mail?.body).to.include('2026-11-02').and.to.include('3 dossiers');
      const nowhere = { ...config, mode: 'production' as const, chainDir: undefined };
      expect(() => createHeadRound({ db: database.db, config: nowhere, now: () => at })).to.throw('CHAIN_DIR');

      const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', 'db/verify-acts.ts'], {
        env: {
          ...process.env,
          DATABASE_URL: database.urlOf('web'),
          CHAIN_DIR: config.chainDir,
          CHAIN_KEY_FILE: keyFile,
        },
        encoding: 'utf8',
      });
      expect(stdout).to.include('Témoin du 2026-11-02 : 3 dossiers comparés').and.to.include('Le témoin concorde.');
      expect(status).to.equal(0);
    } finally {
      await mailbox.close();
    }
  });
});
