import { expect } from 'chai';
import { addDays, addMonths, daysBetween } from '../../domain/calendar.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { asks, dueOn } from './history-paths.ts';

describe('a request about personal data in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const actionsOf = async (caseId: string): Promise<string[]> =>
    (await engine.actionsOf(caseId)).map(({ action }) => action);
  /** Mails that wait for that address, apart from the code. */
  const newsTo = async (email: string): Promise<number> =>
    (await engine.db('link_mails').where({ email, kind: 'privacy-request-news' })).length;

  it('stops while the person is asked, and runs on with the days that were left', async () => {
    const { caseId, act } = await asks(engine, 'arret@exemple.example');
    const first = await dueOn(engine, caseId);
    const askedOn = await engine.today();
    await act('dpo', 'ask-identity', {}, { reason: 'Quelle crèche ?' });
    expect(await newsTo('arret@exemple.example')).to.equal(1);
    await engine.sleepUntil(addDays(askedOn, 10));
    await act('procedure', 'give-reply', {}, { text: 'Les Lilas.' });
    expect(daysBetween(first, await dueOn(engine, caseId))).to.be.within(10, 14);
    await engine.sleepUntil(addDays(first, 1));
    expect((await engine.row(caseId)).status).to.equal('examine');
    await act('dpo', 'answer', { outcome: 'granted' }, { text: 'Voici.' });
    expect(await actionsOf(caseId)).to.deep.equal(['ask', 'ask-identity', 'give-reply', 'answer']);
    expect(await newsTo('arret@exemple.example')).to.equal(2);
  });

  it('reminds the person and then brings the request back to the officer, who is told before the term and with it the person', async () => {
    const { caseId, act } = await asks(engine, 'silence@exemple.example');
    const askedOn = await engine.today();
    await act('dpo', 'ask-precision', {}, { reason: 'Quelle période ?' });
    await engine.sleepUntil(addDays(askedOn, 32));
    expect((await engine.row(caseId)).status).to.equal('examine');
    await engine.sleepUntil(addDays(await dueOn(engine, caseId), 2));
    expect((await engine.row(caseId)).status).to.equal('late');
    expect(await actionsOf(caseId)).to.deep.equal([
      ...['ask', 'ask-precision', 'remind-reply', 'reply-missed', 'remind', 'term-missed', 'escalate'],
    ]);
    // The question, its reminder, the term that has passed.
    expect(await newsTo('silence@exemple.example')).to.equal(3);
  });

  it('has its new last day when it is prolonged, and is left alone once it is withdrawn', async () => {
    const { caseId, act } = await asks(engine, 'longtemps@exemple.example');
    const until = addMonths(await dueOn(engine, caseId), 2);
    const first = await dueOn(engine, caseId);
    await act('dpo', 'prolong', { until }, { reason: 'Vingt dossiers.' });
    await engine.sleepUntil(addDays(first, 3));
    expect((await engine.row(caseId)).status).to.equal('examine');
    await act('procedure', 'withdraw');
    await engine.sleepUntil(addDays(until, 3));
    expect(await actionsOf(caseId)).to.deep.equal(['ask', 'prolong', 'withdraw']);
  });
});
