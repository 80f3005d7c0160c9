import { expect } from 'chai';
import { collaborationsOf } from '../../db/doctors/collaborations.ts';
import { findKnownDoctor } from '../../db/doctors/find.ts';
import { parseInami } from '../../domain/inami.ts';
import { makeFacility } from '../support/places.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';
import { someDoctor } from './cases.ts';
import { introduced } from './history-paths.ts';

const digits = (inami: string): string => {
  const read = parseInami(inami);
  return read.ok ? read.value : '';
};

describe('a doctor in time', () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.close());
  const standing = async (facilityId: string) => (await collaborationsOf(engine.db, facilityId))[0]!;
  const mails = () => engine.db('link_mails').where({ kind: 'doctor-introduced' }).select('email', 'source');

  it('may be chosen from the first day of the collaboration on once validated, not while suspended, and to its last day', async () => {
    const { facilityId, act } = await introduced(engine);
    expect((await standing(facilityId)).valid, 'before ONE has decided').to.deep.equal([]);
    await act('subsidy-manager', 'validate', {}, { checked: [] });
    expect((await standing(facilityId)).valid).to.deep.equal([{ from: '2026-09-01', until: null }]);
    await act('subsidy-manager', 'suspend', { from: '2026-11-01' }, { reason: 'essai' });
    expect((await standing(facilityId)).valid).to.deep.equal([{ from: '2026-09-01', until: '2026-10-31' }]);
    await act('subsidy-manager', 'resume', { from: '2026-12-01' }, {});
    await act('operator', 'end-collaboration', { until: '2040-12-31' }, {});
    const { valid, until } = await standing(facilityId);
    expect([valid, until]).to.deep.equal([
      [
        { from: '2026-09-01', until: '2026-10-31' },
        { from: '2026-12-01', until: '2040-12-31' },
      ],
      '2040-12-31',
    ]);
  });

  it('is refused: no day may be chosen, and who is introduced again finds the same collaboration, with its consultations', async () => {
    const { facilityId, doctor, act } = await introduced(engine);
    const { id } = await standing(facilityId);
    await act('subsidy-manager', 'refuse', { motive: 'convention' }, { reason: 'essai' });
    expect(await standing(facilityId)).to.deep.include({ id, status: 'refused', valid: [] });
    const again = await introduced(engine, { facilityId, doctor });
    expect(await standing(facilityId)).to.deep.include({ id, caseId: again.caseId, status: 'to-validate' });
    await again.act('subsidy-manager', 'validate', {}, { checked: [] });
    expect((await standing(facilityId)).valid).to.deep.equal([{ from: '2026-09-01', until: null }]);
  });

  it('is one person for all crèches: known by name once validated, by each with a collaboration of its own, and told by mail once', async () => {
    const first = await introduced(engine);
    expect(await findKnownDoctor(engine.db, digits(first.doctor.inami)), 'before ONE has decided').to.equal(undefined);
    const before = (await mails()).length;
    await first.act('subsidy-manager', 'validate', {}, { checked: [] });
    expect(await findKnownDoctor(engine.db, digits(first.doctor.inami))).to.deep.equal({
      inami: digits(first.doctor.inami),
      familyName: 'Thonnart',
      firstName: 'Ghislaine',
    });
    const second = await introduced(engine, { doctor: first.doctor, kind: 'known' });
    expect(await standing(second.facilityId)).to.deep.include({ familyName: 'Thonnart', valid: [] });
    await second.act('subsidy-manager', 'validate', {}, { checked: [] });
    await first.act('subsidy-manager', 'suspend', { from: '2026-09-01' }, { reason: 'essai' });
    expect((await standing(first.facilityId)).valid).to.deep.equal([]);
    expect((await standing(second.facilityId)).valid).to.have.length(1);
    expect((await mails()).length, 'no second mail').to.equal(before);
    expect((await mails()).at(-1)).to.deep.equal({
      email: 'cabinet.thonnart@cabinet.example',
      source: 'ASBL « Les Essais »',
    });
  });

  it('keeps what was validated while a change waits; accepted it holds everywhere, refused nothing changes', async () => {
    const { facilityId, doctor, act } = await introduced(engine, {
      facilityId: await makeFacility(engine.db),
      doctor: someDoctor('690'),
    });
    await act('subsidy-manager', 'validate', {}, { checked: [] });
    const known = () =>
      engine
        .db('doctors')
        .where({ inami: digits(doctor.inami) })
        .first<{ mobile: string }>('mobile');
    await act('operator', 'ask-change', {}, { mobile: '0470 99 88 77', kilometres: 20 });
    expect([(await known()).mobile, (await standing(facilityId)).kilometres]).to.deep.equal(['0470 11 22 33', 8]);
    await act('subsidy-manager', 'refuse-change', {}, { reason: 'essai' });
    expect([(await known()).mobile, (await standing(facilityId)).kilometres]).to.deep.equal(['0470 11 22 33', 8]);
    await act('operator', 'ask-change', {}, { mobile: '0470 99 88 66', kilometres: 21 });
    await act('subsidy-manager', 'accept-change', {}, {});
    expect([(await known()).mobile, (await standing(facilityId)).kilometres]).to.deep.equal(['0470 99 88 66', 21]);
    expect((await standing(facilityId)).valid).to.have.length(1);
  });

  it('is reminded of and told to the supervisor when ONE is late; a complement that does not come withdraws the request', async () => {
    const late = await introduced(engine);
    const missed = await introduced(engine);
    await missed.act('subsidy-manager', 'ask-complement', {}, { points: ['signatures'] });
    await engine.sleep(35 * day);
    expect((await engine.actionsOf(late.caseId)).map(({ action }) => action)).to.deep.equal([
      'introduce',
      'remind-agents',
      'escalate',
    ]);
    expect((await engine.actionsOf(missed.caseId)).map(({ action }) => action).slice(2)).to.deep.equal([
      'remind',
      'complement-missed',
    ]);
    expect((await standing(missed.facilityId)).status).to.equal('withdrawn');
  });
});
