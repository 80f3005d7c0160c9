import { expect } from 'chai';
import { findDatum } from '../../db/data-correction/data.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';
import { ask } from './history-paths.ts';

describe('a correction in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());

  it('is carried out everywhere once it is accepted, with what it was and what it is in the audit', async () => {
    const { caseId, facilityId, act } = await ask(engine, { kind: 'facility-type', wanted: 'subsidised-creche' });
    const other = await ask(engine);
    await act('referent', 'accept');
    expect(await findDatum(engine.db, { kind: 'facility-type', subjectId: facilityId })).to.equal('subsidised-creche');
    const [line] = await engine.db('audit').where({ subject: 'facility', subject_id: facilityId, event: 'update' });
    expect((line as { change: object }).change).to.deep.equal({
      kind: { before: 'creche', after: 'subsidised-creche' },
    });
    expect((await engine.row(caseId)).status).to.equal('accepted');
    await other.act('referent', 'accept');
    expect(await findDatum(engine.db, { kind: 'facility-name', subjectId: other.facilityId })).to.equal(
      'Crèche Le Nom Exact',
    );
  });

  it('calls what is under way by its new name, and leaves to what is over the one it had', async () => {
    const { facilityId, act } = await ask(engine);
    const name = { facility_id: facilityId };
    const over = await engine.db('cases').where(name).first<{ id: string }>('id');
    const another = await ask(engine);
    await engine
      .db('cases')
      .where({ id: another.caseId })
      .update({ facility_id: facilityId, subject_id: facilityId, kind: 'authorised-on' });
    await act('referent', 'accept');
    const rows = await engine
      .db('cases')
      .where(name)
      .select<{ id: string; facility_name: string }[]>('id', 'facility_name');
    expect(rows.map(({ id, facility_name }) => [id === over.id, facility_name])).to.have.deep.members([
      [true, 'Crèche des Essais'],
      [false, 'Crèche Le Nom Exact'],
    ]);
  });

  it('leaves what somebody else has written in the moment between the answer and the clerk', async () => {
    const { facilityId, caseId } = await ask(engine);
    const { applyCorrection } = await import('../../db/data-correction/apply.ts');
    await engine.db('facilities').where({ id: facilityId }).update({ name: 'Crèche Autrement' });
    const row = (await engine.db('cases').where({ id: caseId }).first()) as never;
    await applyCorrection(engine.db, {
      effect: 'apply-correction',
      case: row,
      act: { at: await engine.now(), actor_id: null } as never,
      content: null,
    });
    expect(await findDatum(engine.db, { kind: 'facility-name', subjectId: facilityId })).to.equal('Crèche Autrement');
  });

  it('is reminded of and then closed when its complement does not come', async () => {
    const { caseId, act } = await ask(engine);
    await act('referent', 'ask-complement');
    await engine.sleep(35 * day);
    expect((await engine.actionsOf(caseId)).map(({ action }) => action).slice(2)).to.deep.equal([
      'remind',
      'complement-missed',
    ]);
  });
});
