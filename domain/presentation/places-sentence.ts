/** What parents read of the places of a facility. */
import { daysBetween, type Day } from '../days.ts';
import { formatPlainDate, formatShortDate } from '../french-dates.ts';

export type AgeGroup = 'all' | '0-18-months' | '18-36-months';
export interface PlacesPeriod {
  ageGroup: AgeGroup;
  from: Day;
  until?: Day | undefined;
  places: number;
}
export interface PlacesSaid {
  free: readonly PlacesPeriod[];
  /** The last word of the facility; absent: it has said nothing. */
  confirmedOn?: Day | undefined;
  fullUntil?: Day | undefined;
}

export type PlacesState = 'free' | 'later' | 'full' | 'to-confirm' | 'unknown';
export interface PlacesSentence {
  state: PlacesState;
  /** « Places à partir du 15 février 2027 » */
  title: string;
  /** « 1 place dès le 15/02/2027, 3 dès le 01/03/2027 » */
  detail?: string;
}

/** After so many days without a word, places are to be confirmed (hypothèse). */
export const staleAfterDays = 90;

export function placesSentence({ free, confirmedOn, fullUntil }: PlacesSaid, today: Day): PlacesSentence {
  if (confirmedOn === undefined) return { state: 'unknown', title: 'Places non communiquées' };
  if (daysBetween(confirmedOn, today) > staleAfterDays)
    return { state: 'to-confirm', title: 'Places à confirmer', detail: 'il y a plus de 90 jours sans nouvelles' };
  const periods = free.filter(({ until }) => until === undefined || until >= today);
  const now = periods.filter(({ from }) => from <= today).reduce((sum, { places }) => sum + places, 0);
  const later = periods.filter(({ from }) => from > today).sort((a, b) => (a.from < b.from ? -1 : 1));
  const detail = later.map(({ from, places }) => `${String(places)} dès le ${formatShortDate(from)}`).join(', ');
  if (now > 0)
    return {
      state: 'free',
      title: now === 1 ? '1 place disponible' : `${String(now)} places disponibles`,
      ...(detail ? { detail: `puis ${detail}` } : {}),
    };
  const [first] = later;
  if (first)
    return { state: 'later', title: `Places à partir du ${formatPlainDate(first.from)}`, detail: `places : ${detail}` };
  return {
    state: 'full',
    title:
      fullUntil && fullUntil >= today
        ? `Complet jusqu'au ${formatPlainDate(fullUntil)}`
        : 'Pas de place disponible pour le moment',
  };
}
