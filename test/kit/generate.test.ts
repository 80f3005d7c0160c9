import { expect } from 'chai';
import { recordAct } from '../../db/record-act.ts';
import { generate } from '../../db/seeds/generate.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const now = Date.parse('2026-11-23T08:00:00Z');

describe('the cases made for measurements', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  before(async () => {
    database = await freshDatabase();
    await generate(database.db, { cases: 600, now, nissPepper: 'a pepper of the tests, long enough' });
  });
  after(() => database.drop());
  const rowsOf = async <T>(sql: string): Promise<T[]> => (await database.db.raw<{ rows: T[] }>(sql)).rows;

  it('are the fold of their acts, one after the other in time, none in the future', async () => {
    const { cases, acts, faults } = await verifyActs(database.db);
    expect(faults).to.deep.equal([]);
    expect(cases).to.be.greaterThan(580);
    expect(acts).to.be.greaterThan(3 * cases);
    expect(
      await rowsOf(
        'select 1 from acts a join acts b on b.case_id = a.case_id and b.number = a.number + 1 where b.at < a.at',
      ),
    ).to.have.length(0);
    expect(await rowsOf(`select 1 from acts where at > '${new Date(now).toISOString()}'`)).to.have.length(0);
  });

  it('are open for a fifth, in many statuses and every administration, and lie in five years', async () => {
    const [row] = await rowsOf<{ open: number; statuses: number; administrations: number; years: number }>(`
      select avg((closed_at is null)::int) as open, count(distinct status) as statuses, count(distinct administration) as administrations,
        count(distinct extract(year from opened_at)) as years from cases`);
    expect(row?.open).to.be.within(0.15, 0.25);
    expect(row?.statuses).to.be.greaterThan(12);
    expect(row).to.include({ administrations: 6 });
    expect(row?.years).to.be.within(5, 6);
  });

  it('keep every reference to a row that is there, though written without checks', async () => {
    const dangling = await rowsOf(`
      select 'act' from acts left join cases c on c.id = case_id where c.id is null
      union all select 'content' from act_contents t left join acts a using (case_id, number) where a.token is null
      union all select 'effect' from effects e left join acts a on a.case_id = e.case_id and a.number = e.act_number where a.token is null
      union all select 'task' from tasks t left join cases c on c.id = t.case_id left join users u on u.id = t.assignee_id where c.id is null or (t.assignee_id is not null and u.id is null)
      union all select 'actor' from acts a left join users u on u.id = a.actor_id where a.actor_id is not null and u.id is null
      union all select 'notice' from notices n left join users u on u.id = n.user_id left join cases c on c.id = n.case_id where u.id is null or c.id is null
      union all select 'place' from cases c left join facilities f on f.id = c.facility_id and f.organising_body_id = c.organising_body_id where f.id is null
      union all select 'version' from authorisation_versions v left join facilities f on f.id = v.facility_id where f.id is null`);
    expect(dangling).to.deep.equal([]);
  });

  it('show the open tasks of their state and no others', async () => {
    const wrong = await rowsOf(`
      select c.reference from cases c where
        (select coalesce(array_agg(key order by key), '{}') from tasks t where t.case_id = c.id and t.closed_at is null)
        <> (select coalesce(array_agg(x ->> 'id' order by x ->> 'id'), '{}') from jsonb_array_elements(c.state -> 'tasks') x)`);
    expect(wrong).to.deep.equal([]);
  });

  it('accept acts like any other case', async () => {
    const row = await database
      .db('cases')
      .where({ status: 'completeness' })
      .whereNot({ kind: 'end-of-activity' })
      .whereNot({ kind: 'temporary-cessation' })
      .first<{ id: string; facility_id: string }>('id', 'facility_id');
    const referent = await database.db('grants').where({ role: 'referent' }).first<{ user_id: string }>('user_id');
    const recorded = await recordAct(database.db, process, row.id, {
      action: 'declare-complete',
      token: 'one more',
      facts: {},
      at: now,
      actor: { role: 'referent', userId: referent.user_id, acr: 450 },
    });
    expect(recorded.status).to.equal('instruction');
    expect((await verifyActs(database.db)).faults).to.deep.equal([]);
  });

  it('stand beside cases that were there, with references of their own', async () => {
    await generate(database.db, { cases: 50, now, seed: 2, nissPepper: 'a pepper of the tests, long enough' });
    const [row] = await rowsOf<{ cases: number; references: number }>(
      'select count(*) as cases, count(distinct reference) as "references" from cases',
    );
    expect(row?.references).to.equal(row?.cases);
    expect((await verifyActs(database.db)).faults).to.deep.equal([]);
  });
});
