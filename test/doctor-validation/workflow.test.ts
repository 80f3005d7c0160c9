import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { instant } from '../../db/connect.ts';
import { collaborationsOf } from '../../db/doctors/collaborations.ts';
import { findKnownDoctor } from '../../db/doctors/find.ts';
import { parseInami } from '../../domain/inami.ts';
import { makeFacility } from '../support/places.ts';
import { startEngine, type Engine } from '../support/engine.ts';
import { day } from '../support/times.ts';
import { introduce, someDoctor } from './cases.ts';
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

  it('is another one where an answer brings another number: who is known stays as ONE knows them, and who is new is told', async () => {
    const known = await introduced(engine);
    await known.act('subsidy-manager', 'validate', {}, { checked: [] });
    const { facilityId, doctor, act } = await introduced(engine);
    await act('subsidy-manager', 'ask-complement', {}, { points: ['inami'] });
    const before = (await mails()).length;
    await act(
      'operator',
      'complete',
      { from: '2026-09-01' },
      { inami: known.doctor.inami, familyName: 'Autrement', email: 'autre@cabinet.example' },
    );
    expect((await mails()).length, 'known, and told long ago').to.equal(before);
    await act('subsidy-manager', 'validate', {}, { checked: [] });
    expect(await standing(facilityId)).to.deep.include({ familyName: 'Thonnart', status: 'validated' });
    const identities = await engine
      .db('doctors')
      .whereIn('inami', [digits(known.doctor.inami), digits(doctor.inami)])
      .orderBy('inami')
      .select('family_name', 'email');
    expect(identities).to.deep.equal([
      { family_name: 'Thonnart', email: 'cabinet.thonnart@cabinet.example' },
      { family_name: null, email: null },
    ]);
    const next = await introduced(engine);
    const { inami } = someDoctor();
    await next.act('subsidy-manager', 'ask-complement', {}, { points: ['inami'] });
    await next.act('operator', 'complete', { from: '2026-09-01' }, { inami, email: 'nouveau@cabinet.example' });
    expect((await mails()).map(({ email }) => email)).to.include('nouveau@cabinet.example');
  });

  it('is one person where two bodies introduce the same doctor at once, each with a collaboration of its own', async () => {
    for (let round = 0; round < 5; round += 1) {
      const doctor = someDoctor();
      const at = await engine.now();
      const places = await Promise.all([1, 2, 3, 4].map(() => makeFacility(engine.db)));
      const opened = await Promise.all(
        places.map((facilityId) =>
          engine.db.transaction((trx) => introduce(trx, { facilityId, at, doctor, token: randomUUID() })),
        ),
      );
      for (const caseId of opened) engine.bell.ring('doctor-validation', caseId);
      const rows = await engine
        .db('doctor_collaborations as c')
        .join('doctors as d', 'd.id', 'c.doctor_id')
        .where('d.inami', digits(doctor.inami))
        .select<{ id: string; facility_id: string }[]>('d.id', 'c.facility_id');
      expect(rows.map(({ facility_id: id }) => id).sort()).to.deep.equal([...places].sort());
      expect(new Set(rows.map(({ id }) => id)).size).to.equal(1);
    }
  });

  it('is forgotten with the acts: names and contact that stand beside the collaboration go where retention erases them', async () => {
    const first = await introduced(engine);
    await first.act('subsidy-manager', 'validate', {}, { checked: [] });
    await first.act('operator', 'end-collaboration', { until: await engine.today() }, {});
    const second = await introduced(engine, { doctor: first.doctor, kind: 'known' });
    await engine.sleep(2 * day);
    const erase = async (caseId: string, numbers: readonly number[]): Promise<void> => {
      for (const number of numbers)
        await engine.db.raw('select erase_content(?, ?, ?)', [caseId, number, instant(await engine.now())]);
    };
    const identity = () =>
      engine
        .db('doctors')
        .where({ inami: digits(first.doctor.inami) })
        .first('family_name', 'mobile');
    await erase(first.caseId, [1]);
    const [kept] = await engine
      .db('doctor_collaborations')
      .where({ case_id: first.caseId })
      .select('asked', 'accepted');
    const { inami, from, kilometres, function: role } = first.doctor;
    const left = { inami, from, kilometres, function: role };
    expect(kept).to.deep.equal({ asked: left, accepted: left });
    expect(await identity(), 'still collaborates elsewhere').to.deep.equal({
      family_name: 'Thonnart',
      mobile: '0470 11 22 33',
    });
    await second.act('operator', 'withdraw');
    await erase(second.caseId, [1]);
    expect(await identity()).to.deep.equal({ family_name: 'Thonnart', mobile: null });
    expect((await standing(first.facilityId)).familyName, 'what was signed keeps its doctor').to.equal('Thonnart');
  });
});
