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

/** What is kept of each place, in cents: what it is to be paid in all. */
export function retainedByPlace(
  lines: readonly Pick<KeptPlaceMonth, 'facilityId' | 'retained'>[],
): Map<string, number> {
  const places = new Map<string, number>();
  for (const { facilityId, retained } of lines) places.set(facilityId, (places.get(facilityId) ?? 0) + retained);
  return places;
}
