import { expect } from 'chai';
import { listPublicPhotos } from '../../db/photo-validation/photos.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { propose } from './history-paths.ts';
import { day } from '../support/times.ts';

describe('a photo in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const statusOf = async (caseId: string): Promise<string> => (await engine.row(caseId)).status;

  it('stands in the public place from its acceptance to its withdrawal, with the photo that was sent last', async () => {
    const photo = await propose(engine);
    await photo.act('coordinator', 'ask-another', { motive: 'quality' });
    await photo.act('operator', 'give-another');
    expect(await listPublicPhotos(engine.db, photo.facilityId)).to.deep.equal([]);
    await photo.act('coordinator', 'accept');
    expect((await listPublicPhotos(engine.db, photo.facilityId)).map(({ position }) => position)).to.deep.equal([1]);
    await photo.act('operator', 'withdraw');
    expect(await listPublicPhotos(engine.db, photo.facilityId)).to.deep.equal([]);
    expect(await engine.db('facility_photos').where({ case_id: photo.caseId }).whereNull('withdrawn_at')).to.deep.equal(
      [],
    );
  });

  it('gives its place to the next one, even while its own clerk has not come by', async () => {
    const first = await propose(engine);
    await first.act('coordinator', 'accept');
    await engine.db('effects').where({ case_id: first.caseId }).update({ status: 'done' });
    await engine.db('cases').where({ id: first.caseId }).update({ status: 'withdrawn', closed_at: new Date() });
    const next = await propose(engine, { facilityId: first.facilityId });
    await next.act('coordinator', 'accept');
    expect(await listPublicPhotos(engine.db, first.facilityId)).to.have.length(1);
  });

  it('is reminded of and then closed when the other one does not come, and told to the supervisor when ONE is late', async () => {
    const missed = await propose(engine);
    await missed.act('coordinator', 'ask-another', { motive: 'quality' });
    const late = await propose(engine);
    await engine.sleep(35 * day);
    expect([await statusOf(missed.caseId), await statusOf(late.caseId)]).to.deep.equal([
      'closed-without-follow-up',
      'validation',
    ]);
    expect((await engine.actionsOf(missed.caseId)).map(({ action }) => action).slice(2)).to.deep.equal([
      'remind-another',
      'another-missed',
    ]);
    expect((await engine.actionsOf(late.caseId)).map(({ action }) => action)).to.deep.equal(['propose', 'escalate']);
  });
});
