import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { procedures } from '../../activities/procedures.ts';
import { openCase, recordAct } from '../../db/record-act.ts';
import { verifyActs } from '../../db/verify-acts.ts';
import { addDays } from '../../domain/calendar.ts';
import type { Role } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { makeFacility } from '../support/places.ts';
import { quarterAttendance } from '../support/second-procedure/effects.ts';
import { insertQuarterParameters } from '../support/second-procedure/parameters.ts';
import { process } from '../support/second-procedure/process.ts';

describe('a second procedure, from its own files', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine({ procedures: [...procedures, quarterAttendance] });
    await insertQuarterParameters(engine.db);
  });
  after(async () => {
    await engine.close();
  });

  async function openQuarter(): Promise<{ caseId: string; facilityId: string }> {
    const [caseId, facilityId] = [randomUUID(), await makeFacility(engine.db)];
    await openCase(engine.db, process, {
      caseId,
      subject: { kind: 'facility', id: facilityId },
      period: '2027-1',
      kind: '2027-1',
      action: 'open-quarter',
      facts: { quarter: '2027-1' },
      token: randomUUID(),
      actor: { role: 'procedure', userId: null },
      at: await engine.now(),
    });
    engine.bell.ring(process.slug, caseId);
    return { caseId, facilityId };
  }
  async function act(caseId: string, action: string, role: Role, facts: object = {}): Promise<void> {
    await recordAct(engine.db, process, caseId, {
      action,
      facts,
      token: randomUUID(),
      actor: { role, userId: randomUUID() },
      at: await engine.now(),
    });
    engine.bell.ring(process.slug, caseId);
    await engine.settle();
  }

  it('goes from act to act, does its own desk work, and has its letters drawn up', async () => {
    const { caseId, facilityId } = await openQuarter();
    await act(caseId, 'send-quarter', 'operator', { places: 14 });
    await act(caseId, 'send-back', 'referent');
    await act(caseId, 'send-quarter', 'operator', { places: 15 });
    await act(caseId, 'validate', 'referent');
    expect((await engine.row(caseId)).status).to.equal('validated');
    expect(await engine.db('facilities').where({ id: facilityId }).first('phone')).to.deep.equal({ phone: '15' });
    expect(
      engine.calls
        .filter((call) => call.caseId === caseId)
        .map(({ number, effect }) => `${String(number)} ${effect}`)
        .sort(),
    ).to.deep.equal(['2 sent-receipt', '4 sent-receipt']);
    await engine.env.client.workflow.getHandle(`${process.slug}-${caseId}`).result();
  });

  it('has its own deadlines passed by the clerk, beside those of the first procedure', async () => {
    const [{ caseId }, adaptation] = [await openQuarter(), await engine.open('permanent-move')];
    await engine.act(adaptation, 'ask-complement');
    const due = (await engine.row(caseId)).state.tasks[0]!.dueOn!;
    await engine.sleepUntil(addDays(due, 3));
    expect((await engine.actionsOf(caseId)).map(({ action, on }) => [action, on]).slice(1)).to.deep.equal([
      ['remind-quarter', addDays(due, -7)],
      ['quarter-missed', addDays(due, 1)],
    ]);
    expect([(await engine.row(caseId)).status, (await engine.row(adaptation)).status]).to.deep.equal([
      'missing',
      'closing-proposed',
    ]);
  });

  it('has a reference of its own, tasks in the same table, and acts that verify', async () => {
    const { caseId } = await openQuarter();
    expect((await engine.db('cases').where({ id: caseId }).first('reference')).reference).to.match(/^TR-\d{4}-\d{5}$/);
    expect(await engine.db('tasks').where({ case_id: caseId }).select('slug', 'action', 'role')).to.deep.equal([
      { slug: process.slug, action: 'send-quarter', role: 'operator' },
    ]);
    expect((await verifyActs(engine.db, { among: [...processes, process] })).faults).to.deep.equal([]);
  });
});
