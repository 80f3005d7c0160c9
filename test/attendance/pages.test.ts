import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { loadMonth } from '../../db/attendance/month.ts';
import { addChild, addLines, takeOver } from '../../db/attendance/rows.ts';
import { saveCells } from '../../db/attendance/save-cells.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

const facilityId = stableId('facility bout-choux');
const month = { facilityId, month: '2026-11' };
const base = `/pro/facilities/${facilityId}/attendance/2026-11`;
const child = (familyName: string, firstName: string) => ({
  familyName,
  firstName,
  birthOn: '2025-03-04',
  enteredOn: '2025-09-01',
  leftOn: null,
  contractDays: 2.5,
});

describe('the pages of a month of attendance', () => {
  let house: House;
  let nathalie: Visitor;
  let other: string;
  before(async () => {
    house = await openHouse();
    // A crèche whose quarter is not open yet.
    await house.db.raw(
      "insert into grants (user_id, organising_body_id, role, valid_from) select ?, organising_body_id, 'administrator', '2020-01-01' from facilities where id = ?",
      [stableId('user admin-petits-chenes'), facilityId],
    );
    nathalie = await house.asUser(stableId('user admin-petits-chenes'));
    other = stableId('user admin-tournai');
  });
  after(() => house.close());
  beforeEach(() => house.db('attendance_rows').where({ facility_id: facilityId }).delete());
  const by = () => ({ userId: nathalie.userId!, at: house.clock.now });
  const rows = async () => (await loadMonth(house.db, month)).rows;
  const ada = async (): Promise<string> => {
    const id = randomUUID();
    await addChild(house.db, month, { id, ...child('Lambert', 'Ada') }, by());
    return id;
  };
  /** Cells of the first week as the page shows them. */
  const seen = (page: string, id: string): string => fieldIn(page, `v.${id}`);

  it('shows a month in which nothing stands yet, and makes lines', async () => {
    const page = textOf((await nathalie.get(base).expect(200)).text);
    expect(page).to.include("Vous n'avez pas encore soumis de présences pour cette période");
    const bad = await nathalie.post(`${base}/lines`, { lines: '501' }).expect(422);
    expect(bad.text).to.include('Le nombre le plus grand est 500').and.include('value="501"');
    await nathalie.post(`${base}/lines`, { lines: '3' }).expect(303);
    expect(await rows()).to.have.lengthOf(3);
  });

  it('takes over the children of the month before', async () => {
    const before = { facilityId, month: '2026-10' };
    await house.db('attendance_rows').where({ facility_id: facilityId }).delete();
    await addChild(house.db, before, { id: randomUUID(), ...child('Lambert', 'Ada') }, by());
    expect((await nathalie.get(base).expect(200)).text).to.include('Reprendre octobre 2026');
    for (let twice = 0; twice < 2; twice += 1) await nathalie.post(`${base}/take-over`).expect(303);
    expect((await rows()).map(({ familyName, contractDays }) => [familyName, contractDays])).to.deep.equal([
      ['Lambert', 2.5],
    ]);
  });

  it('saves a week without a script, only what was changed', async () => {
    const id = await ada();
    const page = (await nathalie.get(`${base}?week=2`).expect(200)).text;
    expect(textOf(page)).to.include('Lambert Ada');
    await saveCells(house.db, month, [{ rowId: id, day: 3, typed: 'AJ', seen: 1 }], {
      userId: other,
      at: house.clock.now,
    });
    // The 3rd was left as it was on the page: what another has put there meanwhile stands.
    const fields = { [`v.${id}`]: seen(page, id), [`c.${id}.2`]: ' 1/2 p', [`c.${id}.3`]: '', [`c.${id}.4`]: 'Q' };
    await nathalie.post(`${base}/cells?week=2`, fields).expect(303);
    expect((await rows())[0]!.cells.slice(1, 4)).to.deep.equal(['½P', 'AJ', 'Q']);
    const wrong = textOf((await nathalie.get(base).expect(200)).text);
    expect(wrong).to.include('À corriger (1)').and.include("« Q » n'est pas un code connu.");
  });

  it('keeps what was typed where another was quicker, and says who changed what', async () => {
    const id = await ada();
    const page = (await nathalie.get(`${base}?week=2`).expect(200)).text;
    await saveCells(house.db, month, [{ rowId: id, day: 3, typed: 'AJ', seen: 1 }], {
      userId: other,
      at: house.clock.now,
    });
    const fields = { [`v.${id}`]: seen(page, id), [`c.${id}.2`]: 'P', [`c.${id}.3`]: 'P' };
    const again = await nathalie.post(`${base}/cells?week=2`, fields).expect(409);
    expect(textOf(again.text)).to.match(/mardi 3 : .+ a mis AJ à 10 h 00/);
    expect(fieldIn(again.text, `c.${id}.3`)).to.equal('P');
    expect((await rows())[0]!.cells.slice(1, 3)).to.deep.equal(['P', 'AJ']);
    await nathalie.post(`${base}/cells?week=2`, { [`v.${id}`]: seen(again.text, id), [`c.${id}.3`]: 'P' }).expect(303);
    expect((await rows())[0]!.cells[2]).to.equal('P');
  });

  it('refuses what is too long for a cell, beside it', async () => {
    const id = await ada();
    const page = (await nathalie.get(`${base}?week=2`).expect(200)).text;
    const answer = await nathalie
      .post(`${base}/cells?week=2`, { [`v.${id}`]: seen(page, id), [`c.${id}.2`]: 'présent toute la journée' })
      .expect(422);
    expect(textOf(answer.text)).to.include('12 caractères au plus');
    expect(fieldIn(answer.text, `c.${id}.2`)).to.equal('présent toute la journée');
  });

  it('adds, changes and takes away a child', async () => {
    const key = randomUUID();
    const fields = {
      key,
      version: '0',
      then: 'save',
      familyName: 'Maes',
      firstName: 'Basile',
      birthOn: '4/3/2025',
      enteredOn: '1/9/2025',
    };
    const bad = await nathalie.post(`${base}/children/new`, { ...fields, leftOn: '1/8/2025' }).expect(422);
    expect(textOf(bad.text)).to.include("La sortie vient avant l'entrée, le 01/09/2025");
    for (let twice = 0; twice < 2; twice += 1) await nathalie.post(`${base}/children/new`, fields).expect(303);
    const [row, ...none] = await rows();
    expect([row!.familyName, none]).to.deep.equal(['Maes', []]);
    const change = { ...fields, version: '1', firstName: 'Basil', contractDays: '2,5' };
    await nathalie.post(`${base}/children/${row!.id}`, change).expect(303);
    const stale = await nathalie.post(`${base}/children/${row!.id}`, { ...change, firstName: 'B.' }).expect(409);
    expect(textOf(stale.text)).to.match(/Modifié par Nathalie Servais, .+ Maes Basil/);
    expect(fieldIn(stale.text, 'firstName')).to.equal('B.');
    await nathalie.post(`${base}/children/${row!.id}`, { key: row!.id, version: '2', then: 'remove' }).expect(303);
    expect(await rows()).to.deep.equal([]);
    await nathalie.get(`${base}/children/${row!.id}`).expect(404);
  });

  it('shows forty children at a time, so that a form may hold them', async () => {
    await addLines(house.db, month, 95, by());
    const page = textOf((await nathalie.get(`${base}?week=1&from=80`).expect(200)).text);
    expect(page).to.include('enfants 81 à 95 sur 95');
    await takeOver(house.db, month, by());
  });
});
