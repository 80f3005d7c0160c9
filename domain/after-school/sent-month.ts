/** A month that was sent, as it was sent: what has changed since in schedules, agreements and calendars is not of it. Pure. */
import type { Day } from '../days.ts';
import type { Month } from '../quarter.ts';
import type { DayCounts, PlaceCounts } from './counts.ts';
import type { RedOn } from './month-standing.ts';
import { notRequired, type PlaceCalendar } from './required-days.ts';
import type { SnapshotMonth } from './snapshot.ts';

/** @param sent the months that are closed; the others are those of today */
export function asSent(
  counts: PlaceCounts,
  calendar: PlaceCalendar,
  sent: readonly SnapshotMonth[],
): { counts: PlaceCounts; redOn: (month: Month) => PlaceCalendar | RedOn } {
  const closed = new Map(sent.map((one) => [one.month, redWhenSent(one, calendar)]));
  return {
    counts: sent.length > 0 ? countsAsSent(counts, sent) : counts,
    redOn: (month) => closed.get(month) ?? calendar,
  };
}

function countsAsSent(counts: PlaceCounts, sent: readonly SnapshotMonth[]): PlaceCounts {
  const [months, days] = [new Map(counts.months), new Map(counts.days)];
  for (const { month, enrolledNursery: nursery, enrolledPrimary: primary, days: sentDays } of sent) {
    months.set(month, { nursery, primary, version: 0 });
    for (const day of [...days.keys()]) if (day.startsWith(month)) days.delete(day);
    for (const { day, notRequired: _, ...counted } of sentDays)
      days.set(day, { ...counted, origin: 'typed', version: 0 } satisfies DayCounts);
  }
  return { months, days };
}

/** A day that was asked for then is; of the others the reason is told by today's calendar, where it has one. */
const redWhenSent = ({ days }: SnapshotMonth, calendar: PlaceCalendar): RedOn => {
  const sent = new Map(days.map(({ day, notRequired: why }) => [day, why]));
  return (day: Day) => {
    const why = sent.get(day);
    if (why === null) return undefined;
    return why ?? notRequired(day, calendar) ?? { reason: 'not-asked-then' };
  };
};
