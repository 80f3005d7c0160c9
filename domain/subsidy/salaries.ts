/** Gross salaries of a quarter: what is missing, and what looks unusual. Nothing unusual holds anything up. Pure. */
import type { PaidMember } from './paid-staff.ts';

export const monthIndexes = [0, 1, 2] as const;
export type MonthIndex = (typeof monthIndexes)[number];
/** In cents; null is not given yet, and nothing was paid is 0. */
export type Salaries = readonly [number | null, number | null, number | null];
export interface SalaryRow extends PaidMember {
  subsidised: boolean;
  cents: Salaries;
  /** The amounts that somebody has said to be exact. */
  exact: Salaries;
}
export interface SalaryLimits {
  /** Share by which two months may differ. */
  gap: number;
  /** Cents of a month at full time. */
  least: number;
  most: number;
}

/** `other`: the month that it is compared with; `proposal`: what was probably meant. */
export type Doubt = { month: MonthIndex } & (
  | { code: 'ten-times' | 'a-tenth'; other: MonthIndex; proposal: number }
  | { code: 'gap'; other: MonthIndex }
  | { code: 'low' | 'high' }
);

/** Of somebody who is to be subsidised: months under contract without an amount. */
export const missingMonths = ({ subsidised, months, cents }: SalaryRow): MonthIndex[] =>
  subsidised ? monthIndexes.filter((at) => months[at] && cents[at] === null) : [];

/** Of each month at most one doubt, the most telling; none of what was said to be exact. */
export function doubtsOf(row: SalaryRow, limits: SalaryLimits): Doubt[] {
  if (!row.subsidised) return [];
  return monthIndexes.flatMap((month) => {
    const cents = row.cents[month];
    if (cents === null || cents === 0 || !row.months[month] || row.exact[month] === cents) return [];
    return findDoubt(row, month, cents, limits) ?? [];
  });
}

/** A slip of the comma is a factor of ten, give or take a rise in pay. */
const isTenth = (small: number, large: number): boolean => large >= small * 8 && large <= small * 12.5;

function findDoubt(
  row: SalaryRow,
  month: MonthIndex,
  cents: number,
  { gap, least, most }: SalaryLimits,
): Doubt | undefined {
  const [less, more] = [full(row, least), full(row, most)];
  const isHigh = (value: number): boolean => more !== undefined && value > more;
  const isLow = (value: number): boolean => less !== undefined && value < less;
  const other = findOther(row, month);
  if (other !== undefined) {
    const beside = row.cents[other]!;
    if (isTenth(beside, cents) && !isLow(cents / 10))
      return { month, code: 'ten-times', other, proposal: Math.round(cents / 10) };
    if (isTenth(cents, beside) && !isHigh(cents * 10)) return { month, code: 'a-tenth', other, proposal: cents * 10 };
    const isComparable = row.whole[month] && row.whole[other];
    if (isComparable && apart(cents, beside) > gap) return { month, code: 'gap', other };
  }
  if (isHigh(cents)) return { month, code: 'high' };
  return row.whole[month] && isLow(cents) ? { month, code: 'low' } : undefined;
}

/** The month to compare with: the nearest; of three, only the one on which the two others do not agree is asked about, of two the later. */
function findOther({ cents }: SalaryRow, month: MonthIndex): MonthIndex | undefined {
  const others = monthIndexes
    .filter((at) => at !== month && (cents[at] ?? 0) > 0)
    .sort((a, b) => Math.abs(a - month) - Math.abs(b - month) || a - b);
  const [one, two] = others;
  if (one === undefined || two === undefined) return one !== undefined && month > one ? one : undefined;
  const isAlone =
    apart(cents[one]!, cents[two]!) < Math.min(apart(cents[month]!, cents[one]!), apart(cents[month]!, cents[two]!));
  return isAlone ? one : undefined;
}
const apart = (one: number, other: number): number => Math.abs(one - other) / Math.max(one, other);
/** What a month at this part of a full-time may be; nothing where the part is not known. */
const full = ({ percent }: SalaryRow, cents: number): number | undefined =>
  percent > 0 ? (cents * percent) / 100 : undefined;

export const totalOf = ({ subsidised, cents, months }: SalaryRow): number =>
  subsidised ? monthIndexes.reduce<number>((total, at) => total + (months[at] ? (cents[at] ?? 0) : 0), 0) : 0;
