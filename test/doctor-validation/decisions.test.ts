import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { keepCollaboration } from '../../db/doctors/keep.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';
import { introduce, someDoctor, stableOf } from './cases.ts';

type Fields = Record<string, string>;

describe('what ONE decides on a doctor', () => {
  let house: House;
  let hassan: Visitor;
  const facilityId = stableOf('chenes');
  before(async () => {
    house = await openHouse();
    hassan = await house.as('Hassan Tahiri');
  });
  after(() => house.close());

  const office = (caseId: string, action: string): string => `/office/doctor-validation/${caseId}/${action}`;
  const send = async (caseId: string, action: string, more: Fields) => {
    const { text } = await hassan.get(office(caseId, action)).expect(200);
    return hassan.post(office(caseId, action), {
      token: fieldIn(text, 'token')!,
      version: fieldIn(text, 'version')!,
      ...more,
    });
  };
  const consults = async (caseId: string, on: string): Promise<void> => {
    const { id } = await house.db('doctor_collaborations').where({ case_id: caseId }).first<{ id: string }>('id');
    await house.db('consultations').insert({
      id: randomUUID(),
      facility_id: facilityId,
      month: `${on.slice(0, 7)}-01`,
      held_on: on,
      from_minute: 540,
      to_minute: 660,
      collaboration_id: id,
      created_at: new Date(),
      updated_by: stableId('user admin-petits-chenes'),
      updated_at: new Date(),
    });
  };

  it('takes a number whose check digits do not agree, with a motive that stays among agents', async () => {
    const caseId = await introduce(house.db, {
      facilityId,
      at: house.clock.now,
      doctor: { ...someDoctor(), inami: '1-70999-99-003' },
      doubtful: true,
    });
    expect((await send(caseId, 'validate', {})).status).to.equal(422);
    expect((await send(caseId, 'validate', { override: 'newer-range' })).status).to.equal(303);
    const line = 'numéro récent, qui suit une autre règle de contrôle';
    expect((await hassan.get(`/office/doctor-validation/${caseId}`)).text).to.include(line);
    const nathalie = await house.as('Nathalie Servais');
    expect((await nathalie.get(`/pro/doctor-validation/${caseId}`).expect(200)).text).not.to.include(line);
  });

  it('is shown, before it is taken, which months wait for it, with what they are worth', async () => {
    const caseId = await introduce(house.db, { facilityId, at: house.clock.now });
    await consults(caseId, '2026-09-15');
    await consults(caseId, '2026-10-06');
    await consults(caseId, '2026-10-13');
    for (const action of ['validate', 'ask-complement', 'refuse']) {
      const text = textOf((await hassan.get(office(caseId, action)).expect(200)).text);
      // Two hours at 38,40 € and 8 km at 0,4327 €, rounded once for each amount.
      expect(text, action)
        .to.include('septembre 2026, 1 consultation 80,26')
        .and.include('octobre 2026, 2 consultations 160,52');
    }
  });

  it('comes after the request was submitted: both sides read what is left out of it, and what is to be done', async () => {
    const caseId = await introduce(house.db, { facilityId, at: house.clock.now });
    await consults(caseId, '2026-08-18');
    const request = await house
      .db('cases')
      .where({ slug: 'quarterly-subsidy', kind: 'quarter', subject_id: facilityId, period: '2026-3' })
      .first<{ id: string; reference: string; status: string }>('id', 'reference', 'status');
    await house.db('cases').where({ id: request.id }).update({ status: 'in-control' });
    try {
      const before = textOf((await hassan.get(office(caseId, 'validate')).expect(200)).text);
      expect(before).to.include(`la demande ${request.reference}`).and.include('à reprendre par une correction');
      expect((await send(caseId, 'validate', {})).status).to.equal(303);
      await keepCollaboration(house.db, caseId, { action: 'validate', at: house.clock.now });
      const one = (await hassan.get(`/office/doctor-validation/${caseId}`).expect(200)).text;
      expect(textOf(one))
        .to.include('demandez une correction de ses consultations')
        .and.include('août 2026 : 1 consultation');
      expect(one).to.include(`/office/quarterly-subsidy/${request.id}`);
      const nathalie = await house.as('Nathalie Servais');
      const { text } = await nathalie.get(`/pro/doctor-validation/${caseId}`).expect(200);
      expect(textOf(text)).to.include('écrivez-lui un message dans la demande');
      expect(text).to.include(`/pro/quarterly-subsidy/${request.id}`);
    } finally {
      await house.db('cases').where({ id: request.id }).update({ status: request.status });
    }
  });

  it('is asked to confirm what becomes of consultations that a suspension or an end takes away', async () => {
    const caseId = await introduce(house.db, { facilityId, at: house.clock.now, status: 'validated' });
    await consults(caseId, '2026-10-06');
    await consults(caseId, '2026-10-13');
    const suspended = await send(caseId, 'suspend', { from: '10/10/2026', reason: 'essai' });
    expect(suspended.status).to.equal(422);
    expect(textOf(suspended.text)).to.include(
      '1 consultation est encodée à partir du samedi 10 octobre 2026, celle du mardi 13 octobre 2026 : elle ne se signera pas tant que dure la suspension',
    );
    const ended = await send(caseId, 'end-collaboration', { until: '01/10/2026' });
    expect(textOf(ended.text)).to.include(
      '2 consultations sont encodées après le jeudi 1er octobre 2026, la dernière du mardi 13 octobre 2026 : elles ne seront pas remboursées',
    );
    const confirmed = fieldIn(suspended.text, 'confirmed')!;
    expect((await send(caseId, 'suspend', { from: '10/10/2026', reason: 'essai', confirmed })).status).to.equal(303);
  });

  it('reads that the number is known by another name than the crèche has typed', async () => {
    const doctor = someDoctor();
    await introduce(house.db, {
      facilityId: stableOf('clair-matin'),
      at: house.clock.now,
      doctor,
      status: 'validated',
    });
    const caseId = await introduce(house.db, {
      facilityId,
      at: house.clock.now,
      doctor: { ...doctor, familyName: 'Vandenbroeck' },
    });
    await keepCollaboration(house.db, caseId);
    const { text } = await hassan.get(office(caseId, 'validate')).expect(200);
    expect(textOf(text)).to.include(
      'connaît déjà ce numéro INAMI sous le nom ci-dessus ; la crèche a encodé Ghislaine Vandenbroeck',
    );
    const nathalie = await house.as('Nathalie Servais');
    expect((await nathalie.get(`/pro/doctor-validation/${caseId}`).expect(200)).text).not.to.include(
      'connaît déjà ce numéro',
    );
  });
});
