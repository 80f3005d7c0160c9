import { expect } from 'chai';
import { startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';
import { depositIn } from './history-paths.ts';

describe('a file for a call in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const effectsOf = async (caseId: string): Promise<string[]> =>
    (await engine.db('effects').where({ case_id: caseId }).select('effect')).map(
      ({ effect }: { effect: string }) => effect,
    );

  it('has a receipt of each deposit, goes to its examination when its day is over, and tells its result once', async () => {
    const { caseId, act } = await depositIn(engine);
    await act('operator', 'deposit-again', { places: 21 }, { places: 21 });
    await engine.sleep(11 * day);
    expect((await engine.row(caseId)).status).to.equal('examination');
    await act('asr-manager', 'give-opinion', { complete: true, selected: true }, { reason: 'Mûr.' });
    expect(await effectsOf(caseId), 'nobody is told of an opinion').to.deep.equal(['receipt', 'receipt']);
    await act('procedure', 'publish-result', {}, { reason: 'Mûr.' });
    expect((await engine.row(caseId)).status).to.equal('selected');
    expect((await engine.actionsOf(caseId)).map(({ action }) => action)).to.deep.equal([
      'deposit',
      'deposit-again',
      'close-call',
      'give-opinion',
      'publish-result',
    ]);
  });

  it('is not examined once it is withdrawn: the closing of its call finds nothing to do', async () => {
    const { caseId, act } = await depositIn(engine);
    await act('operator', 'withdraw', {}, {});
    await engine.sleep(11 * day);
    expect((await engine.row(caseId)).status).to.equal('withdrawn');
    expect((await engine.actionsOf(caseId)).map(({ action }) => action)).to.deep.equal(['deposit', 'withdraw']);
  });
});
