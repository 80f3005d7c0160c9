/** The places that a facility says it has free: how many on a day, in a month, and what two periods may not say together. */
import { addDays, addMonths, daysBetween, type Day } from '../days.ts';
import { formatShortDate } from '../french-dates.ts';

export const ageGroups = {
  'all': 'tous les âges',
  '0-18-months': 'de 0 à 18 mois',
  '18-36-months': 'de 18 à 36 mois',
} as const;
export type AgeGroup = keyof typeof ageGroups;
/** Free from a day on, until another or without an end. The age is the one at which a child enters. */
export interface PlacesPeriod {
  ageGroup: AgeGroup;
  from: Day;
  until?: Day | undefined;
  places: number;
}
/** How many children ONE allows from a day on. */
export interface Capacity {
  from: Day;
  places: number;
}

export const covers = ({ from, until }: PlacesPeriod, day: Day): boolean =>
  from <= day && (until === undefined || day <= until);
const isOver = ({ until }: PlacesPeriod, today: Day): boolean => until !== undefined && until < today;

/** Of all ages together. */
export const placesOn = (periods: readonly PlacesPeriod[], day: Day): number =>
  periods.filter((period) => covers(period, day)).reduce((sum, { places }) => sum + places, 0);

/** The days from `first` on from which another number of places holds, with that number; `first` itself is the first of them. */
export function stepsFrom(periods: readonly PlacesPeriod[], first: Day): { from: Day; places: number }[] {
  const days = periods.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [addDays(until, 1)])]);
  return [...new Set([first, ...days.filter((day) => day > first)])]
    .sort()
    .map((from) => ({ from, places: placesOn(periods, from) }))
    .filter(({ places }, index, steps) => index === 0 || places !== steps[index - 1]?.places);
}

/** Of each month, the most places that are free together on one of its days; the first month counts from `today`. */
export function placesByMonth(
  periods: readonly PlacesPeriod[],
  today: Day,
  months = 12,
): { month: string; places: number }[] {
  const steps = stepsFrom(periods, today);
  const firstOfMonth = `${today.slice(0, 7)}-01`;
  return Array.from({ length: months }, (_, index) => {
    const begins = index === 0 ? today : addMonths(firstOfMonth, index);
    const next = addMonths(firstOfMonth, index + 1);
    const standing = steps.findLast(({ from }) => from <= begins)?.places ?? 0;
    const within = steps.filter(({ from }) => from > begins && from < next).map(({ places }) => places);
    return { month: begins.slice(0, 7), places: Math.max(standing, ...within) };
  });
}

/** Two periods of the same age that share a day: which of the two was meant, nobody could say. */
export const findOverlap = <P extends PlacesPeriod>(periods: readonly P[], period: PlacesPeriod): P | undefined =>
  periods.find(
    (other) =>
      other.ageGroup === period.ageGroup &&
      (other.until === undefined || period.from <= other.until) &&
      (period.until === undefined || other.from <= period.until),
  );

/** The first day from today on which more places are announced than are allowed; days that are over no longer matter. */
export function findExcess(
  periods: readonly PlacesPeriod[],
  capacities: readonly Capacity[],
  today: Day,
): { day: Day; announced: number; allowed: number; lines: PlacesPeriod[] } | undefined {
  const days = [today, ...periods.map(({ from }) => from), ...capacities.map(({ from }) => from)];
  for (const day of [...new Set(days)].sort()) {
    if (day < today) continue;
    const allowed =
      capacities.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0]?.places ?? 0;
    const announced = placesOn(periods, day);
    if (announced > allowed) return { day, announced, allowed, lines: periods.filter((period) => covers(period, day)) };
  }
  return undefined;
}

/**
 * What is left of the periods when a facility says that it is full: until a day, or (undefined) for as far as it knows. Nobody is told at once
 * that there are places and that there are none. What a line said of days that are over stands in the audit.
 */
export function periodsWhenFull<P extends PlacesPeriod>(
  periods: readonly P[],
  today: Day,
  fullUntil: Day | undefined,
): { kept: P[]; moved: { period: P; from: Day }[]; removed: P[] } {
  const result: ReturnType<typeof periodsWhenFull<P>> = { kept: [], moved: [], removed: [] };
  const after = fullUntil === undefined ? undefined : addDays(fullUntil, 1);
  for (const period of periods) {
    if (isOver(period, today) || (after !== undefined && period.from >= after)) result.kept.push(period);
    else if (after !== undefined && (period.until === undefined || period.until >= after))
      result.moved.push({ period, from: after });
    else result.removed.push(period);
  }
  return result;
}

/** How many days the last word still holds: 0 is its last day, a negative number says that parents read « à confirmer ». */
export const daysLeft = (confirmedOn: Day, today: Day, staleAfter: number): number =>
  staleAfter - daysBetween(confirmedOn, today);

export const placesInWords = (places: number): string => `${String(places)} ${places < 2 ? 'place' : 'places'}`;
/** « du 15/02/2027 au 28/02/2027 », « à partir du 01/09/2027 » */
export const periodInWords = ({ from, until }: Pick<PlacesPeriod, 'from' | 'until'>): string =>
  until === undefined
    ? `à partir du ${formatShortDate(from)}`
    : from === until
      ? `le ${formatShortDate(from)}`
      : `du ${formatShortDate(from)} au ${formatShortDate(until)}`;
/** « du 15/02/2027 au 28/02/2027, de 0 à 18 mois, 1 place »: a line as a sentence quotes it. */
export const lineInWords = (period: PlacesPeriod): string =>
  `«\u00a0${periodInWords(period)}, ${ageGroups[period.ageGroup]}, ${placesInWords(period.places)}\u00a0»`;
