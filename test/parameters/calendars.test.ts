import { expect } from 'chai';
import { Holiday, SchoolHoliday } from '../../db/models/holiday.ts';
import { keepHolidays, loadHolidays } from '../../db/parameters/holidays.ts';
import { addDays, isWorkingDay, layOutHolidays } from '../../domain/calendar.ts';
import { legalHolidaysOf } from '../../domain/holidays.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

describe('the tables of holidays', () => {
  let house: TestDatabase;
  before(async () => {
    house = await freshDatabase({ max: 2 });
  });
  after(async () => {
    layOutHolidays([]);
    await house.drop();
  });

  it('hold the legal holidays of 2015 to 2045, as date-holidays gives them', async () => {
    const rows = await Holiday.query(house.db).where({ kind: 'legal' }).orderBy('day');
    const expected = Array.from({ length: 31 }, (_, index) => legalHolidaysOf(2015 + index)).flat();
    expect(rows.map(({ day, name }) => ({ on: day, name }))).to.deep.equal(expected);
  });

  it('lay out the same working days as the package, and never the feast of the Community', async () => {
    const years = Array.from({ length: 11_000 }, (_, index) => addDays('2015-06-01', index));
    layOutHolidays([]);
    const before = years.map((day) => isWorkingDay(day));
    await loadHolidays(house.db);
    expect(years.map((day) => isWorkingDay(day))).to.deep.equal(before);
    expect(await Holiday.query(house.db).where({ kind: 'community' }).resultSize()).to.equal(31);
  });

  it('are read again by a process that goes on', async () => {
    const failures: unknown[] = [];
    const stop = await keepHolidays(house.db, (error) => failures.push(error));
    const row = { name: 'Deuil national', source: 'document', reference: 'essai', kind: 'legal', day: '2027-02-10' };
    expect(isWorkingDay('2027-02-10')).to.equal(true);
    await house.db('holidays').insert({ ...row, counts_from: '2026-11-24' });
    await loadHolidays(house.db);
    expect(isWorkingDay('2027-02-10')).to.equal(false);
    expect(isWorkingDay('2027-02-10', '2026-11-23'), 'as it was known before').to.equal(true);
    expect(failures).to.deep.equal([]);
    stop();
    let twice = false;
    await house
      .db('holidays')
      .insert(row)
      .catch(() => (twice = true));
    expect(twice, 'one row for a day').to.equal(true);
  });

  it('give the school year 2025-2026 as published, the next as assumed, and no two periods at once', async () => {
    const rows = await SchoolHoliday.query(house.db).orderBy('from_on');
    expect(rows.slice(0, 5).map(({ from_on: from, to_on: to }) => `${from} ${to}`)).to.deep.equal([
      '2025-10-20 2025-11-02',
      '2025-12-22 2026-01-04',
      '2026-02-16 2026-03-01',
      '2026-04-27 2026-05-10',
      '2026-07-04 2026-08-23',
    ]);
    expect(rows.slice(5).every(({ source }) => source === 'assumption')).to.equal(true);
    let refused = false;
    await house
      .db('school_holidays')
      .insert({ from_on: '2026-10-30', to_on: '2026-11-05', name: 'x', source: 'public', reference: 'x' })
      .catch(() => (refused = true));
    expect(refused).to.equal(true);
  });
});
