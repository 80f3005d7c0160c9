import { expect } from 'chai';
import { changesSince, loadMonth, type MonthOf } from '../../db/attendance/month.ts';
import { ifOpen } from '../../db/attendance/only-open.ts';
import { addLines, removeRows, saveChild, takeOver } from '../../db/attendance/rows.ts';
import { saveCells } from '../../db/attendance/save-cells.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { stableId } from '../../db/seeds/demonstration/stable-id.ts';
import { startOfDay } from '../../domain/calendar.ts';

const at = startOfDay('2026-11-23');
const [nathalie, thomas] = [stableId('nathalie'), stableId('thomas')];
const facilityId = stableId('facility');
const september: MonthOf = { facilityId, month: '2026-09' };
const october: MonthOf = { facilityId, month: '2026-10' };
const child = (familyName: string, firstName: string, leftOn: string | null = null) => ({
  familyName,
  firstName,
  birthOn: '2025-03-04',
  enteredOn: '2025-09-01',
  leftOn,
  contractDays: 2.5,
});

describe('encoding a month of attendance', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase();
    await house.db.raw('alter table attendance_rows drop constraint attendance_rows_facility_id_fkey');
    await house.db.raw('alter table attendance_rows drop constraint attendance_rows_changed_by_fkey');
    await house.db.raw('alter table attendance_months drop constraint attendance_months_facility_id_fkey');
  });
  after(() => house.drop());
  beforeEach(() => house.db('attendance_rows').delete());

  const by = (userId: string) => ({ userId, at });
  const add = async (count: number, of = september) => {
    await addLines(house.db, of, count, by(nathalie));
    return (await loadMonth(house.db, of)).rows;
  };

  it('saves each cell by itself, and tells who was there first', async () => {
    const [row] = await add(1);
    const cell = (typed: string, seen: number, day = 3) => ({ rowId: row!.id, day, typed, seen });
    expect(await saveCells(house.db, september, [cell('P', 1), cell('AJ', 1, 4)], by(nathalie))).to.deep.equal([
      { rowId: row!.id, day: 3, outcome: 'saved', version: 2 },
      { rowId: row!.id, day: 4, outcome: 'saved', version: 2 },
    ]);
    const [late, other] = await saveCells(house.db, september, [cell('AI', 1), cell('P', 1, 5)], by(thomas));
    expect(late).to.deep.include({ outcome: 'changed', version: 2, stands: 'P', by: nathalie });
    expect(other).to.deep.include({ outcome: 'saved', version: 2 });
    // Sent twice: what stands already is saved, whatever was seen.
    expect(await saveCells(house.db, september, [cell('P', 1)], by(nathalie))).to.deep.equal([
      { rowId: row!.id, day: 3, outcome: 'saved', version: 2 },
    ]);
    const { rows } = await loadMonth(house.db, september);
    expect(rows[0]!.cells.slice(2, 5)).to.deep.equal(['P', 'AJ', 'P']);
    expect(rows[0]!.versions.slice(2, 6)).to.deep.equal([2, 2, 2, 1]);
  });

  it('writes into no other place, no other month, and no row that is gone', async () => {
    const [row] = await add(1);
    const cell = { rowId: row!.id, day: 1, typed: 'P', seen: 1 };
    const elsewhere = { ...september, facilityId: stableId('another facility') };
    for (const of of [elsewhere, october])
      expect((await saveCells(house.db, of, [cell], by(nathalie)))[0]).to.deep.include({ outcome: 'gone' });
    expect(await removeRows(house.db, elsewhere, [row!.id], by(nathalie))).to.deep.equal([]);
    expect(
      await saveChild(house.db, october, { ...child('X', 'Y'), id: row!.id, seen: 1 }, by(nathalie)),
    ).to.deep.equal({
      outcome: 'gone',
    });
    await removeRows(house.db, september, [row!.id], by(nathalie));
    expect((await saveCells(house.db, september, [cell], by(nathalie)))[0]).to.deep.include({ outcome: 'gone' });
    expect((await loadMonth(house.db, september)).rows).to.deep.equal([]);
  });

  it('takes everything that two people type at once, and loses nothing without a word', async () => {
    const rows = await add(20);
    const all = rows.flatMap(({ id }) =>
      Array.from({ length: 30 }, (_, index) => ({ rowId: id, day: index + 1, seen: 1 })),
    );
    const half = (userId: string, typed: string) =>
      Promise.all(
        [0, 1, 2].map((part) =>
          saveCells(
            house.db,
            september,
            all.filter((_, index) => index % 3 === part).map((cell) => ({ ...cell, typed })),
            by(userId),
          ),
        ),
      );
    const answers = (await Promise.all([half(nathalie, 'P'), half(thomas, 'AJ')])).flat(2);
    expect(answers.filter(({ outcome }) => outcome === 'saved')).to.have.lengthOf(600);
    expect(answers.filter(({ outcome }) => outcome === 'changed')).to.have.lengthOf(600);
    const standing = (await loadMonth(house.db, september)).rows;
    expect(standing.every(({ versions }) => versions.slice(0, 30).every((version) => version === 2))).to.equal(true);
  });

  it('tells whoever looks what others have changed, in an order that misses nothing', async () => {
    const rows = await add(6);
    let { cursor } = await loadMonth(house.db, september);
    const seen = new Set<string>();
    let done = false;
    const watching = (async () => {
      while (!done || seen.size < 6 * 20) {
        const changes = await changesSince(house.db, september, cursor);
        cursor = changes.cursor;
        for (const { id, cells } of changes.rows)
          cells.forEach((text, index) => text && seen.add(`${id} ${String(index + 1)}`));
        if (done && changes.rows.length === 0) break;
      }
    })();
    await Promise.all(
      rows.flatMap(({ id }) =>
        Array.from({ length: 20 }, (_, index) =>
          saveCells(house.db, september, [{ rowId: id, day: index + 1, typed: 'P', seen: 1 }], by(thomas)),
        ),
      ),
    );
    done = true;
    await watching;
    expect(seen.size).to.equal(6 * 20);
    await removeRows(house.db, september, [rows[0]!.id], by(thomas));
    expect((await changesSince(house.db, september, cursor)).removed).to.deep.equal([rows[0]!.id]);
  });

  it('takes over who is still there, once', async () => {
    const rows = await add(4);
    for (const [index, fields] of [
      child('Lambert', 'Ada'),
      child('Nagy', 'Gaspard', '2026-09-18'),
      child('Maes', 'Basile', '2026-10-15'),
    ].entries())
      await saveChild(house.db, september, { ...fields, id: rows[index]!.id, seen: 1 }, by(nathalie));
    expect(await takeOver(house.db, october, by(nathalie))).to.deep.equal({ taken: 2, left: 0 });
    expect(await takeOver(house.db, october, by(nathalie))).to.deep.equal({ taken: 0, left: 0 });
    const taken = (await loadMonth(house.db, october)).rows;
    expect(
      taken.map(({ familyName, contractDays, cells }) => [familyName, contractDays, cells.join('')]),
    ).to.deep.equal([
      ['Lambert', 2.5, ''],
      ['Maes', 2.5, ''],
    ]);
  });

  it('takes nothing of a month that was sent, whoever writes', async () => {
    const [row] = await add(1);
    await house.db('attendance_months').where({ facility_id: facilityId }).update({ sent: true });
    const cell = { rowId: row!.id, day: 1, typed: 'P', seen: 1 };
    expect(await ifOpen(() => saveCells(house.db, september, [cell], by(nathalie)))).to.equal(undefined);
    expect(await ifOpen(() => addLines(house.db, september, 1, by(nathalie)))).to.equal(undefined);
    expect(await ifOpen(() => removeRows(house.db, september, [row!.id], by(nathalie)))).to.equal(undefined);
    const [standing, ...others] = (await loadMonth(house.db, september)).rows;
    expect([standing?.cells[0], others]).to.deep.equal(['', []]);
    await house.db('attendance_months').where({ facility_id: facilityId }).update({ sent: false });
    expect(await saveCells(house.db, september, [cell], by(nathalie))).to.have.lengthOf(1);
  });

  it('holds five hundred lines and no more', async () => {
    expect(await addLines(house.db, september, 499, by(nathalie))).to.equal(499);
    expect(await addLines(house.db, september, 5, by(nathalie))).to.equal(1);
    expect(await addLines(house.db, september, 1, by(nathalie))).to.equal(0);
  });
});
