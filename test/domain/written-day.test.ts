import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { findDay, readDay } from '../../domain/written-day.ts';

const day = fc.integer({ min: 0, max: 25_000 }).map((n) => addDays('1990-01-01', n));

describe('a day as people write it', () => {
  for (const text of [
    '05/01/2027',
    '5/1/2027',
    ' 05/01/2027\u00a0',
    '05.01.2027',
    '5-1-2027',
    '5\u20111\u20112027',
    '5.1.27',
    '5/1.2027',
    '5 1 2027',
    '05 / 01 / 2027',
    '2027-01-05',
    '2027/1/5',
    '05012027',
    '5 janvier 2027',
    '5 Janv. 2027',
    '5 jan 27',
    'mardi 5 janvier 2027',
    'mardi, 5 JANVIER 2027',
    '05\u200b/01/2027',
  ])
    it(`« ${text} » is the fifth of January`, () => {
      expect(readDay(text)).to.deep.equal({ ok: true, day: '2027-01-05' });
    });

  it('has its months with and without accents, and its first day', () => {
    expect(findDay('1er février 2027')).to.equal('2027-02-01');
    expect(findDay('15 aout 2027')).to.equal('2027-08-15');
    expect(findDay('25 déc. 2026')).to.equal('2026-12-25');
  });

  it('says why it is none', () => {
    const why = (text: string): string => {
      const read = readDay(text);
      return read.ok ? read.day : read.why;
    };
    for (const text of [
      '',
      'lundi',
      '05/01/2026 10:00',
      '5 ju 2027',
      '5/1/2',
      '31/02/10000',
      '0x1/1/2027',
      '1/2/3/2027',
    ])
      expect(why(text), text).to.equal('unreadable');
    expect(readDay('29/02/2027')).to.deep.equal({
      ok: false,
      why: 'no-such-day',
      day: 29,
      month: 2,
      year: 2027,
      last: 28,
    });
    expect(['31/02/2026', '32/01/2026', '0/1/2026', '2026-02-31', '31 avril 2027'].map(why)).to.deep.equal(
      Array(5).fill('no-such-day'),
    );
    expect(['01/13/2026', '12/31/2026', '1/0/2026'].map(why)).to.deep.equal(Array(3).fill('no-such-month'));
    expect(['5/1', '5 janvier'].map(why)).to.deep.equal(['no-year', 'no-year']);
    expect(why('5/1/87')).to.equal('century');
    expect(readDay('lundi 5 janvier 2027')).to.deep.equal({
      ok: false,
      why: 'weekday',
      typed: 'lundi',
      day: '2027-01-05',
    });
  });

  it('is read back from every way in which we write it', () => {
    fc.assert(
      fc.property(day, (on) => {
        for (const text of [on, formatShortDate(on), formatLongDate(on)]) expect(findDay(text), text).to.equal(on);
      }),
    );
  });

  it('is never guessed: what is read holds the figures that were typed', () => {
    const mark = fc.constantFrom('/', '.', '-', ' ', '');
    fc.assert(
      fc.property(fc.nat(40), mark, fc.nat(15), mark, fc.nat(2100), (d, one, m, two, y) => {
        const read = findDay(`${d}${one}${m}${two}${y}`);
        if (read === undefined || one === '' || two === '') return;
        const [year, month, on] = read.split('-').map(Number);
        const asTyped = d === on && m === month && (y === year || y + 2000 === year);
        expect(asTyped || (d === year! % 100 && y === on), `${d}${one}${m}${two}${y} read as ${read}`).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
