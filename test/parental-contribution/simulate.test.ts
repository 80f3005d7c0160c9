import { expect } from 'chai';
import fc from 'fast-check';
import {
  neighbours,
  reductions,
  simulate,
  type Grid,
  type Paid,
  type Situation,
} from '../../domain/parental-contribution/simulate.ts';

const grid: Grid = {
  validFrom: '2026-01-01',
  bands: [
    { from: 0, rate: 0.003 },
    { from: 150_000, rate: 0.0062 },
    { from: 300_000, rate: 0.0069 },
    { from: 500_000, rate: 0.00696 },
  ],
  floor: 306,
  cap: 4500,
  reduced: 0.7,
  halfDay: 0.6,
};
const situation = (more: Partial<Situation>): Situation => ({
  income: 341_200,
  bim: false,
  reductions: [],
  fullDays: 16,
  halfDays: 4,
  ...more,
});
const paid = (more: Partial<Situation>, by: Grid = grid): Paid => {
  const simulation = simulate(situation(more), by);
  if (simulation.free) throw new Error('free');
  return simulation;
};

const incomes = fc.integer({ min: 0, max: 2_000_000 });
const reduced = fc.subarray([...reductions]);
/** Bounds and rates as a grid may have them: rates rise or fall, to four decimals of a percent. */
const grids: fc.Arbitrary<Grid> = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 5 }),
    rates: fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 6, maxLength: 6 }),
    floor: fc.integer({ min: 0, max: 500 }),
    above: fc.integer({ min: 0, max: 6000 }),
  })
  .map(({ widths, rates, floor, above }) => ({
    ...grid,
    bands: [0, ...widths.map((_, index) => widths.slice(0, index + 1).reduce((a, b) => a + b, 0))].map(
      (from, index) => ({ from, rate: rates[index]! / 1_000_000 }),
    ),
    floor,
    cap: floor + above,
  }));

/**
 * By another way and another number: the slope changes at each bound, counted in millionths of a cent, and nothing rounded before the end.
 * Twelve decimals are left aside: what remains is whole.
 */
function exactly({ income, reductions: given }: Situation, by: Grid): { full: number; half: number } {
  let millionths = 0n;
  let before = 0;
  for (const { from, rate } of by.bands) {
    const now = Math.round(rate * 1_000_000);
    if (income > from) millionths += BigInt(income - from) * BigInt(now - before);
    before = now;
  }
  const [low, high] = [BigInt(by.floor) * 1_000_000n, BigInt(by.cap) * 1_000_000n];
  const held = millionths < low ? low : millionths > high ? high : millionths;
  const percent = given.length > 0 ? 70n : 100n;
  return {
    full: Number((held * percent) / 100n) / 1_000_000,
    half: Number((held * percent * 60n) / 10_000n) / 1_000_000,
  };
}

describe('the contribution of parents', () => {
  it('is that of the worked example, and of the points that were published', () => {
    const two = paid({ reductions: ['two-in-care'] });
    expect(two.bands.map(({ share, perDay }) => [share, perDay])).to.deep.equal([
      [150_000, 450],
      [150_000, 930],
      [41_200, 284],
      [0, 0],
    ]);
    expect([two.sum, two.fullDay, two.halfDay]).to.deep.equal([1664, 1165, 699]);
    expect(two.month).to.deep.equal({ full: 18_640, half: 2796, total: 21_436 });
    expect([400_000, 620_000, 750_000].map((income) => paid({ income }).fullDay)).to.deep.equal([2070, 3595, 4500]);
    expect(neighbours(situation({ reductions: ['two-in-care'] }), grid)).to.deep.equal([
      { income: 300_000, fullDay: 966 },
      { income: 400_000, fullDay: 1449 },
    ]);
  });

  it('is free with the right to the increased intervention, whatever else is said', () => {
    fc.assert(
      fc.property(incomes, reduced, (income, given) => {
        expect(simulate(situation({ income, bim: true, reductions: given }), grid)).to.deep.equal({ free: true });
      }),
    );
  });

  it('never falls when the income rises', () => {
    fc.assert(
      fc.property(incomes, fc.integer({ min: 0, max: 100_000 }), reduced, grids, (income, more, given, by) => {
        const [less, greater] = [income, income + more].map((each) => paid({ income: each, reductions: given }, by));
        expect(greater!.fullDay).to.be.at.least(less!.fullDay);
        expect(greater!.halfDay).to.be.at.least(less!.halfDay);
      }),
    );
  });

  it('stays between floor and cap before a reduction, and says which of them bites', () => {
    fc.assert(
      fc.property(incomes, grids, (income, by) => {
        const { sum, held, beforeReduction } = paid({ income }, by);
        expect(beforeReduction).to.be.within(by.floor, by.cap);
        expect(held).to.equal(sum < by.floor ? 'floor' : sum > by.cap ? 'cap' : undefined);
      }),
    );
  });

  it('knows one reduction, however many apply', () => {
    fc.assert(
      fc.property(incomes, reduced, (income, given) => {
        const several = paid({ income, reductions: given });
        expect(several.fullDay).to.equal(paid({ income, reductions: given.slice(0, 1) }).fullDay);
        expect([several.reduction, ...several.others].filter(Boolean)).to.have.members(given);
        expect(several.reduction).to.equal(reductions.find((each) => given.includes(each)));
      }),
    );
  });

  it('can be redone by hand from what each step shows', () => {
    fc.assert(
      fc.property(incomes, reduced, fc.nat({ max: 31 }), fc.nat({ max: 31 }), (income, given, fullDays, halfDays) => {
        const step = paid({ income, reductions: given, fullDays, halfDays });
        expect(step.bands.reduce((total, { share }) => total + share, 0)).to.equal(income);
        expect(step.bands.reduce((total, { perDay }) => total + perDay, 0)).to.equal(step.sum);
        const byHand = (cents: number, tenths: number): number => Math.floor((cents * tenths + 5) / 10);
        expect(step.fullDay).to.equal(given.length > 0 ? byHand(step.beforeReduction, 7) : step.beforeReduction);
        expect(step.halfDay).to.equal(byHand(step.fullDay, 6));
        expect(step.month.total).to.equal(fullDays * step.fullDay + halfDays * step.halfDay);
      }),
    );
  });

  it('is, to a cent, what is found by counting once and rounding at the end', () => {
    fc.assert(
      fc.property(incomes, reduced, (income, given) => {
        const [here, there] = [
          paid({ income, reductions: given }),
          exactly(situation({ income, reductions: given }), grid),
        ];
        expect(Math.abs(here.fullDay - there.full)).to.be.below(1);
        expect(Math.abs(here.halfDay - there.half)).to.be.below(1.1);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(incomes, grids, (income, by) => {
        const most = by.bands.length / 2 + 0.001;
        expect(Math.abs(paid({ income }, by).fullDay - exactly(situation({ income }), by).full)).to.be.at.most(most);
      }),
      { numRuns: 1000 },
    );
  });
});
