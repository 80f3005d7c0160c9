/**
 * Amounts that say how they came about. A calculation is a pure function whose result carries its trace: the page, the annex of the letter
 * and the expected value of a test are drawn from it. Arithmetic is exact (decimal.js); cents are rounded once, where the trace says so,
 * half away from zero.
 */
import { Decimal } from 'decimal.js';
import type { Day } from './calendar.ts';

/** `euros`: with all its decimals, not rounded yet. */
export type TracedUnit = 'cents' | 'euros' | 'count' | 'full-times' | 'hours' | 'kilometres' | 'days';

/** Where a value that is not computed comes from. */
export type Origin =
  | { kind: 'declared' }
  /** In force on that day. */
  | { kind: 'parameter'; code: string; on: Day }
  | { kind: 'scale'; version: string; code: string }
  | { kind: 'rule'; source: string }
  /** By hand, with a reason. */
  | { kind: 'agent'; reason: string };

export interface Traced {
  /** What it is, in code: « fees », « fees.2026-09-03 ». */
  code: string;
  value: Decimal;
  unit: TracedUnit;
  how:
    | { by: 'given'; from: Origin }
    | { by: 'sum' | 'product' | 'least'; of: readonly Traced[] }
    /** The first less the second. */
    /** To the cent. */
    | { by: 'rounding'; of: readonly [Traced] };
}

export const given = (code: string, value: Decimal.Value, unit: TracedUnit, from: Origin): Traced => ({
  code,
  value: new Decimal(value),
  unit,
  how: { by: 'given', from },
});
export const sum = (code: string, unit: TracedUnit, of: readonly Traced[]): Traced => ({
  code,
  value: of.reduce((total, { value }) => total.plus(value), new Decimal(0)),
  unit,
  how: { by: 'sum', of },
});
export const product = (code: string, unit: TracedUnit, of: readonly Traced[]): Traced => ({
  code,
  value: of.reduce((total, { value }) => total.times(value), new Decimal(1)),
  unit,
  how: { by: 'product', of },
});
export const least = (code: string, of: readonly [Traced, ...Traced[]]): Traced => ({
  code,
  value: Decimal.min(...of.map(({ value }) => value)),
  unit: of[0].unit,
  how: { by: 'least', of },
});
/** Euros with all their decimals become whole cents, half away from zero. */
export const inCents = (code: string, euros: Traced): Traced => ({
  code,
  value: euros.value.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP),
  unit: 'cents',
  how: { by: 'rounding', of: [euros] },
});

/** Whole cents. @throws when the value is no amount in cents */
export function centsOf({ code, value, unit }: Traced): number {
  if (unit !== 'cents' || !value.isInteger()) throw new Error(`${code} is no amount in cents`);
  return value.toNumber();
}

/** The value again, from what is given alone: a trace that does not lead to its own value is a fault. */
export function again({ value, how }: Traced): Decimal {
  switch (how.by) {
    case 'given':
      return value;
    case 'sum':
      return how.of.reduce((total, one) => total.plus(again(one)), new Decimal(0));
    case 'product':
      return how.of.reduce((total, one) => total.times(again(one)), new Decimal(1));
    case 'least':
      return Decimal.min(...how.of.map(again));
    case 'rounding':
      return again(how.of[0]).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP);
    default:
      return how satisfies never;
  }
}

/** As it is kept: values as decimal texts, so that no digit is lost on the way to the database and back. */
export type Kept = Omit<Traced, 'value' | 'how'> & {
  value: string;
  how: { by: 'given'; from: Origin } | { by: Exclude<Traced['how']['by'], 'given'>; of: readonly Kept[] };
};
export const keep = ({ code, value, unit, how }: Traced): Kept => ({
  code,
  value: value.toFixed(),
  unit,
  how: how.by === 'given' ? how : { by: how.by, of: how.of.map(keep) },
});
export const read = ({ value, how, ...rest }: Kept): Traced => ({
  ...rest,
  value: new Decimal(value),
  how: (how.by === 'given' ? how : { by: how.by, of: how.of.map(read) }) as Traced['how'],
});
