/** Nobody waits unseen: of each task that opens, somebody has it or is told, whatever the table, whoever is there. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { moveCases } from '../../db/move-cases.ts';
import { recordAct } from '../../db/record-act.ts';
import type { Database } from '../../db/connect.ts';
import { loadDemonstration } from '../../db/seeds/demonstration.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { giveUpEffect } from '../../db/supervision/retry-effect.ts';
import { addDays, dayOf, type Day } from '../../domain/calendar.ts';
import { rowOf, transitionsOf, type AnyProcess, type Role } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { createWorld, forget, submitted, walk, type Step, type World } from './world.ts';

/** The roles for which a table may open a task: those of its rows; where data choose, every role that may do the act. */
const rolesOf = (process: AnyProcess): { action: string; role: Role }[] => {
  const tasks = Object.keys(process.statuses).flatMap((status) =>
    (rowOf(process, status).tasks ?? []).flatMap(({ action, role }) =>
      (typeof role === 'function' ? (transitionsOf(process, status)[action]?.by ?? []) : [role]).map((one) => ({
        action,
        role: one,
      })),
    ),
  );
  const distinct = new Map(tasks.map((task) => [`${task.action} ${task.role}`, task]));
  return [...distinct.values()].filter(({ role }) => role !== 'operator');
};

interface Reached {
  assignee: string | null;
  told: string[];
}
async function reachedBy(
  db: Database,
  task: { role: Role; facilityId: string | null; administration: string; excluded?: string | null },
  today: Day,
): Promise<Reached> {
  const { rows } = await db.raw<{ rows: Reached[] }>(
    `select assignee, array(select distinct told_of_task(assignee, :role, :administration, cast(:excluded as uuid), :today)) as told
     from in_charge(null, cast(:facilityId as uuid), :role, :administration, cast(:excluded as uuid), null, :today) assignee`,
    { ...task, excluded: task.excluded ?? null, today },
  );
  return rows[0]!;
}

