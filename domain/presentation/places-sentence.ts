/** What parents read of the places of a facility. */
import type { Day } from '../days.ts';
import { formatPlainDate } from '../french-dates.ts';
import { ageGroups, covers, daysLeft, placesOn, stepsFrom, type PlacesPeriod } from './places.ts';

export type { PlacesPeriod } from './places.ts';
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
  /** « 1 place dès le 15 février, 3 dès mars, 9 dès septembre » */
  detail?: string;
}

/** More steps than this nobody reads. */
const mostSteps = 4;

/** @param staleAfter days for which a word holds: the parameter `presentation.places-stale` */
export function placesSentence(
  { free, confirmedOn, fullUntil }: PlacesSaid,
  today: Day,
  staleAfter: number,
): PlacesSentence {
  if (confirmedOn === undefined) return { state: 'unknown', title: 'Places non communiquées' };
  if (daysLeft(confirmedOn, today, staleAfter) < 0)
    return {
      state: 'to-confirm',
      title: 'Places à confirmer',
      detail: `il y a plus de ${String(staleAfter)} jours sans nouvelles`,
    };
  const [now = { places: 0 }, ...steps] = stepsFrom(free, today);
  if (now.places > 0) {
    const later = stepsInWords(steps, today);
    return {
      state: 'free',
      title: now.places === 1 ? '1 place disponible' : `${String(now.places)} places disponibles`,
      ...detailOf(later && `puis ${later}`, agesOn(free, today)),
    };
  }
  const [first] = steps;
  if (first)
    return {
      state: 'later',
      title: `Places à partir du ${formatPlainDate(first.from)}`,
      ...detailOf(stepsInWords(steps, first.from, true), agesOn(free, first.from)),
    };
  return {
    state: 'full',
    title:
      fullUntil && fullUntil >= today
        ? `Complet jusqu'au ${formatPlainDate(fullUntil)}`
        : 'Pas de place disponible pour le moment',
  };
}

const detailOf = (...parts: (string | undefined)[]): { detail?: string } => {
  const said = parts.filter((part) => part !== undefined && part !== '');
  return said.length > 0 ? { detail: said.join(' · ') } : {};
};

/** « âge à l'entrée : de 0 à 18 mois », where the places of that day are not for all. */
function agesOn(free: readonly PlacesPeriod[], day: Day): string | undefined {
  const groups = new Set(free.filter((period) => covers(period, day)).map(({ ageGroup }) => ageGroup));
  const [only, ...others] = [...groups];
  if (only === undefined || only === 'all') return undefined;
  if (others.length === 0) return `âge à l'entrée : ${ageGroups[only]}`;
  const each = [...groups].map((group) => {
    const places = placesOn(
      free.filter(({ ageGroup }) => ageGroup === group),
      day,
    );
    return `${String(places)} ${group === 'all' ? 'pour tous les âges' : ageGroups[group]}`;
  });
  return `dont ${each.join(', ')}`;
}

/** « 1 place dès le 15 février, 3 dès mars, plus aucune dès août 2028 ». @param since the day whose year goes without saying */
function stepsInWords(
  steps: readonly { from: Day; places: number }[],
  since: Day,
  withNoun = false,
): string | undefined {
  const shown = steps.slice(0, mostSteps);
  const noun = (places: number): string => (withNoun ? (places === 1 ? ' place' : ' places') : '');
  const words = shown.map(({ from, places }, index) => {
    const year = (shown[index - 1]?.from ?? since).slice(0, 4);
    const count = places === 0 ? 'plus aucune' : `${String(places)}${index === 0 ? noun(places) : ''}`;
    return `${count} dès ${sinceDay(from, year)}`;
  });
  return words.length > 0 ? words.join(', ') : undefined;
}
/** « le 15 février », « mars », « mars 2028 » */
function sinceDay(day: Day, year: string): string {
  const words = formatPlainDate(day);
  const plain = words.endsWith(` ${year}`) ? words.slice(0, -5) : words;
  return day.endsWith('-01') ? plain.replace(/^\S+ /, '') : `le ${plain}`;
}
