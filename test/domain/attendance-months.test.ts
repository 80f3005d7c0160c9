import { expect } from 'chai';
import fc from 'fast-check';
import { checkMonth } from '../../domain/attendance/check-month.ts';
import { codes } from '../../domain/attendance/codes.ts';
import { differencesOf } from '../../domain/attendance/differences.ts';
import type { ChildRow } from '../../domain/attendance/month.ts';
import { dayInWords, isWeekend, weekOf, weeksOf } from '../../domain/attendance/weeks.ts';
import { daysOfMonth } from '../../domain/quarter.ts';
import { groupPoints } from '../../views/attendance/words.ts';

const month = fc
  .tuple(fc.integer({ min: 2020, max: 2060 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${String(year)}-${String(number).padStart(2, '0')}`);
const row = (id: string): fc.Arbitrary<ChildRow> =>
  fc.record({
    id: fc.constant(id),
    position: fc.constant(1),
    familyName: fc.constantFrom('Maes', 'Sow'),
    firstName: fc.constantFrom('Ada', 'Elio'),
    birthOn: fc.constant('2025-01-01'),
    enteredOn: fc.constantFrom('2025-06-01', '2026-09-10'),
    leftOn: fc.constantFrom(null, '2026-09-20'),
    contractDays: fc.constant(5),
    cells: fc.array(fc.constantFrom(...codes, '', 'X', '1/2 p'), { minLength: 30, maxLength: 30 }),
  });
const rows = fc.tuple(row('a'), row('b'), row('c'));
const rules = { closures: [], closedDays: new Set(['2026-09-06', '2026-09-13']), places: 1, today: '2026-11-01' };

describe('a month of attendance as one looks at it', () => {
  it('has weeks from Monday to Sunday, which hold each day once', () =>
    fc.assert(
      fc.property(month, (one) => {
        const weeks = weeksOf(one);
        expect(weeks.flat()).to.deep.equal(daysOfMonth(one));
        for (const week of weeks.slice(0, -1)) expect(isWeekend(week.at(-1)!)).to.equal(true);
        for (const day of daysOfMonth(one)) expect(weeks[weekOf(one, day)]).to.include(day);
      }),
    ));

  it('calls a day by its name', () => {
    expect([dayInWords('2026-10-14'), dayInWords('2023-01-01')]).to.deep.equal(['mercredi 14', 'dimanche 1']);
  });

  it('differs from itself in nothing, and from another month in every cell that is another', () =>
    fc.assert(
      fc.property(rows, rows, (sent, now) => {
        expect(differencesOf(sent, sent)).to.deep.equal([]);
        for (const one of differencesOf(sent, now)) {
          if (one.what !== 'changed') throw new Error('nobody came or went');
          for (const { day, before, after } of one.cells) {
            expect(one.before.cells[day - 1]).to.equal(before);
            expect(one.row.cells[day - 1]).to.equal(after);
            expect(before).not.to.equal(after);
          }
        }
        expect(differencesOf(sent, now.slice(1)).filter(({ what }) => what === 'removed')).to.have.lengthOf(1);
        expect(differencesOf(sent.slice(1), now).filter(({ what }) => what === 'added')).to.have.lengthOf(1);
      }),
    ));

  it('tells every point once, faults before doubts', () =>
    fc.assert(
      fc.property(rows, (some) => {
        const points = checkMonth({ month: '2026-09', rows: some }, rules);
        const groups = groupPoints(points);
        expect(groups.flat()).to.have.members(points);
        const weights = groups.map(([{ weight }]) => weight);
        expect(weights.indexOf('doubt') === -1 || !weights.slice(weights.indexOf('doubt')).includes('fault')).to.equal(
          true,
        );
        for (const group of groups)
          expect(new Set(group.map(({ code, day }) => `${code} ${day ?? ''}`)).size).to.equal(1);
      }),
    ));
});
