import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { loadMonth } from '../../db/attendance/month.ts';
import { addChild, addLines, removeRows, saveChild } from '../../db/attendance/rows.ts';
import { saveCells } from '../../db/attendance/save-cells.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { isWeekend } from '../../domain/attendance/weeks.ts';
import { daysOfMonth } from '../../domain/quarter.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { textOf } from '../support/html.ts';

const facilityId = stableId('facility bout-choux');
const earlier = { facilityId, month: '2026-09' };
const month = { facilityId, month: '2026-10' };
const base = `/pro/facilities/${facilityId}/attendance/2026-10`;
const propose = `${base}/propose`;
const offer = 'Proposer les jours du contrat';
const child = (familyName: string, firstName: string, leftOn: string | null = null) => ({
  familyName,
  firstName,
  birthOn: '2025-03-04',
  enteredOn: '2025-09-01',
  leftOn,
  contractDays: 2,
});
/** The boxes of the page as a browser sends them. */
const boxes = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/name="(c\.[^"]+)" value="([^"]+)" checked/g)].map(([, name, value]) => [name!, value!]),
  );

describe('proposing the days of the contract', () => {
  let house: House;
  let nathalie: Visitor;
  const other = stableId('user admin-tournai');
  before(async () => {
    house = await openHouse();
    // A crèche whose quarter is not open yet.
    await house.db.raw(
      "insert into grants (user_id, organising_body_id, role, valid_from) select ?, organising_body_id, 'administrator', '2020-01-01' from facilities where id = ?",
      [stableId('user admin-petits-chenes'), facilityId],
    );
    nathalie = await house.asUser(stableId('user admin-petits-chenes'));
  });
  after(() => house.close());
  const by = (userId = nathalie.userId!) => ({ userId, at: house.clock.now });
  const rows = async () => (await loadMonth(house.db, month)).rows;
  const daysOf = (cells: readonly string[]) =>
    cells.flatMap((text, index) => (text ? [`${String(index + 1)} ${text}`] : []));
  const encoded = async () =>
    Object.fromEntries((await rows()).map(({ firstName, cells }) => [firstName, daysOf(cells)]));
  const rowOf = async (name: string) => (await rows()).find(({ firstName }) => firstName === name)!;

  /** Of September: Ada on Mondays and Thursdays, Basile on Wednesdays, half of each. October takes them over. */
  beforeEach(async () => {
    await house.db('attendance_rows').where({ facility_id: facilityId }).delete();
    const [ada, basile] = [randomUUID(), randomUUID()];
    await addChild(house.db, earlier, { id: ada, ...child('Lambert', 'Ada') }, by());
    await addChild(house.db, earlier, { id: basile, ...child('Maes', 'Basile', '2026-10-15') }, by());
    const put = (rowId: string, days: number[], typed: string) => days.map((day) => ({ rowId, day, typed, seen: 1 }));
    await saveCells(
      house.db,
      earlier,
      [...put(ada, [7, 14, 21, 28, 3, 10, 17, 24], 'P'), ...put(basile, [2, 9, 16, 23, 30], '½P')],
      by(),
    );
    await nathalie.post(`${base}/take-over`).expect(303);
  });

  const ada = ['1 P', '5 P', '8 P', '12 P', '15 P', '19 P', '22 P', '26 P', '29 P'];
  const basile = ['7 ½P', '14 ½P'];

  it('is offered where children are there without their days, shown by child, and writes nothing by itself', async () => {
    expect(textOf((await nathalie.get(base).expect(200)).text)).to.include(offer);
    const page = (await nathalie.get(propose).expect(200)).text;
    expect(textOf(page))
      .to.match(/Lambert Ada lu je contrat : 2 j par semaine 9 le 1, 5, 8, 12, 15, 19, 22, 26, 29/)
      .and.match(/Maes Basile ½ me à vérifier contrat : 2 j par semaine 2 le 7, 14/);
    expect(Object.keys(boxes(page))).to.have.lengthOf(2);
    expect(await encoded()).to.deep.equal({ Ada: [], Basile: [] });
  });

  it('encodes the children who stay ticked, once; the days are then like any others', async () => {
    const sent = boxes((await nathalie.get(propose).expect(200)).text);
    const { id } = await rowOf('Ada');
    for (let twice = 0; twice < 2; twice += 1) {
      const answer = await nathalie.post(propose, { [`c.${id}`]: sent[`c.${id}`]! }).expect(303);
      expect(answer.headers.location).to.equal(base);
      expect(await encoded()).to.deep.equal({ Ada: ada, Basile: [] });
    }
    expect((await rowOf('Ada')).versions[4]).to.equal(2);
    expect(textOf((await nathalie.get(base).expect(200)).text))
      .to.include('9 jours sont encodés pour 1 enfant.')
      .and.include(offer);
    await nathalie.post(propose, sent).expect(303);
    expect(await encoded()).to.deep.equal({ Ada: ada, Basile: basile });
    expect(textOf((await nathalie.get(base).expect(200)).text)).not.to.include(offer);
    expect(textOf((await nathalie.get(propose).expect(200)).text)).to.include('Aucun jour à proposer');
    // Erased by hand: the form of then does not bring it back.
    await saveCells(house.db, month, [{ rowId: id, day: 5, typed: '', seen: 2 }], by());
    await nathalie.post(propose, sent).expect(303);
    expect((await encoded()).Ada).not.to.include('5 P');
  });

  it('leaves alone what another has filled in meanwhile, and says so', async () => {
    const sent = boxes((await nathalie.get(propose).expect(200)).text);
    const { id } = await rowOf('Ada');
    await saveCells(house.db, month, [{ rowId: id, day: 5, typed: 'AJ', seen: 1 }], by(other));
    await nathalie.post(propose, sent).expect(303);
    expect((await encoded()).Ada).to.deep.equal(ada.map((day) => (day === '5 P' ? '5 AJ' : day)));
    expect(textOf((await nathalie.get(base).expect(200)).text)).to.match(
      /10 jours sont encodés pour 2 enfants\. Laissé tel quel : Lambert Ada, lundi 5 : .+ a mis AJ à 10 h 00\./,
    );
  });

  it('answers 409 where nothing of it could be kept, and shows what is proposed now', async () => {
    const { id, version, ...row } = await rowOf('Basile');
    const sent = { [`c.${id}`]: boxes((await nathalie.get(propose).expect(200)).text)[`c.${id}`]! };
    await saveChild(house.db, month, { ...child('Maes', 'Basile', '2026-10-02'), id, seen: version }, by(other));
    const late = textOf((await nathalie.post(propose, sent).expect(409)).text);
    expect(late)
      .to.include("Rien n'a été encodé.")
      .and.include('Maes Basile, mercredi 7 : une présence ne peut plus y être encodée.')
      .and.include('Lambert Ada');
    expect(daysOf(row.cells)).to.deep.equal((await encoded()).Basile);
    await removeRows(house.db, month, [id], by(other));
    expect(textOf((await nathalie.post(propose, sent).expect(409)).text)).to.include('a été retirée');
  });

  it('refuses a form with nobody ticked, or that no page of ours has made', async () => {
    const { id } = await rowOf('Ada');
    const none = await nathalie.post(propose, {}).expect(422);
    expect(textOf(none.text)).to.include('Cochez au moins un enfant');
    expect(boxes(none.text)).to.deep.equal({});
    for (const bad of ['', 'P', '5.1.AJ', '5.1.F', '32.1.P', '0.1.P', '5.1.P-', '5..P', '5.1.P,6.1.P'])
      await nathalie.post(propose, { [`c.${id}`]: bad }).expect(422);
    await nathalie.post(propose, { [`c.${id}`]: '5.1.P', surprise: 'x' }).expect(422);
    await nathalie.post(propose, { 'c.ada': '5.1.P' }).expect(422);
    expect(await encoded()).to.deep.equal({ Ada: [], Basile: [] });
  });

  it('proposes no day that is to come, nor one of closure', async () => {
    const november = base.replace('-10', '-11');
    await nathalie.post(propose, boxes((await nathalie.get(propose).expect(200)).text)).expect(303);
    await nathalie.post(`${november}/take-over`).expect(303);
    // Monday the 23rd is today; Basile has left.
    const page = textOf((await nathalie.get(`${november}/propose`).expect(200)).text);
    expect(page)
      .to.include("jusqu'à aujourd'hui")
      .and.match(/Lambert Ada lu je .+ 7 le 2, 5, 9, 12, 16, 19, 23 /);
    expect(page).not.to.include('Basile');
    await nathalie.post(`${base.replace('-10', '-12')}/take-over`).expect(303);
    const december = textOf((await nathalie.get(`${base.replace('-10', '-12')}/propose`).expect(200)).text);
    expect(december).to.include('Aucun jour à proposer').and.include('revenez quand le mois aura commencé');
    const { id } = (await loadMonth(house.db, { facilityId, month: '2026-12' })).rows[0]!;
    await nathalie.post(`${base.replace('-10', '-12')}/propose`, { [`c.${id}`]: '3.1.P' }).expect(409);
    expect(await rows()).to.have.lengthOf(2);
  });

  it('is not offered in a month that was sent, and writes nothing there', async () => {
    const sent = boxes((await nathalie.get(propose).expect(200)).text);
    await house.db('attendance_months').where({ facility_id: facilityId, month: '2026-10-01' }).update({ sent: true });
    try {
      const refused = textOf((await nathalie.post(propose, sent).expect(409)).text);
      expect(refused).to.include('Ce mois ne se modifie plus');
      expect(await encoded()).to.deep.equal({ Ada: [], Basile: [] });
    } finally {
      await house.db('attendance_months').where({ facility_id: facilityId }).update({ sent: false });
    }
    // A month of a quarter that was submitted.
    const chenes = `/pro/facilities/${stableId('facility chenes')}/attendance/2026-06`;
    expect(textOf((await nathalie.get(chenes).expect(200)).text)).not.to.include(offer);
    await nathalie.get(`${chenes}/propose`).expect(409);
    await nathalie.post(`${chenes}/propose`, sent).expect(409);
  });

  it('shows a hundred children at a time, so that a form may hold them', async () => {
    await addLines(house.db, month, 101, by());
    await addLines(house.db, earlier, 101, by());
    const all = [earlier, month];
    const texts = daysOfMonth('2026-09').map((day) => (isWeekend(day) ? '' : 'P'));
    for (const of of all)
      await house.db.raw(
        "update attendance_rows set family_name = 'Sow', first_name = 'n' || position, born_on = '2025-03-04', entered_on = '2025-09-01' where facility_id = ? and month = ? and family_name = ''",
        [facilityId, `${of.month}-01`],
      );
    await house
      .db('attendance_rows')
      .where({ facility_id: facilityId, month: '2026-09-01', family_name: 'Sow' })
      .update({ cells: Array.from({ length: 31 }, (_, index) => texts[index] ?? '') });
    const page = (await nathalie.get(propose).expect(200)).text;
    expect(textOf(page)).to.include('enfants 1 à 100 sur 103');
    const answer = await nathalie.post(`${propose}?from=0`, boxes(page)).expect(303);
    expect(answer.headers.location).to.equal(propose);
    const rest = (await nathalie.get(propose).expect(200)).text;
    expect(Object.keys(boxes(rest))).to.have.lengthOf(3);
  });
});
