/**
 * What parents would pay for a day in a subsidised place, step by step. Each step starts from the amount that the one before shows, rounded to
 * the cent, half away from zero: whoever redoes it by hand finds the same.
 */
import type { Day } from '../calendar.ts';

/** Amounts in cents, rates as fractions. A band reaches to the `from` of the next one; the last has no end. */
export interface Grid {
  validFrom: Day;
  bands: readonly { from: number; rate: number }[];
  floor: number;
  cap: number;
  /** What one pays of it where a reduction applies, and for half a day. */
  reduced: number;
  halfDay: number;
}

/** In the order in which the one that counts is named. */
export const reductions = ['single-parent', 'large-family', 'two-in-care'] as const;
export type Reduction = (typeof reductions)[number];

export interface Situation {
  /** Of the household, by month, net. */
  income: number;
  /** With the right to the « intervention majorée ». */
  bim: boolean;
  reductions: readonly Reduction[];
  fullDays: number;
  halfDays: number;
}

export interface BandShare {
  from: number;
  to: number | undefined;
  rate: number;
  /** Of the income, and what it brings by day. */
  share: number;
  perDay: number;
}
export interface Paid {
  free: false;
  bands: BandShare[];
  /** Of the bands; then held between floor and cap. */
  sum: number;
  held: 'floor' | 'cap' | undefined;
  beforeReduction: number;
  reduction: Reduction | undefined;
  /** Others apply too, and count for nothing. */
  others: Reduction[];
  fullDay: number;
  halfDay: number;
  month: { full: number; half: number; total: number };
}
export type Simulation = { free: true } | Paid;

/** Rates have eight decimals at most: counted as whole numbers, no cent is lost. */
const scale = 100_000_000n;
const times = (cents: number, rate: number): number => {
  const product = BigInt(cents) * BigInt(Math.round(rate * Number(scale)));
  return Number((product * 2n + scale) / (scale * 2n));
};

export function simulate(situation: Situation, grid: Grid): Simulation {
  if (situation.bim) return { free: true };
  const bands = bandsOf(situation.income, grid);
  const sum = bands.reduce((total, { perDay }) => total + perDay, 0);
  const held = sum < grid.floor ? 'floor' : sum > grid.cap ? 'cap' : undefined;
  const beforeReduction = held ? grid[held] : sum;
  const [reduction, ...others] = reductions.filter((each) => situation.reductions.includes(each));
  const fullDay = reduction ? times(beforeReduction, grid.reduced) : beforeReduction;
  const halfDay = times(fullDay, grid.halfDay);
  const month = { full: situation.fullDays * fullDay, half: situation.halfDays * halfDay };
  return {
    free: false,
    bands,
    sum,
    held,
    beforeReduction,
    reduction,
    others,
    fullDay,
    halfDay,
    month: { ...month, total: month.full + month.half },
  };
}

function bandsOf(income: number, { bands }: Grid): BandShare[] {
  return bands.map(({ from, rate }, index) => {
    const to = bands[index + 1]?.from;
    const share = Math.max(0, Math.min(income, to ?? income) - from);
    return { from, to, rate, share, perDay: times(share, rate) };
  });
}

const thousand = 100_000;
/** The whole thousands of euros below and above: what one would pay there, the rest being the same. */
export function neighbours(situation: Situation, grid: Grid): { income: number; fullDay: number }[] {
  const below = Math.ceil(situation.income / thousand - 1) * thousand;
  const above = Math.floor(situation.income / thousand + 1) * thousand;
  return [below, above]
    .filter((income) => income > 0)
    .flatMap((income) => {
      const there = simulate({ ...situation, income }, grid);
      return there.free ? [] : [{ income, fullDay: there.fullDay }];
    });
}
