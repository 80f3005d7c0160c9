/** The bar of one person: recognised, waiting and refused hours side by side, and the mark to reach. In units of an SVG drawing: no style is needed. */
import type { PeriodHours } from '../domain/training-hours.ts';

/** « 6 h », « 7,5 h » */
export const hoursInWords = (hours: number): string => `${hours.toLocaleString('fr-BE')} h`;

export const barWidth = 240;
const round = (value: number): number => Math.round(value * 10) / 10;

/** One scale for all the bars of a page: the longest fits, and the mark never stands at the edge. */
export function barScale(
  periods: readonly (PeriodHours | undefined)[],
  required: number,
): { most: number; mark: number } {
  const longest = Math.max(...periods.map((one) => (one ? one.recognised + one.waiting + one.refused : 0)), 0);
  const most = Math.max(required * 1.3, longest);
  return { most, mark: round((required / most) * barWidth) };
}

export function barOf({ recognised, waiting, refused }: PeriodHours, { most, mark }: { most: number; mark: number }) {
  const wide = (hours: number): number => round((hours / most) * barWidth);
  const [first, second, third] = [wide(recognised), wide(waiting), wide(refused)];
  return {
    width: barWidth,
    /** Its edge is drawn half inside, on both sides. */
    frame: barWidth - 1,
    mark,
    recognised: first,
    waitingAt: first,
    waiting: second,
    refusedAt: round(first + second),
    refused: third,
    label: `${hoursInWords(recognised)} reconnues, ${hoursInWords(waiting)} en attente, ${hoursInWords(refused)} non reconnues`,
  };
}
