/** A quarter that the calendar has missed, opened by the gestionnaire. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { recordAct } from '../../db/record-act.ts';
import { listQuartersToOpen } from '../../db/quarterly-subsidy/may-be-opened.ts';
import { process } from '../../workflows/quarterly-subsidy/process.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';
import { openQuarter, stableOf } from './cases.ts';

describe('opening a quarter by hand', () => {
  let house: House;
  let manager: Visitor;
  const facilityId = stableOf('chenes');
  const url = (id = facilityId): string => `/office/facilities/${id}/open-quarter`;
  const reason = 'Devenue crèche subventionnée le 15 février 2024.';
  before(async () => {
    house = await openHouse();
    manager = await house.as('Noémie Deprez');
  });
  after(() => house.close());
  const cases = (period: string) =>
    house.db('cases').where({ slug: 'quarterly-subsidy', subject_id: facilityId, period });

  it('offers the quarters that have begun, that have no case, and in which the place might receive children', async () => {
    const today = '2026-11-23';
    const place = { id: facilityId, kind: 'subsidised-creche' };
    const offered = await listQuartersToOpen(house.db, place, today);
    const known = (await house
      .db('cases')
      .where({ slug: 'quarterly-subsidy', subject_id: facilityId })
      .select('period')) as { period: string }[];
    expect(known.filter(({ period }) => offered.includes(period))).to.deep.equal([]);
    expect(offered.every((quarter) => quarter <= '2026-4')).to.equal(true);
    expect(await listQuartersToOpen(house.db, { ...place, kind: 'childminder' }, today)).to.deep.equal([]);
    // Authorised from the middle of a quarter until the middle of another: those two, and what lies between.
    const [other] = (await house.db('facilities').insert(
      (
        await house.db('facilities').where({ id: facilityId }).select('organising_body_id', 'administration', 'home')
      ).map((row: object) => ({
        ...row,
        name: 'Crèche Nouvelle',
        number: '999999',
        kind: 'subsidised-creche',
      })),
      ['id'],
    )) as { id: string }[];
    for (const [status, from] of [
      ['authorised', '2025-02-15'],
      ['ended-voluntarily', '2025-08-10'],
    ])
      await house.db.raw(
        `insert into authorisation_versions (facility_id, status, street, number, postcode, locality, capacity, valid_from, decided_on)
         select :other, :status, street, number, postcode, locality, capacity, :from, :from from authorisation_versions where facility_id = :facilityId limit 1`,
        { other: other!.id, status: status!, from: from!, facilityId },
      );
    expect(await listQuartersToOpen(house.db, { id: other!.id, kind: 'subsidised-creche' }, today)).to.deep.equal([
      '2025-3',
      '2025-2',
      '2025-1',
    ]);
    const page = (await manager.get(`/office/facilities/${facilityId}`).expect(200)).text;
    expect(page).to.include(url());
  });

  it('asks for the quarter and the reason, and keeps what was typed', async () => {
    expect(textOf((await manager.get(url()).expect(200)).text)).to.include('1er trimestre 2024');
    const wrong = await manager.post(url(), { quarter: '2019-1', reason, token: randomUUID() }).expect(422);
    expect(wrong.text).to.include(reason);
    const none = await manager.post(url(), { quarter: '2024-1', reason: ' ', token: randomUUID() }).expect(422);
    expect(textOf(none.text)).to.include('Écrivez pourquoi ce trimestre est ouvert maintenant');
    expect(await cases('2024-1')).to.have.length(0);
  });

  it('does not offer a quarter whose case was cancelled: it keeps that case, and a second one would be refused', async () => {
    const quarter = '2024-2';
    const place = { id: facilityId, kind: 'subsidised-creche' };
    const caseId = await openQuarter(house.db, { facilityId, at: house.clock.now, quarter, status: 'running' });
    await recordAct(house.db, process, caseId, {
      action: 'cancel',
      facts: {},
      token: randomUUID(),
      actor: { role: 'helpdesk', userId: randomUUID() },
      at: house.clock.now,
    });
    expect(await listQuartersToOpen(house.db, place, '2026-11-23')).to.not.include(quarter);
  });

  it('opens it once, however often it is sent, and says so to who opens it beside', async () => {
    const form = { quarter: '2024-1', reason, token: randomUUID() };
    const first = await manager.post(url(), form).expect(303);
    const again = await manager.post(url(), form).expect(303);
    expect(again.headers.location).to.equal(first.headers.location);
    expect(await cases('2024-1')).to.have.length(1);
    const page = textOf((await manager.get(first.headers.location!).expect(200)).text);
    expect(page).to.include(reason).and.include('Noémie Deprez');
    const colleague = await house.as('Hassan Tahiri');
    const { text } = await colleague.post(url(), { ...form, token: randomUUID() }).expect(409);
    expect(textOf(text))
      .to.include('déjà ouvert')
      .and.include(reason)
      .and.include('Le 1er trimestre 2024 a été ouvert');
    expect(await cases('2024-1')).to.have.length(1);
  });

  it('is for who manages subsidies alone', async () => {
    const form = { quarter: '2023-1', reason, token: randomUUID() };
    await house.stranger.get(url()).expect(302);
    await (await house.as('Sophie Lambert')).post(url(), form).expect(403);
    await (await house.asUser(stableId('user admin-petits-chenes'))).post(url(), form).expect(403);
    await manager.get(url(randomUUID())).expect(404);
    const { id } = (await house
      .db('facilities')
      .whereNot('kind', 'subsidised-creche')
      .whereNull('closed_on')
      .first('id')) as {
      id: string;
    };
    const page = textOf((await manager.get(url(id)).expect(200)).text);
    expect(page).to.include("n'est pas une crèche subventionnée").and.not.include('Ouvrir le trimestre');
    await manager.post(url(id), form).expect(422);
  });
});
