import { expect } from 'chai';
import { startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';
import { given, slotAt } from './a-project.ts';
import { introduce } from './history-paths.ts';

describe('a project in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const lettersOf = async (caseId: string): Promise<string[]> =>
    (await engine.db('effects').where({ case_id: caseId }).select('effect')).map(
      ({ effect }: { effect: string }) => effect,
    );

  it('has its receipt at once, its opinion and « prêt » as letters', async () => {
    const { caseId, act } = await introduce(engine);
    await act('coordinator', 'record-report', { type: 'call', heldOn: await engine.today() }, { report: 'Vu.' });
    await act('coordinator', 'give-opinion', { opinions: given('with-reserves') }, { premisesText: 'La cour.' });
    await act('coordinator', 'declare-ready', {}, {});
    expect((await engine.row(caseId)).status).to.equal('ready');
    expect(await lettersOf(caseId)).to.include.members(['receipt', 'letter-opinion', 'letter-ready']);
  });

  it('falls asleep when no date is chosen, and wakes where it was', async () => {
    const { caseId, act } = await introduce(engine, 'home');
    await act('adviser', 'propose-dates', { type: 'visit', slots: [slotAt(await engine.now())] }, { place: 'Jambes' });
    await engine.sleep(20 * day);
    expect((await engine.row(caseId)).status).to.equal('asleep');
    await act('operator', 'wake', {}, {});
    expect((await engine.row(caseId)).status).to.equal('to-meet');
    expect((await engine.actionsOf(caseId)).map(({ action }) => action)).to.deep.equal([
      'introduce',
      'propose-dates',
      'remind',
      'dates-missed',
      'wake',
    ]);
  });
});
