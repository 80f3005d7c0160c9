import type { Day } from '../days.ts';
import type { Month } from '../quarter.ts';
import { centsOf, keep, type Kept } from '../traced.ts';
import type { Line, LineCode, ReasonCode } from './calculation.ts';

/** A place and month of a calculation, as it stands in the table, in the act's content and in the letter. */
export interface KeptPlaceMonth {
  code: LineCode;
  facilityId: string;
  /** Name of the place at the time. */
  place: string;
  month: Month;
  children: Line['children'];
  /** Cents. */
  declared: number;
  retained: number;
  reason: ReasonCode;
  /** Red days that are not kept. */
  left: readonly Day[];
  /** What the agent wrote of it. */
  text?: string;
  trace: { declared: Kept; retained: Kept };
}

export const keepLine = (
  line: Line,
  { place, text }: { place: string; text?: string | undefined },
): KeptPlaceMonth => ({
  code: line.code,
  facilityId: line.facilityId,
  place,
  month: line.month,
  children: line.children,
  declared: centsOf(line.declared),
  retained: centsOf(line.retained),
  reason: line.reason,
  left: line.left,
  ...(text ? { text } : {}),
  trace: { declared: keep(line.declared), retained: keep(line.retained) },
});

/** Of a place, in cents. `balance` below zero: it gives back. */
export interface Due {
  retained: number;
  paid: number;
  balance: number;
}
/** What each place is to be paid still, or to give back: what one gives back pays no other. @param paid so far, by place */
export function duesOf(
  lines: readonly Pick<KeptPlaceMonth, 'facilityId' | 'retained'>[],
  paid: ReadonlyMap<string, number>,
): Map<string, Due> {
  const retained = new Map<string, number>();
  for (const line of lines) retained.set(line.facilityId, (retained.get(line.facilityId) ?? 0) + line.retained);
  return new Map(
    [...retained].map(([id, cents]) => [
      id,
      { retained: cents, paid: paid.get(id) ?? 0, balance: cents - (paid.get(id) ?? 0) },
    ]),
  );
}
export const toPayIn = (dues: ReadonlyMap<string, Due>): number =>
  [...dues.values()].reduce((sum, { balance }) => sum + Math.max(balance, 0), 0);
export const toTakeBackIn = (dues: ReadonlyMap<string, Due>): number =>
  [...dues.values()].reduce((sum, { balance }) => sum + Math.max(-balance, 0), 0);
