import { expect } from 'chai';
import fc from 'fast-check';
import {
  nearestSeptember,
  budgetYearOf,
  budgetQuarterOf,
  monthsOfQuarter,
} from '../../domain/after-school/budget-year.ts';
import { layPasted, type PasteDay } from '../../domain/after-school/pasted-counts.ts';
import { readCount } from '../../domain/after-school/written-count.ts';
import { daysBetween } from '../../domain/days.ts';

const day = (nth: number, asked = true): PasteDay => ({
  day: `2026-11-${String(nth).padStart(2, '0')}`,
  asked,
  fields: ['n', 'p'],
});
const week = [day(9), day(10), day(11, false), day(12), day(13)];

describe('Columns pasted into a month', () => {
  it('fill the days that are asked for, in order, and step over red ones', () => {
    const pasted = layPasted(
      [
        ['30', '46'],
        ['32', '43'],
        ['28', '48'],
      ],
      week,
      'n',
    );
    expect(pasted.cells.map(({ day: on, field, value }) => `${on.slice(8)}${field}${String(value)}`)).to.deep.equal([
      ...['09n30', '09p46', '10n32', '10p43', '12n28', '12p48'],
    ]);
    expect(pasted.skipped).to.deep.equal(['2026-11-11']);
    expect(pasted.asks).to.deep.equal([]);
  });

  it('stay in step with the days where whoever copies has an empty line for each red one', () => {
    const pasted = layPasted([['30'], ['32'], [''], ['28']], week, 'p');
    expect(pasted.cells.map(({ day: on, value }) => [on.slice(8), value])).to.deep.equal([
      ['09', 30],
      ['10', 32],
      ['12', 28],
    ]);
    expect(pasted.cells.every(({ field }) => field === 'p')).to.equal(true);
  });

  it('go where their own days say, and ask of a red one whether the place was open', () => {
    const pasted = layPasted(
      [
        ['Date', 'Maternelle', 'Primaire'],
        ['12/11/2026', '28', '48'],
        ['11/11', '4', '5'],
        ['2026-11-30', '1', '1'],
      ],
      week,
      'n',
    );
    expect(pasted.titles).to.equal(1);
    expect(pasted.asks).to.deep.equal(['2026-11-11']);
    expect(pasted.left).to.equal(2);
    expect(pasted.cells).to.deep.include({ day: '2026-11-12', field: 'p', value: 48 });
  });

  it('of another year go nowhere, nor what is no day at all', () => {
    const lines = [
      ['09/11/2025', '28'],
      ['10/11/25', '29'],
      ['12.11.2026', '30'],
    ];
    const pasted = layPasted(lines, week, 'n');
    expect(pasted.cells).to.deep.equal([{ day: '2026-11-12', field: 'n', value: 30 }]);
    expect(pasted.left).to.equal(2);
    // Not every line has a day in front: none is read as one.
    expect(layPasted([['31/02', '28']], week, 'n').wrong.map(({ typed }) => typed)).to.deep.equal(['31/02']);
  });

  it('as a table writes whole numbers are numbers, not days', () => {
    const { cells, left } = layPasted(
      [
        ['28.0', '48.0'],
        ['9.11', '5'],
      ],
      week,
      'n',
    );
    expect([left, cells.map(({ value }) => value)]).to.deep.equal([0, [28, 48, 5]]);
    const numbers = layPasted([['28.0'], ['11.0']], week, 'n').cells;
    expect(numbers.map(({ day: on, value }) => [on, value])).to.deep.equal([
      ['2026-11-09', 28],
      ['2026-11-10', 11],
    ]);
  });

  it('leave what is no number, and what has no day, and say so', () => {
    const pasted = layPasted([['30', 'absent'], ['-2', '43'], ['1'], ['2'], ['3']], week, 'n');
    expect(pasted.wrong.map(({ day: on, field, typed }) => [on.slice(8), field, typed])).to.deep.equal([
      ['09', 'p', 'absent'],
      ['10', 'n', '-2'],
    ]);
    expect(pasted.left).to.equal(1);
  });

  it('lose no number, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat({ max: 99 }).map(String), { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (block, asked) => {
          const days = week.map((one, at) => ({ ...one, asked: asked[at]! }));
          const pasted = layPasted(block, days, 'n');
          expect(pasted.cells.length + pasted.left + pasted.wrong.length).to.equal(block.flat().length);
          expect(pasted.cells.some(({ day: on }) => !days.find((one) => one.day === on)?.asked)).to.equal(false);
        },
      ),
    );
  });

  it('read a zero as an answer, nothing as none, and refuse what is no number of children', () => {
    expect(readCount('0')).to.deep.equal({ value: 0 });
    expect(readCount(' ')).to.deep.equal({ value: null });
    expect(readCount('1 7')).to.deep.equal({ value: 17 });
    expect(readCount('17,0')).to.deep.equal({ value: 17 });
    for (const wrong of ['-3', 'douze', '3,5', '1000', '3e2']) expect(readCount(wrong)).to.have.property('fault');
  });
});

describe('The nearest September', () => {
  it('is never further than six months, is in the budget year of its own number, and in its last quarter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2060 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
        const month = `${String(year)}-${String(number).padStart(2, '0')}`;
        const september = nearestSeptember(month);
        expect(Math.abs(daysBetween(`${month}-01`, `${september}-01`))).to.be.at.most(184);
        expect(budgetYearOf(september)).to.equal(Number(september.slice(0, 4)));
        expect(monthsOfQuarter(budgetQuarterOf(september))[2]).to.equal(september);
      }),
    );
  });
});
