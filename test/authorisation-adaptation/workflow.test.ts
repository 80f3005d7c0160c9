import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import { addDays, startOfDay, type Day } from '../../domain/calendar.ts';
import { retryEffect } from '../../db/supervision/retry-effect.ts';
import { ActRefused, recordAct } from '../../db/record-act.ts';
import { createDesk } from '../../activities/desk.ts';
import { procedures } from '../../activities/procedures.ts';
import { workflowId } from '../../workflows/authorisation-adaptation/contract.ts';
import { process } from '../../workflows/authorisation-adaptation/process.ts';
import { view } from '../../workflows/clerk.ts';
import { decide, instruct, startEngine, versionsOf, type Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { day } from '../support/times.ts';

describe('the adaptation of an authorisation in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(async () => {
    await engine.close();
  });
  afterEach(() => {
    engine.outside.run = async () => undefined;
  });

  const statusOf = async (caseId: string): Promise<string> => (await engine.row(caseId)).status;
  const openTasks = async (caseId: string): Promise<string[]> =>
    (
      (await engine
        .db('tasks')
        .where({ case_id: caseId })
        .whereNull('closed_at')
        .orderBy('action')
        .select('action')) as { action: string }[]
    ).map(({ action }) => action);
  const soon = async (days: number): Promise<Day> => addDays(await engine.today(), days);

  it('sends the receipt, then reminds, then proposes to close when a complement does not come', async () => {
    const caseId = await engine.open('permanent-move');
    await engine.act(caseId, 'ask-complement');
    const due = (await engine.row(caseId)).state.tasks[0]!.dueOn!;
    await engine.sleepUntil(addDays(due, 2));
    expect((await engine.actionsOf(caseId)).map(({ action, on }) => `${action} ${on}`).slice(2)).to.deep.equal([
      `remind-complement ${addDays(due, -7)}`,
      `complement-missed ${addDays(due, 1)}`,
    ]);
    expect(await statusOf(caseId)).to.equal('closing-proposed');
    expect(await openTasks(caseId)).to.deep.equal(['close-without-follow-up']);
    expect(engine.calls.filter((call) => call.caseId === caseId).map(({ effect }) => effect)).to.include.members([
      'receipt',
      'letter-complement',
      'letter-reminder',
    ]);
  });

  it('gives the authorisation a new version on the very day of the decision, and not before', async () => {
    const facilityId = await makeFacility(engine.db);
    const caseId = await engine.open('permanent-move', {
      facilityId,
      content: { address: { street: 'Rue Neuve', number: '5', postcode: '5300', locality: 'Andenne' }, capacity: 35 },
    });
    await instruct(engine, caseId);
    const on = await soon(25);
    await decide(engine, caseId, 'grant', on);
    await engine.sleep(startOfDay(on) - 2 * 3_600_000 - (await engine.now()));
    expect([await statusOf(caseId), (await versionsOf(engine.db, facilityId)).length]).to.deep.equal(['granted', 1]);
    await engine.sleep(3 * 3_600_000);
    expect(await statusOf(caseId)).to.equal('closed');
    expect((await versionsOf(engine.db, facilityId)).at(-1)).to.include({
      status: 'authorised',
      capacity: 35,
      valid_from: on,
    });
    expect((await engine.actionsOf(caseId)).at(-1)).to.deep.equal({ action: 'take-effect', on, actor_role: 'clock' });
    await engine.env.client.workflow.getHandle(workflowId(caseId)).result();
  });

  it('hands the file to the other administration when the facility moves there', async () => {
    const facilityId = await makeFacility(engine.db);
    const [moved, other] = [
      await engine.open('permanent-move', {
        facilityId,
        content: { address: { street: 'Rue Léopold', number: '2', postcode: '4000', locality: 'Liège' } },
      }),
      await engine.open('capacity-change', { facilityId, content: { capacity: 20 } }),
    ];
    await instruct(engine, moved);
    const on = await soon(3);
    await decide(engine, moved, 'grant', on);
    await engine.sleepUntil(addDays(on, 1));
    expect(await engine.db('facilities').where({ id: facilityId }).first('administration')).to.deep.equal({
      administration: 'liege',
    });
    expect((await engine.row(other)).administration).to.equal('liege');
    expect(
      await engine
        .db('tasks')
        .where({ facility_id: facilityId })
        .whereNull('closed_at')
        .select('administration', 'postcode', 'assignee_id'),
    ).to.deep.equal([{ administration: 'liege', postcode: '4000', assignee_id: null }]);
  });

  it('runs a temporary move to its end: two reminders, the overrun, and the usual place again when the return is told', async () => {
    const facilityId = await makeFacility(engine.db);
    const temporary = await engine.open('temporary-move', {
      facilityId,
      content: { address: { street: 'Quai', number: '1', postcode: '5000', locality: 'Namur' }, capacity: 12 },
    });
    await instruct(engine, temporary);
    const on = await soon(5);
    await decide(engine, temporary, 'grant', on);
    await engine.sleepUntil(addDays(on, 1));
    const end = (await engine.row(temporary)).state.data.plannedEndOn!;
    expect((await versionsOf(engine.db, facilityId)).at(-1)).to.include({
      status: 'temporarily-moved',
      postcode: '5000',
      capacity: 12,
      planned_end_on: end,
    });
    await engine.sleepUntil(addDays(end, 2));
    expect((await engine.actionsOf(temporary)).slice(-3).map(({ action, on: at }) => [action, at])).to.deep.equal([
      ['remind-return', addDays(end, -30)],
      ['remind-return', addDays(end, -7)],
      ['period-overrun', addDays(end, 1)],
    ]);
    expect(await statusOf(temporary)).to.equal('return-overdue');

    const back = await engine.open('return-to-premises', { facilityId, linkedCaseId: temporary });
    await instruct(engine, back);
    const returnOn = await soon(2);
    await decide(engine, back, 'grant', returnOn);
    await engine.sleepUntil(addDays(returnOn, 1));
    expect((await versionsOf(engine.db, facilityId)).at(-1)).to.include({
      status: 'authorised',
      postcode: '5300',
      capacity: 30,
      valid_from: returnOn,
    });
    expect([await statusOf(back), await statusOf(temporary)]).to.deep.equal(['closed', 'closed']);
    expect((await engine.actionsOf(temporary)).at(-1)).to.include({ action: 'returned', actor_role: 'procedure' });
  });

  it('closes the other cases of a facility whose activity ends', async () => {
    const facilityId = await makeFacility(engine.db);
    const [ended, other] = [
      await engine.open('end-of-activity', { facilityId }),
      await engine.open('capacity-change', { facilityId }),
    ];
    const on = await soon(4);
    await engine.act(ended, 'acknowledge', { facts: { effectiveOn: on } });
    await engine.sleepUntil(addDays(on, 1));
    expect([await statusOf(ended), await statusOf(other)]).to.deep.equal(['closed', 'cancelled']);
    expect((await engine.actionsOf(other)).at(-1)!.action).to.equal('lapse');
    expect((await versionsOf(engine.db, facilityId)).at(-1)).to.include({
      status: 'ended-voluntarily',
      valid_from: on,
    });
    expect(await engine.db('facilities').where({ id: facilityId }).first('closed_on')).to.deep.equal({ closed_on: on });
  });

  it('takes no harm from bells that are doubled, and catches up with those that were lost', async () => {
    const caseId = await engine.open('permanent-move', { bell: 'lost' });
    await engine.act(caseId, 'ask-complement', { bell: 'lost' });
    expect((await engine.row(caseId)).engine_seq).to.equal(0);
    await engine.act(caseId, 'give-complement', { bell: 'twice' });
    await engine.settle();
    const mine = engine.calls
      .filter((call) => call.caseId === caseId)
      .map(({ number, effect }) => `${number} ${effect}`);
    expect(mine.length, 'each effect once').to.equal(new Set(mine).size);
    expect(mine).to.include.members(['1 receipt', '2 letter-complement']);
    for (let i = 0; i < 5; i += 1) engine.bell.ring(process.slug, caseId);
    await engine.settle();
    expect(engine.calls.filter((call) => call.caseId === caseId).length).to.equal(mine.length);
  });

  it('leaves a deadline alone when a person was quicker, even when the bell was lost', async () => {
    const caseId = await engine.open('permanent-move');
    await engine.act(caseId, 'ask-complement');
    await engine.settle();
    const passes = (await engine.row(caseId)).state.deadlines.find(({ act }) => act === 'complement-missed')!.at;
    await engine.sleep(passes - 3_600_000 - (await engine.now()));
    await engine.act(caseId, 'give-complement', { bell: 'lost' });
    await engine.sleep(3 * 3_600_000);
    expect(await statusOf(caseId)).to.equal('completeness');
    expect((await engine.actionsOf(caseId)).map(({ action }) => action)).not.to.include('complement-missed');
  });

  it('makes a task for the supervisor of an errand that fails for good, and carries it out when it is tried again', async () => {
    engine.outside.run = async ({ effect }) => {
      if (effect === 'letter-withdrawal')
        throw ApplicationFailure.nonRetryable('the address Rue du Secret is wrong', 'letter-impossible');
    };
    const caseId = await engine.open('permanent-move');
    await engine.act(caseId, 'withdraw');
    await engine.settle();
    expect(await openTasks(caseId)).to.deep.equal(['retry-effect']);
    const effect = { caseId, number: 2, effect: 'letter-withdrawal' };
    expect(
      await engine
        .db('effects')
        .where({ case_id: caseId, act_number: 2, effect: 'letter-withdrawal' })
        .first('status', 'failure'),
    ).to.deep.equal({ status: 'failed', failure: 'letter-impossible' });
    engine.outside.run = async () => undefined;
    expect(await retryEffect(engine.db, effect, await engine.now())).to.equal(true);
    engine.bell.ring(process.slug, caseId);
    await engine.settle();
    expect(engine.calls).to.deep.include(effect);
    expect(await openTasks(caseId)).to.deep.equal([]);
    expect(await retryEffect(engine.db, effect, await engine.now()), 'there is nothing to try again').to.equal(false);
  });

  it('lets no desk work that cannot be done hold up the rest: it becomes a task too', async () => {
    const facilityId = await makeFacility(engine.db);
    const caseId = await engine.open('permanent-move', { facilityId });
    await instruct(engine, caseId);
    await decide(engine, caseId, 'grant', await soon(2));
    await engine.settle();
    await engine.db('authorisation_versions').where({ facility_id: facilityId }).delete();
    await engine.sleep(4 * day);
    expect(await statusOf(caseId)).to.equal('closed');
    expect(
      await engine.db('effects').where({ case_id: caseId, effect: 'apply-decision' }).first('status', 'attempts'),
    ).to.include({ status: 'failed' });
    expect(await openTasks(caseId)).to.deep.equal(['retry-effect']);
    expect(await engine.db('effects').where({ case_id: caseId, status: 'pending' })).to.deep.equal([]);
  });

  it('tries an errand again when it fails for a while', async () => {
    let failures = 1;
    engine.outside.run = async ({ effect }) => {
      if (effect === 'receipt' && failures-- > 0) throw new Error('away');
    };
    const caseId = await engine.open('permanent-move');
    await engine.sleep(day);
    expect(engine.calls.filter((call) => call.caseId === caseId && call.effect === 'receipt')).to.have.length(1);
    expect(
      await engine.db('effects').where({ case_id: caseId, effect: 'receipt' }).first('attempts', 'status'),
    ).to.deep.equal({ attempts: 2, status: 'done' });
  });

  it('does each effect once although the desk is worked off twice and an errand is carried out twice', async () => {
    const carried: string[] = [];
    const desk = createDesk({
      db: engine.db,
      bell: engine.bell,
      patience: 0,
      procedures,
      writeLetter: async ({ effect }) => {
        carried.push(effect);
      },
    });
    const facilityId = await makeFacility(engine.db);
    const caseId = await engine.open('temporary-cessation', { facilityId, bell: 'lost' });
    await engine.act(caseId, 'acknowledge', { facts: { effectiveOn: await engine.today() }, bell: 'lost' });
    const now = await engine.now();
    const [first] = await Promise.all([desk.workOff({ caseId, now }), desk.workOff({ caseId, now })]);
    expect(await versionsOf(engine.db, facilityId)).to.have.length(2);
    for (const errand of [...first.errands, ...first.errands]) await desk.carryOut(errand);
    expect(carried).to.deep.equal(['receipt', 'letter-acknowledgement']);
    expect((await desk.workOff({ caseId, now })).errands).to.deep.equal([]);
  });

  it('says how far it is, until when it waits, and refuses nothing to a case that is closed', async () => {
    const caseId = await engine.open('permanent-move');
    await engine.act(caseId, 'ask-complement');
    await engine.settle();
    const handle = engine.env.client.workflow.getHandle(workflowId(caseId));
    const { state } = await engine.row(caseId);
    expect(await handle.query(view)).to.deep.equal({
      number: 2,
      waitingUntil: Math.min(...state.deadlines.map(({ at }) => at)),
      carryingOut: [],
    });
    await engine.act(caseId, 'withdraw');
    await handle.result();
    engine.bell.ring(process.slug, caseId);
    await engine.settle();
    const refused = await recordAct(engine.db, process, caseId, {
      action: 'withdraw',
      token: 'another',
      facts: {},
      actor: { role: 'operator', userId: null },
      at: await engine.now(),
    }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ActRefused);
  });

  it('leaves every case of this file provable from its acts', async () => {
    expect((await verifyActs(engine.db)).faults).to.deep.equal([]);
  });
});
