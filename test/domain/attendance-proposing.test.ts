import { expect } from 'chai';
import fc from 'fast-check';
import { checkMonth } from '../../domain/attendance/check-month.ts';
import { codes } from '../../domain/attendance/codes.ts';
import type { MonthRules } from '../../domain/attendance/month.ts';
import { hasRoom, mayBePresent, patternOf, proposeDays } from '../../domain/attendance/proposing.ts';
import type { StandingRow } from '../../domain/attendance/take-in.ts';
import { isWeekend, weekday } from '../../domain/attendance/weeks.ts';
import { daysOfMonth } from '../../domain/quarter.ts';
import { daysInPattern, patternInWords } from '../../views/attendance/words.ts';

const [september, october] = ['2026-09', '2026-10'];
const rulesOf = (month: string, today = '2026-11-23', closures: MonthRules['closures'] = []): MonthRules => ({
  closures,
  closedDays: new Set(daysOfMonth(month).filter(isWeekend)),
  places: 0,
  today,
});
const row = (id: string, cells: readonly string[], more: Partial<StandingRow> = {}): StandingRow => ({
  id,
  childId: id,
  position: 1,
  familyName: 'Maes',
  firstName: id,
  birthOn: '2025-01-01',
  enteredOn: '2025-06-01',
  leftOn: null,
  contractDays: null,
  version: 1,
  versions: Array.from({ length: 31 }, (_, index) => index + 1),
  cells: Array.from({ length: 31 }, (_, index) => cells[index] ?? ''),
  ...more,
});
/** Cells of September, by what stands on each day of the week, Monday first. */
const weekly = (...week: string[]) => daysOfMonth(september).map((day) => week[weekday(day)] ?? '');
const onDays = (cells: readonly string[], put: Readonly<Record<number, string>>) =>
  cells.map((text, index) => put[index + 1] ?? text);
const pattern = (cells: readonly string[], more: Partial<StandingRow> = {}, closures: MonthRules['closures'] = []) =>
  patternInWords(patternOf(row('Ada', cells, more), september, rulesOf(september, '2026-11-23', closures)));

const cell = fc.constantFrom(...codes, '', 'X', '1/2 p');
const cells = fc.array(cell, { minLength: 31, maxLength: 31 });
const day = fc.constantFrom(...daysOfMonth(october));
const stay = fc.record({
  enteredOn: fc.constantFrom(null, '2025-06-01', '2026-09-10', '2026-10-12'),
  leftOn: fc.constantFrom(null, '2026-09-30', '2026-10-15'),
});
const world = fc
  .record({
    before: fc.array(cells, { minLength: 1, maxLength: 3 }),
    now: fc.array(fc.tuple(cells, stay), { minLength: 1, maxLength: 3 }),
    closure: fc.tuple(day, day).map(([one, other]) => (one < other ? [one, other] : [other, one]) as [string, string]),
    today: fc.constantFrom('2026-09-30', '2026-10-14', '2026-11-23'),
  })
  .map(({ before, now, closure: [from, to], today }) => ({
    before: {
      month: september,
      rows: before.map((texts, index) => row(`child ${String(index)}`, texts)),
      rules: rulesOf(september, today),
    },
    now: {
      month: october,
      rows: now.map(([texts, more], index) => row(`child ${String(index)}`, texts, more)),
      rules: rulesOf(october, today, [{ from, to }]),
    },
  }));

