import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { recordAudit, sealAudit } from '../../db/audit.ts';
import { verifyActs, summarise } from '../../db/verify-acts.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { minute } from '../support/times.ts';

const caseId = '10000000-0000-4000-8000-000000000001';
const person = '20000000-0000-4000-8000-000000000001';
const body = '30000000-0000-4000-8000-000000000001';
const facilityId = '40000000-0000-4000-8000-000000000001';
const at = Date.parse('2026-11-02T22:58:00Z');

describe('verify-acts', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
    const { db } = database;
    const place = { street: 'rue des Bateliers', number: '12', postcode: '5000', locality: 'Namur' };
    await db('organising_bodies').insert({ id: body, name: 'Les Petits Chênes ASBL', kind: 'asbl', ...place });
    await db('facilities').insert({
      id: facilityId,
      organising_body_id: body,
      number: 'MA-1',
      name: 'Crèche Les Petits Chênes',
      kind: 'creche',
      administration: 'namur',
    });
    await db('authorisation_versions').insert({
      facility_id: facilityId,
      status: 'authorised',
      ...place,
      capacity: 35,
      valid_from: '2022-01-01',
      decided_on: '2021-12-01',
    });
    const operator = { role: 'operator' as const, userId: person, onBehalfOf: body, acr: 450 };
    await openCase(db, adaptation, {
      caseId,
      subject: { kind: 'facility', id: facilityId },
      kind: 'capacity-change',
      action: 'submit',
      token: 'one',
      at,
      actor: operator,
      content: { capacity: 42, reason: 'Plus de familles' },
      facts: { kind: 'capacity-change', home: false, wishedOn: '2027-02-01', moreCapacity: true },
    });
    await recordAct(db, adaptation, caseId, {
      action: 'write-message',
      token: 'two',
      at: at + minute,
      facts: {},
      actor: operator,
      content: { text: 'Un mot de plus.' },
    });
    await recordAct(db, adaptation, caseId, {
      action: 'withdraw',
      token: 'three',
      at: at + 2 * minute,
      facts: {},
      actor: operator,
      content: { reason: 'Nous attendons.' },
    });
  });
  afterEach(() => database.drop());

  /** Somebody with all rights on the database, who takes the guard away first. */
  const tamper = async (sql: string): Promise<void> => {
    await database.db.raw('alter table acts disable trigger user; alter table act_contents disable trigger user');
    await database.db.raw(sql);
  };
  const whats = async (): Promise<string[]> =>
    (await verifyActs(database.db)).faults.map(({ number, what }) => `${String(number)} ${what}`);

  it('finds nothing where nothing was changed', async () => {
    expect(await verifyActs(database.db)).to.deep.equal({ cases: 1, acts: 3, erased: 0, faults: [] });
  });

  it('sees a fact that was changed, in the hash and in the case', async () => {
    await tamper(`update acts set facts = facts || '{"wishedOn": "2027-03-01"}' where number = 1`);
    expect(await whats()).to.deep.equal(['1 hash', '0 state']);
  });

  it('sees an instant, an author or a sign-in that was changed', async () => {
    for (const change of [
      `at = at + interval '1 hour'`,
      `actor_id = '${body}'`,
      `acr = 500`,
      `on_behalf_of = null`,
      `token = 'other'`,
    ]) {
      await tamper(`update acts set ${change} where number = 2`);
      expect(await whats(), change).to.include('2 hash');
    }
  });

  it('sees a hash that was computed again, by the act after it', async () => {
    await tamper(`update acts set hash = sha256('anything') where number = 2`);
    expect(await whats()).to.deep.equal(['2 hash', '3 previous-hash']);
  });

  it('sees a word that was changed', async () => {
    await tamper(`update act_contents set content = '{"text": "Un autre mot."}' where number = 2`);
    expect(await whats()).to.deep.equal(['2 content']);
  });

  it('sees a content that is gone, and says of one that was erased that the chain still holds', async () => {
    await tamper('update act_contents set content = null where number = 2');
    expect(await whats()).to.deep.equal(['2 content-missing']);
    await database
      .db('act_contents')
      .where({ number: 2 })
      .update({ erased_at: new Date(at).toISOString() });
    const verification = await verifyActs(database.db);
    expect(verification).to.include({ erased: 1 });
    expect(verification.faults).to.deep.equal([]);
    expect(summarise(verification)).to.include('1 contenu effacé');
  });

  it('sees an act that was taken away', async () => {
    await tamper('delete from act_contents where number = 2');
    await database.db('effects').where({ act_number: 2 }).delete();
    await tamper('delete from acts where number = 2');
    expect(await whats()).to.include.members(['3 number', '3 previous-hash', '0 act_number']);
  });

  it('sees a case whose row says something else than its acts', async () => {
    await database.db('cases').update({ status: 'granted', turn: 'nobody' });
    expect(await whats()).to.deep.equal(['0 status']);
    await database.db('cases').update({ status: 'withdrawn', last_hash: Buffer.alloc(32) });
    expect(await whats()).to.deep.equal(['0 last_hash']);
    await database.db.raw('update cases set last_hash = acts.hash from acts where acts.number = cases.act_number');
    await database.db.raw(
      `update cases set status = 'withdrawn', state = jsonb_set(state, '{data,moreCapacity}', 'false')`,
    );
    expect(await whats()).to.deep.equal(['0 state']);
  });

  it('sees an act that the process table would not have accepted', async () => {
    await tamper(`update acts set actor_role = 'helpdesk' where number = 3`);
    expect(await whats()).to.include('3 refused-wrong-role');
  });

  it('sees an act that is dated before the one before it', async () => {
    await tamper(`update acts set at = at - interval '2 hours' where number = 3`);
    expect(await whats()).to.include.members(['3 at', '3 hash']);
  });

  it('sees a deadline that is said to have passed without an act of the clock, and one that somebody else let pass', async () => {
    await database.db.raw(
      `update cases set state = jsonb_set(state, '{passed}', '["complement-missed.3.2026-11-30"]')`,
    );
    expect(await whats()).to.include('0 passed-without-act');
    await tamper(`update acts set deadline = 'complement-missed.3.2026-11-30' where number = 2`);
    expect(await whats()).to.include('2 deadline');
  });

  it('sees a line of the audit that was changed after it was sealed', async () => {
    const { db } = database;
    await recordAudit(db, { at, actorId: person, event: 'read', subject: 'case', subjectId: caseId });
    await sealAudit(db, at);
    expect(await verifyActs(db)).to.not.have.property('brokenSeal');
    await db.raw('alter table audit disable trigger user');
    await db('audit').update({ actor_id: body });
    const verification = await verifyActs(db);
    expect(verification.brokenSeal).to.be.a('number');
    expect(summarise(verification)).to.include('Journal : le sceau').and.not.include('Tout concorde');
  });

  it('says so in French on the command line, and exits with 1 when something differs', async () => {
    const run = () =>
      spawnSync(process.execPath, ['--import', 'tsx', 'db/verify-acts.ts'], {
        env: { ...process.env, DATABASE_URL: database.url },
        encoding: 'utf8',
      });
    expect(run()).to.include({ status: 0, stdout: '1 dossier recalculé, 3 actes vérifiés.\nTout concorde.\n' });
    await database.db('cases').update({ moved_by: 2 });
    const { status, stdout } = run();
    expect(status).to.equal(1);
    expect(stdout).to.include('1 écart trouvé').and.to.include(`dossier ${caseId} : moved_by`);
  });
});
