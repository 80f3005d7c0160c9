import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { markOf } from '../../api/cases/act-form.ts';
import { loadMonth } from '../../db/attendance/month.ts';
import { removeRows } from '../../db/attendance/rows.ts';
import { saveCells } from '../../db/attendance/save-cells.ts';
import { sentAttendance, sentRows } from '../../db/attendance/sent.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { openHouse, type House, type Visitor } from '../support/house.ts';
import { fieldIn, textOf } from '../support/html.ts';

/** Its September waits, with a code that nobody knows and a presence after the child has left. */
const facilityId = stableId('facility glands');
const caseId = stableId('quarter glands 2026-3');
const month = { facilityId, month: '2026-09' };
const base = `/pro/facilities/${facilityId}/attendance/2026-09`;
const act = `/pro/quarterly-subsidy/${caseId}/send-attendance`;

describe('sending a month of attendance', () => {
  let house: House;
  let nathalie: Visitor;
  let hassan: Visitor;
  before(async () => {
    house = await openHouse();
    nathalie = await house.as('Nathalie Servais');
    hassan = await house.as('Hassan Tahiri');
  });
  after(() => house.close());
  const rows = async () => (await loadMonth(house.db, month)).rows;
  const form = async (): Promise<Record<string, string>> => {
    const page = (await nathalie.get(`${act}?month=2026-09`).expect(200)).text;
    return {
      token: randomUUID(),
      version: fieldIn(page, 'version'),
      seal: fieldIn(page, 'seal'),
      month: '2026-09',
    };
  };
  const save = async (rowId: string, day: number, typed: string) => {
    const row = (await rows()).find(({ id }) => id === rowId)!;
    return nathalie.post(`${base}/cells`, { cells: JSON.stringify([[rowId, day, typed, row.versions[day - 1]]]) });
  };

  it('takes no presence on a day of closure, and leads to where closures are declared', async () => {
    const { organising_body_id: organisingBodyId } = (await house
      .db('facilities')
      .where({ id: facilityId })
      .first('organising_body_id')) as { organising_body_id: string };
    const closures = `/pro/quarterly-subsidy/${caseId}/report/information`;
    expect((await nathalie.get(`${base}?week=3`).expect(200)).text).not.to.include(closures);
    // Of all the places of the body.
    await house.db('quarter_closures').insert({
      organising_body_id: organisingBodyId,
      from_on: '2026-09-15',
      to_on: '2026-09-15',
      motive: 'strike',
    });
    const page = (await nathalie.get(`${base}?week=3`).expect(200)).text;
    expect(page).to.include(`href="${closures}"`);
    expect(textOf(page)).to.include('La crèche était ouverte');
    await house.db('quarter_closures').where({ from_on: '2026-09-15' }).delete();
  });

  it('is refused while something is wrong, and leads to each cell', async () => {
    const page = (await nathalie.get(`${act}?month=2026-09`).expect(200)).text;
    const [wrong] = (await rows()).flatMap(({ id, cells }) =>
      cells.flatMap((text, index) => (text === 'X' ? [{ id, day: index + 1 }] : [])),
    );
    expect(page).to.include(`href="${base}#c.${wrong!.id}.${String(wrong!.day)}"`);
    const refused = textOf((await nathalie.post(act, await form()).expect(422)).text);
    expect(refused).to.match(
      /septembre 2026 ne peut pas être envoyé, 2 points sont à corriger. .+« X » n'est pas un code connu/,
    );
    for (const { id, cells, leftOn } of await rows())
      for (const [index, text] of cells.entries())
        if (text === 'X' || (text !== '' && leftOn !== null && index >= Number(leftOn.slice(8))))
          await save(id, index + 1, text === 'X' ? 'P' : '');
    expect(textOf((await nathalie.get(base)).text)).not.to.include('À corriger');
  });

  it('asks to confirm what is unusual', async () => {
    await house.db('authorisation_versions').where({ facility_id: facilityId }).update({ capacity: 10 });
    const doubtful = await nathalie.post(act, await form()).expect(422);
    expect(textOf(doubtful.text)).to.match(/enfants présents pour 10 places : est-ce exact/);
    await house.db('authorisation_versions').where({ facility_id: facilityId }).update({ capacity: 28 });
    expect(markOf('x')).to.have.lengthOf(16);
  });

  it('says who changed what, where somebody wrote while it was read', async () => {
    const seen = await form();
    const [row] = await rows();
    await save(row!.id, 2, row!.cells[1] === 'P' ? 'AJ' : 'P');
    const moved = textOf((await nathalie.post(act, seen).expect(409)).text);
    expect(moved)
      .to.include("ont changé pendant que vous lisiez : rien n'a été envoyé")
      .and.include('(Nathalie Servais,');
  });

  it('sends what was read, and nothing is written in the month any more, whoever tries and however late', async () => {
    const before = await rows();
    const sending = await form();
    // People go on typing while it is sent: each change is in what was sent, or refused.
    const typing = before.slice(0, 8).map(({ id }) => save(id, 3, 'AI'));
    const [answer, ...typed] = await Promise.all([nathalie.post(act, sending), ...typing]);
    expect([303, 409]).to.include(answer.status);
    for (const { status } of typed) expect([200, 409]).to.include(status);
    if (answer.status === 409) await nathalie.post(act, await form()).expect(303);
    const sent = (await sentRows(house.db, caseId, '2026-09'))!;
    const standing = await rows();
    expect(sent.map(({ id, cells }) => [id, ...cells])).to.deep.equal(
      standing.map(({ id, cells }) => [id, ...cells.slice(0, 30)]),
    );
    expect((await save(before[0]!.id, 4, 'AI')).status).to.equal(409);
    await nathalie.post(`${base}/children/new`, { key: randomUUID(), version: '0' }).expect(409);
    await nathalie.post(`${base}/take-over`).expect(409);
    await nathalie.post(`${base}/lines`, { lines: '1' }).expect(409);
    const failed = await house
      .db('attendance_rows')
      .where({ id: before[0]!.id })
      .update({ first_name: 'X' })
      .then(
        () => undefined,
        (error: unknown) => (error as { code: string }).code,
      );
    expect(failed).to.equal('AT001');
    const told = (await sentAttendance(house.db, caseId)).get('2026-09')!;
    expect(told.children).to.equal(sent.length);
    expect(told.by).to.equal('Nathalie Servais');
    expect(told.totals!.present.days).to.be.above(100);
  });

  it('is reopened with a reason by the subsidy manager; what then differs is told to both', async () => {
    const office = `/office/quarterly-subsidy/${caseId}/reopen-attendance`;
    const page = (await hassan.get(`${office}?month=2026-09`).expect(200)).text;
    const fields = {
      token: randomUUID(),
      version: fieldIn(page, 'version'),
      seal: fieldIn(page, 'seal'),
      month: '2026-09',
    };
    await hassan.post(office, { ...fields, reason: 'Ada était en vacances la dernière semaine.' }).expect(303);
    expect(textOf((await nathalie.get(base).expect(200)).text))
      .to.include('Motif : Ada était en vacances la dernière semaine.')
      .and.include('Rien ne diffère de ce qui a été envoyé');
    const [row] = await rows();
    const stood = row!.cells[0]!;
    expect((await save(row!.id, 1, 'AJ')).status).to.equal(200);
    for (const text of [
      (await nathalie.get(base)).text,
      (await hassan.get(`/office/facilities/${facilityId}/attendance/2026-09`).expect(200)).text,
    ])
      expect(textOf(text)).to.match(new RegExp(`mardi 1 .*${stood} .*AJ .*Nathalie Servais, le 23/11/2026`));
    // Each cell has its own author and hour: somebody else changes another one of the line, later.
    const other = stableId('user none-chenes');
    const later = house.clock.now + 3_600_000;
    const cell = { rowId: row!.id, day: 2, typed: 'AI', seen: (await rows())[0]!.versions[1]! };
    await saveCells(house.db, { facilityId, month: '2026-09' }, [cell], { userId: other, at: later });
    const [gone] = (await rows()).slice(-1);
    await removeRows(house.db, { facilityId, month: '2026-09' }, [gone!.id], { userId: other, at: later });
    const { name } = (await house
      .db('users')
      .where({ id: other })
      .first(house.db.raw("first_name || ' ' || family_name as name"))) as { name: string };
    expect(textOf((await nathalie.get(base)).text))
      .to.match(/mardi 1 \S+ AJ Nathalie Servais, le 23\/11\/2026/)
      .and.match(new RegExp(`mercredi 2 \\S+ AI ${name}, le 23/11/2026`))
      .and.match(new RegExp(`enfant retiré – – ${name}, le 23/11/2026`));
    await nathalie.post(act, await form()).expect(303);
    expect((await save(row!.id, 1, 'P')).status).to.equal(409);
  });
});
