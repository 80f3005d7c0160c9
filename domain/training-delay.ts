/** How long lines like one's own have waited, and what may honestly be said of it. */
import { addDays, dayOf, type Day, type Instant } from './calendar.ts';

/** Fewer decided lines than this tell nothing (hypothèse). */
export const fewestDecided = 20;
/** Of the last so many days (hypothèse). */
export const lookBackDays = 90;

/** Of the lines decided in the last days: how many, and the days at ONE of the one in the middle and of nine in ten. */
export interface Decided {
  decided: number;
  median: number;
  ninth: number;
}
export type Delay = { known: false } | { known: true; median: number; ninth: number };

export const delayOf = (like: Decided | undefined): Delay =>
  !like || like.decided < fewestDecided
    ? { known: false }
    : { known: true, median: Math.ceil(like.median), ninth: Math.ceil(like.ninth) };

/** The day by which nine in ten are decided; undefined once it has passed: nothing is promised twice. */
export function expectedBy(enteredAt: Instant, delay: Delay, today: Day): Day | undefined {
  if (!delay.known) return undefined;
  const day = addDays(dayOf(enteredAt), delay.ninth);
  return day >= today ? day : undefined;
}

/** « 12 jours », « 3 semaines », « 4 mois »: as one says it. */
export function spanInWords(days: number): string {
  if (days < 14) return days <= 1 ? '1 jour' : `${String(days)} jours`;
  if (days < 60) return `${String(Math.round(days / 7))} semaines`;
  return `${String(Math.round(days / 30.4))} mois`;
}
