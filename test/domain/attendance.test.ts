import { expect } from 'chai';
import fc from 'fast-check';
import { checkMonth, hasFault, type Point } from '../../domain/attendance/check-month.ts';
import { codes, readCode } from '../../domain/attendance/codes.ts';
import { presentByDay, totalsOf, type ChildRow, type MonthRules } from '../../domain/attendance/month.ts';
import {
  daysOfMonth,
  monthsOf,
  quarterInShort,
  quarterInWords,
  quarterOf,
  quartersFurther,
} from '../../domain/quarter.ts';

const month = '2026-09';
const weekends = new Set(daysOfMonth(month).filter((day) => [0, 6].includes(new Date(`${day}T12:00Z`).getUTCDay())));
const rules: MonthRules = {
  closures: [{ from: '2026-09-21', to: '2026-09-21' }],
  closedDays: weekends,
  places: 28,
  today: '2026-11-23',
};
const row = (given: Partial<ChildRow> & { days?: Record<number, string> }): ChildRow => ({
  id: 'a',
  position: 1,
  familyName: 'Lambert',
  firstName: 'Ada',
  birthOn: '2025-01-15',
  enteredOn: '2025-09-01',
  leftOn: null,
  contractDays: 5,
  cells: daysOfMonth(month).map((_, index) => given.days?.[index + 1] ?? ''),
  ...given,
});
const check = (...rows: ChildRow[]): Point[] => checkMonth({ month, rows }, rules);
const told = (points: Point[]) => points.map(({ code, day, field }) => [code, day ?? field]);

describe('the attendance of a month', () => {
  it('reads what people write, and nothing else', () => {
    for (const [code, ...written] of [
      ['P', 'p', ' P ', '1', 'p.'],
      ['½P', '½', '1/2', '½ p', '0,5', '0.5', '1 / 2 P', 'demi', 'demi-jour'],
      ['AJ', 'aj', 'A.J.', 'A J'],
      ['½AI', '½ai', '1/2 AI', '0,5 ai'],
      ['F', 'f'],
      ['', '', '  ', '-', '–'],
    ] as const)
      for (const text of written) expect(readCode(text), text).to.equal(code);
    for (const text of ['X', 'M', 'PP', '2', '1/3', '½F', '½ 1', '=P1', 'absent', '½½'])
      expect(readCode(text), text).to.equal(undefined);
    for (const code of codes) expect(readCode(code)).to.equal(code);
  });

  it('finds nothing in a month that is in order', () => {
    expect(check(row({ days: { 1: 'P', 2: '½P', 3: 'AJ', 4: 'AI', 21: 'F', 30: '½AJ' } }))).to.deep.equal([]);
  });

  it('names each cell that cannot be, with what may be done', () => {
    const points = check(
      row({ days: { 1: 'X', 5: 'P', 21: 'P' }, leftOn: '2026-09-18', enteredOn: '2026-09-01' }),
      row({ id: 'b', firstName: 'Zoé', enteredOn: '2026-09-03', days: { 2: 'P', 3: 'P' } }),
      row({ id: 'c', firstName: 'Gaspard', leftOn: '2026-09-18', days: { 22: 'P' } }),
    );
    expect(
      points.map(({ rowId, day, code, proposals }) => [rowId, day, code, proposals.map((one) => one.do)]),
    ).to.deep.equal([
      ['a', '2026-09-01', 'unknown-code', ['set', 'erase']],
      ['a', '2026-09-05', 'closed-day', ['erase']],
      ['a', '2026-09-21', 'closed-day', ['erase', 'open-day']],
      ['b', '2026-09-02', 'before-entry', ['erase', 'change']],
      ['c', '2026-09-22', 'after-exit', ['erase', 'change']],
    ]);
  });

  it('names what is missing or impossible of a child, and who stands there twice', () => {
    expect(told(check(row({ familyName: '', birthOn: null, enteredOn: null, days: { 1: 'P' } })))).to.deep.equal([
      ['no-name', 'familyName'],
      ['no-birth', 'birthOn'],
      ['no-entry', 'enteredOn'],
    ]);
    expect(told(check(row({ birthOn: '2026-01-15' })))).to.deep.equal([['born-after-entry', 'birthOn']]);
    expect(told(check(row({ enteredOn: '2026-10-01' })))).to.deep.equal([['entry-after-month', 'enteredOn']]);
    expect(told(check(row({ leftOn: '2025-08-01' })))).to.deep.equal([['exit-before-entry', 'leftOn']]);
    const twice = check(row({}), row({ id: 'b', familyName: 'LAMBERT', firstName: 'ada' }));
    expect(twice.map(({ rowId, code, otherId }) => [rowId, code, otherId])).to.deep.equal([['b', 'same-child', 'a']]);
    expect(check(row({ familyName: '', firstName: '', birthOn: null, enteredOn: null }))).to.deep.equal([]);
  });

  it('asks, and refuses nothing, where it may be so', () => {
    const many = Array.from({ length: 29 }, (_, index) =>
      row({ id: String(index), firstName: `Enfant ${String(index)}`, days: { 1: 'P' } }),
    );
    const points = check(...many, row({ id: 'old', firstName: 'Basile', birthOn: '2021-01-01', days: { 1: 'F' } }));
    expect(told(points)).to.deep.equal([
      ['older-than-usual', 'birthOn'],
      ['closed-alone', '2026-09-01'],
      ['over-capacity', '2026-09-01'],
    ]);
    expect(hasFault(points)).to.equal(false);
  });

  it('lets nobody be present on a day to come, though an absence may be known', () => {
    const points = checkMonth({ month, rows: [row({ days: { 8: 'P', 9: 'AJ' } })] }, { ...rules, today: '2026-09-07' });
    expect(told(points)).to.deep.equal([['future', '2026-09-08']]);
  });

  it('counts each cell once, and half a day as half a child', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom('', 'X', ...codes), { minLength: 30, maxLength: 30 }), { maxLength: 20 }),
        (grid) => {
          const rows = grid.map((cells) => ({ cells }));
          const { present, justified, unjustified } = totalsOf(rows);
          const all = grid.flat().filter((one) => one !== '' && one !== 'X' && one !== 'F').length;
          const counted = [present, justified, unjustified].reduce(
            (sum, { days, halfDays }) => sum + days + halfDays,
            0,
          );
          expect(counted).to.equal(all);
          const children = presentByDay(rows, 30).reduce((sum, one) => sum + one, 0);
          expect(children).to.equal(present.days + present.halfDays / 2);
        },
      ),
    );
  });
});

describe('quarters', () => {
  it('are three months of a year, and follow one another', () => {
    expect(monthsOf('2026-3')).to.deep.equal(['2026-07', '2026-08', '2026-09']);
    expect(quarterOf('2026-09')).to.equal('2026-3');
    expect(quartersFurther('2026-4', 1)).to.equal('2027-1');
    expect(quartersFurther('2026-1', -1)).to.equal('2025-4');
    expect(quarterInWords('2026-3')).to.equal('3e trimestre 2026');
    expect(quarterInShort('2026-3')).to.equal('2026 T3');
    expect(daysOfMonth('2028-02')).to.have.lengthOf(29);
  });
});