describe('the days that are proposed in a month of attendance', () => {
  it('are those of the weeks before: whole days, half days, on more than half of the days that were open', () => {
    expect(pattern(weekly('P', 'P', '', '½P', 'P'))).to.equal('lu ma ½ je ve');
    // Mondays of September 2026: 7, 14, 21, 28.
    const mondays = weekly('P');
    expect(pattern(onDays(mondays, { 7: '' }))).to.equal('lu');
    expect(pattern(onDays(mondays, { 7: '', 14: '' }))).to.equal('');
    // A day on which the place was closed, or the child not there yet, says nothing.
    expect(pattern(onDays(mondays, { 7: '', 14: 'F' }))).to.equal('lu');
    expect(pattern(onDays(mondays, { 7: '', 14: '' }), { enteredOn: '2026-09-15' })).to.equal('lu');
    expect(pattern(onDays(mondays, { 7: '', 14: '' }), { leftOn: '2026-09-13' })).to.equal('');
    expect(pattern(onDays(mondays, { 7: '', 14: '' }), {}, [{ from: '2026-09-14', to: '2026-09-18' }])).to.equal('lu');
  });

  it('are days on which an absent child was expected; an absence is not proposed', () => {
    const mondays = weekly('P');
    expect(pattern(onDays(mondays, { 7: 'AJ', 14: 'AI', 21: '½AJ' }))).to.equal('lu');
    expect(pattern(weekly('AJ', 'AI', '½AJ'))).to.equal('');
    expect(pattern(onDays(mondays, { 7: '½P', 14: '½P' }))).to.equal('½ lu');
    expect(pattern(onDays(mondays, { 7: '½P' }))).to.equal('lu');
    expect(daysInPattern(patternOf(row('Ada', weekly('P', '½P')), september, rulesOf(september)))).to.equal(1.5);
  });

  it('are for whoever was there the month before, by the same child or by name and day of birth', () => {
    const before = { month: september, rows: [row('Ada', weekly('P'))], rules: rulesOf(september) };
    const propose = (one: StandingRow) =>
      proposeDays({ month: october, rows: [one], rules: rulesOf(october) }, before).map(({ cells: found }) =>
        found.map(({ day: number, code, seen }) => [number, code, seen]),
      );
    const mondays = [5, 12, 19, 26].map((number) => [number, 'P', number]);
    expect(propose(row('Ada', []))).to.deep.equal([mondays]);
    expect(propose(row('Ada', [], { childId: 'another', firstName: 'ADA' }))).to.deep.equal([mondays]);
    expect(propose(row('Elio', []))).to.deep.equal([]);
    expect(propose(row('Ada', onDays(weekly(), { 5: 'AJ', 12: 'X' })))).to.deep.equal([mondays.slice(2)]);
  });

  it('leave out a day that is closed by its cells: nobody came, and children stand closed', () => {
    const before = { month: september, rows: [row('Ada', weekly('P'))], rules: rulesOf(september) };
    const others = row('Elio', onDays(weekly(), { 5: 'F', 12: 'F' }));
    const third = row('Noa', onDays(weekly(), { 12: 'P' }));
    const [ada] = proposeDays(
      { month: october, rows: [row('Ada', []), others, third], rules: rulesOf(october) },
      before,
    );
    expect(ada!.cells.map(({ day: number }) => number)).to.deep.equal([12, 19, 26]);
  });

  it('fill empty cells only, and nothing that the month would then be told off for', () =>
    fc.assert(
      fc.property(world, ({ now, before }) => {
        const proposed = proposeDays(now, before);
        if (proposed.length > 0) expect(hasRoom(now)).to.equal(true);
        const faultsOf = (rows: readonly StandingRow[]) =>
          checkMonth({ month: october, rows }, now.rules).filter(({ weight }) => weight === 'fault').length;
        const after = now.rows.map((one) => {
          const texts = [...one.cells];
          for (const { day: number, code, seen } of proposed.find(({ row: { id } }) => id === one.id)?.cells ?? []) {
            expect([texts[number - 1], seen]).to.deep.equal(['', one.versions[number - 1]]);
            expect(mayBePresent(one, `${october}-${String(number).padStart(2, '0')}`, now.rules)).to.equal(true);
            texts[number - 1] = code;
          }
          return { ...one, cells: texts };
        });
        expect(faultsOf(after)).to.equal(faultsOf(now.rows));
        // Accepted, nothing is left to be proposed.
        expect(proposeDays({ ...now, rows: after }, before)).to.deep.equal([]);
      }),
    ));

  it('follow the pattern, and the pattern what was seen', () =>
    fc.assert(
      fc.property(world, ({ now, before }) => {
        for (const { pattern: found, cells: given, row: one } of proposeDays(now, before)) {
          for (const { day: number, code } of given)
            expect(found[weekday(`${october}-${String(number).padStart(2, '0')}`)]).to.equal(code);
          const earlier = before.rows.find(({ id }) => id === one.id)!;
          found.forEach((code, at) => {
            const texts = daysOfMonth(september).flatMap((each, index) =>
              weekday(each) === at ? [earlier.cells[index]!] : [],
            );
            if (code) expect(texts.some((text) => ['P', '½P', '1/2 p'].includes(text))).to.equal(true);
          });
        }
      }),
    ));
});