describe('of each task that a table can open', () => {
  let house: TestDatabase;
  const now = Date.UTC(2026, 10, 26, 9);
  const today = dayOf(now);
  let facilities: { id: string; administration: string }[];
  let agents: string[];
  before(async function () {
    this.timeout(180_000);
    house = await freshDatabase({ max: 2 });
    await loadDemonstration({
      db: house.db,
      nissPepper: 'a pepper of the tests, long enough',
      nissKey: 'a key of the tests, long enough too',
      now,
    });
    facilities = (await house.db('facilities').orderBy('id').select('id', 'administration')) as typeof facilities;
    agents = (await house.db('users').where({ portal: 'office' }).orderBy('id').pluck('id')) as string[];
  });
  after(() => house.drop());

  const present = async (db: Database, ids: string[]): Promise<string[]> =>
    (await db('users').whereIn('id', ids).whereNull('deactivated_at').pluck('id')) as string[];

  for (const process of processes)
    it(`somebody has it or is told, in every facility of the demonstration (${process.slug})`, async () => {
      for (const { role } of rolesOf(process))
        for (const { id, administration } of facilities) {
          const { told } = await reachedBy(house.db, { role, facilityId: id, administration }, today);
          expect(await present(house.db, told), `${role} in ${administration}`).not.to.be.empty;
        }
    }).timeout(60_000);

  it('somebody who is there has it or is told, whoever is away, has left, has lost a role or is kept out by four eyes', async () => {
    const roles = [...new Set(processes.flatMap((process) => rolesOf(process).map(({ role }) => role)))];
    const someone = fc.nat({ max: agents.length - 1 }).map((index) => agents[index]!);
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          gone: fc.array(someone, { maxLength: 12 }),
          ended: fc.array(someone, { maxLength: 12 }),
          away: fc.array(fc.tuple(someone, fc.option(someone)), { maxLength: 12 }),
          excluded: fc.option(someone),
        }),
        async ({ gone, ended, away, excluded }) => {
          await house.db
            .transaction(async (trx) => {
              await trx('users')
                .whereIn('id', gone)
                .update({ deactivated_at: new Date(now).toISOString() });
              await trx('grants')
                .whereIn('user_id', ended)
                .update({ valid_to: addDays(today, -1) });
              for (const [userId, substitute] of away)
                await trx('absences').insert({
                  user_id: userId,
                  substitute_id: substitute === userId ? null : substitute,
                  from_on: today,
                  to_on: addDays(today, 3),
                  declared_by: userId,
                  declared_at: new Date(now).toISOString(),
                });
              const isAway = new Set(away.map(([userId]) => userId));
              const thereIsSomebody = agents.some((id) => !gone.includes(id) && !ended.includes(id));
              for (const role of roles)
                for (const { id, administration } of facilities.slice(0, 6)) {
                  const { assignee, told } = await reachedBy(
                    trx,
                    { role, facilityId: id, administration, excluded },
                    today,
                  );
                  const here = await present(trx, told);
                  expect(
                    assignee === null || (!gone.includes(assignee) && !ended.includes(assignee)),
                    'who has it',
                  ).to.equal(true);
                  expect(assignee === null || assignee !== excluded, 'four eyes').to.equal(true);
                  if (assignee && isAway.has(assignee))
                    expect(
                      here.some((one) => !isAway.has(one)),
                      'a substitute who is there',
                    ).to.equal(true);
                  const helped = await trx.raw<{ rows: object[] }>(
                    `select holders('helpdesk', :administration, :today) union select holders('supervisor', :administration, :today)`,
                    { administration, today },
                  );
                  if (thereIsSomebody && helped.rows.length > 0)
                    expect(here, `${role} in ${administration}`).not.to.be.empty;
                }
              throw new Error('undo');
            })
            .catch((error: unknown) => {
              if (!(error instanceof Error) || error.message !== 'undo') throw error;
            });
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(120_000);

  it('the demonstration shows it: no open task of ONE is without somebody who has it or was told', async () => {
    const lost = await house
      .db('tasks')
      .whereNull('closed_at')
      .whereNot({ role: 'operator' })
      .whereNull('assignee_id')
      .whereNotExists(
        house.db('notices').whereRaw('notices.case_id = tasks.case_id and notices.created_at >= tasks.opened_at'),
      )
      .where('opened_at', '>', new Date(now - 42 * 86_400_000).toISOString())
      .select('reference', 'action', 'role');
    expect(lost).to.deep.equal([]);
    expect(
      await house
        .db('tasks')
        .where({ role: 'asr-manager', administration: 'namur', assignee_id: stableId('user asr-manager-namur') })
        .whereNull('closed_at'),
    ).not.to.be.empty;
  });
});

const opinions: Step[] = [
  submitted,
  ['declare-complete', 'referent', 'referent'],
  ['plan-visit', 'coordinator', 'coordinator', { visitOn: '2026-11-09' }],
  ['report-visit', 'coordinator', 'coordinator', { visitedOn: '2026-11-09' }],
  ['give-opinion', 'coordinator', 'coordinator', { opinion: 'favourable' }],
  ['give-health-opinion', 'health-referent', null, { opinion: 'favourable' }],
];
const propose = (outcome: string): Step => [
  'propose-decision',
  'referent',
  'referent',
  { outcome, effectiveOn: '2027-01-04' },
];
const toSignature: Step[] = [...opinions, propose('grant')];

describe('an act that opens a task', () => {
  let house: TestDatabase;
  let world: World;
  let caseId: string;
  before(async () => {
    house = await freshDatabase({ max: 2 });
    world = await createWorld(house.db);
  });
  after(() => house.drop());
  afterEach(() => forget(house.db, caseId));

  const nameOf = (id: string | null): string | null =>
    Object.entries(world.people).find(([, known]) => known === id)?.[0] ?? id;
  const taskOf = async (action: string): Promise<string | null> => {
    const row = (await house.db('tasks').where({ case_id: caseId, action, closed_at: null }).first('assignee_id')) as {
      assignee_id: string | null;
    };
    return nameOf(row.assignee_id);
  };
  const told = async (number: number): Promise<(string | null)[]> =>
    ((await house.db('notices').where({ case_id: caseId, act_number: number }).pluck('user_id')) as string[])
      .map(nameOf)
      .sort();
  const agentsTold = async (number: number) =>
    (await told(number)).filter((name) => !['administrator', 'manager'].includes(name ?? ''));
  const person = async (key: string, grant: object): Promise<void> => {
    const id = randomUUID();
    await house.db('users').insert({
      id,
      first_name: key,
      family_name: 'Essai',
      email: `${key}@exemple.be`,
      portal: 'office',
    });
    await house.db('grants').insert({ user_id: id, valid_from: '2020-01-01', ...grant });
    world.people[key] = id;
  };
  const walked = async (steps: Step[]) => {
    const result = await walk(house.db, world, steps);
    ({ caseId } = result);
    return result;
  };

  it('gives the signature to the one person who signs there, and tells them', async () => {
    const { number } = await walked(toSignature);
    expect(await taskOf('sign-decision')).to.equal('manager-asr');
    expect(await told(number)).to.include('manager-asr');
  });

  it('tells all who may sign where there are several; whoever returned it has it again', async () => {
    await person('deputy-asr', { role: 'asr-manager', administration: 'namur' });
    const { number } = await walked(toSignature);
    expect(await taskOf('sign-decision')).to.equal(null);
    expect(await told(number)).to.include.members(['manager-asr', 'deputy-asr']);
    const again = await recordAct(house.db, adaptation, caseId, {
      action: 'return-to-drafter',
      token: randomUUID(),
      facts: {},
      content: { text: 'À revoir.' },
      actor: { role: 'asr-manager', userId: world.people['deputy-asr']! },
      at: Date.UTC(2026, 10, 27),
    });
    expect(again.already).to.equal(false);
    await recordAct(house.db, adaptation, caseId, {
      action: 'propose-decision',
      token: randomUUID(),
      facts: { outcome: 'grant', effectiveOn: '2027-01-04' },
      actor: { role: 'referent', userId: world.people.referent! },
      at: Date.UTC(2026, 10, 28),
    });
    expect(await taskOf('sign-decision')).to.equal('deputy-asr');
    await house.db('users').where({ id: world.people['deputy-asr'] }).update({ deactivated_at: '2026-01-01' });
  });

  it('tells the supervisors where nobody has the role', async () => {
    await house.db('grants').where({ user_id: world.people['manager-asr'] }).update({ valid_to: '2026-11-01' });
    const { number } = await walked(toSignature);
    expect(await taskOf('sign-decision')).to.equal(null);
    expect(await agentsTold(number)).to.deep.equal(['supervisor', 'supervisor-all']);
    await house.db('grants').where({ user_id: world.people['manager-asr'] }).update({ valid_to: null });
  });

  it('gives it to a person who is away for their return, and tells who replaces them', async () => {
    await person('second-asr', { role: 'asr-manager', administration: 'namur' });
    await house.db('grants').where({ user_id: world.people['second-asr'] }).update({ administration: 'liege' });
    await house
      .db('grants')
      .insert({ user_id: world.people['second-asr'], role: 'asr-manager', administration: 'namur' });
    await house.db('facility_agents').where({ role: 'referent' }).delete();
    await house
      .db('facility_agents')
      .insert({ facility_id: world.facilityId, role: 'referent', user_id: world.people.referent });
    await person('other-referent', { role: 'referent', administration: 'namur' });
    await house.db('absences').insert({
      user_id: world.people.referent,
      substitute_id: world.people['other-referent'],
      from_on: '2026-11-01',
      to_on: '2026-11-30',
      declared_by: world.people.referent,
      declared_at: '2026-10-30',
    });
    const { number } = await walked([submitted]);
    expect(await taskOf('declare-complete')).to.equal('referent');
    expect(await agentsTold(number)).to.deep.equal(['other-referent', 'referent']);
    await house.db('absences').delete();
  });

  it('gives it to nobody who has left: a portfolio is of those who are there', async () => {
    await house.db('users').where({ id: world.people.referent }).update({ deactivated_at: '2026-10-01' });
    const { number } = await walked([submitted]);
    expect(await taskOf('declare-complete')).to.equal('other-referent');
    expect(await agentsTold(number)).to.deep.equal(['other-referent']);
    await house.db('users').where({ id: world.people.referent }).update({ deactivated_at: null });
  });

  it('of a mail that failed for good, tells those who supervise there', async () => {
    const { number } = await walked([submitted]);
    await house.db('notices').delete();
    await giveUpEffect(
      house.db,
      { caseId, number, effect: 'notify-operator', failure: 'address-refused' },
      Date.UTC(2026, 10, 27),
    );
    expect(await told(number)).to.deep.equal(['supervisor', 'supervisor-all']);
  });

  it('of an appeal, reaches its secretariat', async () => {
    await house.db('grants').where({ user_id: world.people['second-asr'] }).delete();
    const sign: Step = ['sign-decision', 'asr-manager', 'manager-asr'];
    const { number } = await walked([
      ...opinions,
      propose('refuse'),
      sign,
      ['remedy-missed', 'clock', null],
      propose('confirm-refusal'),
      sign,
      ['lodge-appeal', 'operator', 'administrator'],
    ]);
    expect(await taskOf('decide-appeal')).to.equal('secretariat');
    expect(await told(number)).to.include('secretariat');
  });
});

describe('a facility that moves to another administration', () => {
  let house: TestDatabase;
  let world: World;
  before(async () => {
    house = await freshDatabase({ max: 2 });
    world = await createWorld(house.db);
  });
  after(() => house.drop());

  it('takes its open tasks to who is in charge there, and they are told', async () => {
    const { caseId } = await walk(house.db, world, [submitted]);
    const [user] = (await house
      .db('users')
      .insert({ first_name: 'Quentin', family_name: 'Liégeois', email: 'quentin@exemple.be', portal: 'office' })
      .returning('id')) as { id: string }[];
    const { id } = user!;
    await house
      .db('grants')
      .insert({ user_id: id, role: 'referent', administration: 'liege', valid_from: '2020-01-01' });
    const place = { postcode: '4000', locality: 'Liège' };
    await house.db.transaction((trx) => moveCases(trx, world.facilityId, place, Date.UTC(2026, 10, 27)));
    const task = await house.db('tasks').where({ case_id: caseId, closed_at: null }).first('assignee_id');
    expect((task as { assignee_id: string }).assignee_id).to.equal(id);
    expect(await house.db('notices').where({ case_id: caseId, user_id: id })).to.have.length(1);
  });
});
