/** How many full-times a crèche is subsidised for, by its places (arrêté du 19 décembre 2025, art. 98, en vigueur le 1er janvier 2026). */

/** Staff whose full-times have a norm; the direction has none (hypothèse). */
export const normedGroups = ['pms', 'childcare'] as const;
export type NormedGroup = (typeof normedGroups)[number];

const pms = (places: number): number => {
  if (places < 21) return 0;
  if (places < 42) return 0.5;
  return 1 + 0.5 * Math.floor((places - 42) / 14);
};

const childcareBands: readonly [from: number, fullTimes: number][] = [
  [14, 2.5],
  [21, 3],
  [25, 3.5],
  [28, 4],
  [32, 4.5],
  [35, 5],
  [39, 5.5],
];
/** The text was found up to 41 places; beyond, half a full-time for each 3,5 places (hypothèse). */
const childcare = (places: number): number => {
  if (places >= 42) return 6 + 0.5 * Math.floor((places - 42) / 3.5);
  return childcareBands.findLast(([from]) => places >= from)?.[1] ?? 0;
};

/** @param places authorised, a whole number from 0 @returns full-times, in halves */
export const normOf = (group: NormedGroup, places: number): number =>
  group === 'pms' ? pms(places) : childcare(places);
