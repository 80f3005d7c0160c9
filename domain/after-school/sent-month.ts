/** A month that was sent, as it was sent: what has changed since in schedules, agreements and calendars is not of it. Pure. */
import type { Day } from '../days.ts';
import type { DayCounts, PlaceCounts } from './counts.ts';
import type { RedOn } from './month-standing.ts';
import { notRequired, type PlaceCalendar } from './required-days.ts';
import type { SnapshotMonth } from './snapshot.ts';

/** @param counts of the place, in which the month is replaced by what was sent of it */
export function countsAsSent(counts: PlaceCounts, sent: readonly SnapshotMonth[]): PlaceCounts {
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
export const redWhenSent = ({ days }: SnapshotMonth, calendar: PlaceCalendar): RedOn => {
  const sent = new Map(days.map(({ day, notRequired: why }) => [day, why]));
  return (day: Day) => {
    const why = sent.get(day);
    if (why === null) return undefined;
    return why ?? notRequired(day, calendar) ?? { reason: 'not-asked-then' };
  };
};
