import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { procedures } from '../../activities/procedures.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { retryEffect } from '../../db/supervision/retry-effect.ts';
import { addDays } from '../../domain/calendar.ts';
import { workflowId } from '../../workflows/authorisation-adaptation/contract.ts';
import { process as adaptation } from '../../workflows/authorisation-adaptation/process.ts';
import { view } from '../../workflows/clerk.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { decide, instruct, startEngine, type Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import { quarterAttendance } from '../support/second-procedure/effects.ts';
import { process as quarter } from '../support/second-procedure/process.ts';

/** A table that contradicts itself: its deadline leads to an act that it does not take. */
const { 'quarter-missed': _, ...without } = quarter.statuses.awaited.on;
const contradiction = {
  ...quarter,
  slug: 'contradiction',
  prefix: 'XX',
  statuses: { ...quarter.statuses, awaited: { ...quarter.statuses.awaited, on: without } },
} as AnyProcess;

describe('the clerk, where two tables or two rows do not agree', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine({
      procedures: [...procedures, quarterAttendance, { ...quarterAttendance, process: contradiction }],
    });
    await engine.db('parameters').insert(
      [quarter.slug, contradiction.slug].flatMap((slug) =>
        Object.entries({ target: 60, sending: 30, reminder: 7, checking: 15 }).map(([code, value]) => ({
          slug,
          code,
          value,
          unit: 'days',
          label: 'essai',
          valid_from: '2020-01-01',
          source: 'assumption',
          reference: 'hypothèse',
        })),
      ),
    );
  });
  after(async () => {
    await engine.close();
  });

  async function openQuarter(process: AnyProcess, facilityId: string): Promise<string> {
    const { caseId } = await openCase(engine.db, process, {
      subject: { kind: 'facility', id: facilityId },
      kind: '2027-1',
      period: '2027-1',
      action: 'open-quarter',
      facts: { quarter: '2027-1' },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at: await engine.now(),
    });
    engine.bell.ring(process.slug, caseId);
    await engine.settle();
    return caseId;
  }
  const openTasks = (caseId: string): Promise<{ action: string; role: string }[]> =>
    engine.db('tasks').where({ case_id: caseId }).whereNull('closed_at').select('action', 'role') as never;
  const effectOf = (caseId: string, effect: string): Promise<{ status: string; failure: string | null }> =>
    engine.db('effects').where({ case_id: caseId, effect }).first('status', 'failure') as never;

  it('ends the cases of other procedures when a facility closes', async () => {
    const facilityId = await makeFacility(engine.db);
    const other = await openQuarter(quarter, facilityId);
    const ended = await engine.open('end-of-activity', { facilityId });
    await engine.act(ended, 'acknowledge', { facts: { effectiveOn: await engine.today() } });
    await engine.settle();
    expect((await engine.row(other)).status).to.equal('cancelled');
    expect((await engine.actionsOf(other)).at(-1)).to.include({ action: 'lapse', actor_role: 'procedure' });
  });

  it('makes a task of an act that the other procedure does not know at all', async () => {
    const facilityId = await makeFacility(engine.db);
    const other = await openQuarter(quarter, facilityId);
    const back = await engine.open('return-to-premises', { facilityId, linkedCaseId: other });
    await instruct(engine, back);
    await decide(engine, back, 'grant', await engine.today());
    await engine.sleep(60_000);
    expect(await effectOf(back, 'tell-linked-case')).to.deep.equal({ status: 'failed', failure: 'ActUnknown' });
    expect(await openTasks(back)).to.deep.equal([{ action: 'retry-effect', role: 'supervisor' }]);
    expect((await engine.row(other)).status).to.equal('awaited');
  });

  it('says nothing when the other case has come to its own end', async () => {
    const facilityId = await makeFacility(engine.db);
    const other = await engine.open('temporary-cessation', { facilityId });
    await engine.act(other, 'cancel');
    const back = await engine.open('return-to-premises', { facilityId, linkedCaseId: other });
    await instruct(engine, back);
    await decide(engine, back, 'grant', await engine.today());
    await engine.sleep(60_000);
    expect(await effectOf(back, 'tell-linked-case')).to.deep.equal({ status: 'done', failure: null });
    expect((await engine.row(back)).status).to.equal('closed');
  });

  it('does not ask without end for a deadline that is refused: it becomes a task, and the case goes on with its next act', async () => {
    const caseId = await openQuarter(contradiction, await makeFacility(engine.db));
    const due = (await engine.row(caseId)).state.tasks[0]!.dueOn!;
    await engine.sleepUntil(addDays(due, 2));
    expect((await engine.actionsOf(caseId)).map(({ action }) => action)).to.deep.equal([
      'open-quarter',
      'remind-quarter',
    ]);
    expect(await effectOf(caseId, 'pass-deadline')).to.deep.equal({ status: 'failed', failure: 'deadline-refused' });
    expect((await openTasks(caseId)).map(({ action }) => action)).to.include('retry-effect');
    const handle = engine.env.client.workflow.getHandle(
      workflowId(caseId).replace(adaptation.slug, contradiction.slug),
    );
    expect(await handle.query(view)).to.deep.equal({ number: 2, waitingUntil: null, carryingOut: [] });

    // Tried again by a supervisor, it is refused again, and waits again.
    expect(await retryEffect(engine.db, { caseId, number: 2, effect: 'pass-deadline' }, await engine.now())).to.equal(
      true,
    );
    engine.bell.ring(contradiction.slug, caseId);
    await engine.settle();
    expect((await effectOf(caseId, 'pass-deadline')).status).to.equal('failed');

    await recordAct(engine.db, contradiction, caseId, {
      action: 'send-quarter',
      facts: { places: 12 },
      token: randomUUID(),
      actor: { role: 'operator', userId: randomUUID() },
      at: await engine.now(),
    });
    engine.bell.ring(contradiction.slug, caseId);
    await engine.settle();
    expect(await engine.row(caseId)).to.include({ status: 'checking', act_number: 3, engine_seq: 3 });
  });
});
