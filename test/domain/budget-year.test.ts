import { expect } from 'chai';
import fc from 'fast-check';
import {
  budgetQuarterInWords,
  budgetQuarterOf,
  budgetYearOf,
  firstDayOfBudgetYear,
  firstDayOfQuarter,
  isBudgetQuarter,
  lastDayOfBudgetYear,
  lastDayOfQuarter,
  monthsOfQuarter,
  quarterByMonths,
  quartersOf,
} from '../../domain/after-school/budget-year.ts';
import { addDays, type Day } from '../../domain/days.ts';
import { monthOf } from '../../domain/quarter.ts';

const from = '2015-10-01';
const until = '2045-09-30';
/** Thirty budget years, day by day. */
function* everyDay(): Generator<Day> {
  for (let day: Day = from; day <= until; day = addDays(day, 1)) yield day;
}

describe('The budget year of after-school care', () => {
  it('is 2020 in September 2020 and 2021 in October, as in the tutorial', () => {
    expect(budgetYearOf('2020-09')).to.equal(2020);
    expect(budgetYearOf('2020-10')).to.equal(2021);
    expect(budgetQuarterInWords(budgetQuarterOf('2020-09'))).to.equal(
      'juillet – septembre 2020, année budgétaire 2020',
    );
    expect(budgetQuarterInWords(budgetQuarterOf('2020-10'))).to.equal('octobre – décembre 2020, année budgétaire 2021');
    expect(quartersOf(2027).map(quarterByMonths)).to.deep.equal([
      'octobre – décembre 2026',
      'janvier – mars 2027',
      'avril – juin 2027',
      'juillet – septembre 2027',
    ]);
  });

  it('holds every day of thirty years once: in one year, one quarter of it, one month of that', () => {
    let [year, days, quarters] = [2015, 0, new Set<string>()];
    for (const day of everyDay()) {
      // Counted along the calendar, without the rule.
      if (day.endsWith('-10-01')) {
        if (days > 0) expect(quarters.size, `quarters of ${String(year)}`).to.equal(4);
        [year, days, quarters] = [year + 1, 0, new Set()];
      }
      days += 1;
      const month = monthOf(day);
      expect(budgetYearOf(month), day).to.equal(year);
      expect(day >= firstDayOfBudgetYear(year) && day <= lastDayOfBudgetYear(year), day).to.equal(true);
      const quarter = budgetQuarterOf(month);
      quarters.add(quarter);
      expect(quartersOf(year), day).to.include(quarter);
      expect(monthsOfQuarter(quarter), day).to.include(month);
      expect(day >= firstDayOfQuarter(quarter) && day <= lastDayOfQuarter(quarter), day).to.equal(true);
    }
  });

  it('is never called by a bare number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2015, max: 2045 }), fc.nat({ max: 3 }), (year, index) => {
        const quarter = quartersOf(year)[index]!;
        expect(isBudgetQuarter(quarter)).to.equal(true);
        const words = budgetQuarterInWords(quarter);
        expect(words).to.match(/^[a-zéû]+ – [a-zéû]+ \d{4}, année budgétaire \d{4}$/);
        // The two years differ in the first quarter alone.
        const [ofMonths, ofBudget] = words.match(/\d{4}/g)!;
        expect(Number(ofBudget) - Number(ofMonths)).to.equal(index === 0 ? 1 : 0);
      }),
    );
    for (const other of ['2026-02', '2026-1', 'T1', '2026-13', '26-10']) expect(isBudgetQuarter(other)).to.equal(false);
  });
});
