/** What an agent is told of a month that was sent: against its enrolment and the same month a year before. Pure; nothing here changes an amount. */
import type { Day } from '../days.ts';
import { isUnlikeYearBefore } from './year-gap.ts';

export interface MonthLooked {
  /** Children enrolled in the month; null where it was not said. */
  enrolled: number | null;
  days: readonly { day: Day; children: number; red: boolean }[];
  /** Children were counted, nothing was asked and nobody has said that the place was open: not declared, so not paid. */
  unsaid?: readonly Day[];
  /** Children of the same month a year before, added up day by day, and on how many days; undefined where none were sent. */
  yearBefore?: { children: number; days: number };
}
export type Anomaly =
  /** More children on those days than are enrolled. */
  | { kind: 'over-enrolled'; days: readonly Day[]; most: number; enrolled: number }
  /** A place that is open and has seen nobody all month. */
  | { kind: 'nobody'; days: number }
  | { kind: 'unsaid'; days: readonly Day[] }
  /** Children of a day on average, now and a year before. */
  | { kind: 'far-from-year-before'; average: number; before: number };

const average = (children: number, days: number): number => (days === 0 ? 0 : children / days);

/** @param yearGap share from which an average is far from that of the year before: parameter `year-gap` */
export function anomaliesOf({ enrolled, days, unsaid = [], yearBefore }: MonthLooked, yearGap: number): Anomaly[] {
  const found: Anomaly[] = [];
  const over = enrolled === null ? [] : days.filter(({ children }) => children > enrolled);
  if (enrolled !== null && over.length > 0)
    found.push({
      kind: 'over-enrolled',
      days: over.map(({ day }) => day),
      most: Math.max(...over.map(({ children }) => children)),
      enrolled,
    });
  const open = days.filter(({ red }) => !red);
  const children = open.reduce((total, day) => total + day.children, 0);
  if (open.length > 0 && children === 0) found.push({ kind: 'nobody', days: open.length });
  if (unsaid.length > 0) found.push({ kind: 'unsaid', days: unsaid });
  const before = yearBefore ? average(yearBefore.children, yearBefore.days) : 0;
  const now = average(children, open.length);
  if (open.length > 0 && isUnlikeYearBefore(now, before, yearGap))
    found.push({ kind: 'far-from-year-before', average: now, before });
  return found;
}
