/** The children that an after-school place counts, day by day, and what a count can be. Pure. */
import type { Day } from '../days.ts';
import { monthOf, type Month } from '../quarter.ts';
import { budgetQuarterOf, monthsOfQuarter } from './budget-year.ts';

/** Children of a day. Null: nothing was said, which is not zero. */
export interface Counted {
  nursery: number | null;
  primarySchool: number | null;
  /** One sum for both, as the software of communes gives it: the two others are then null. */
  together: number | null;
  /** Among them, those of positive differentiation (arrêté « accueil extrascolaire »); counted where the place has any. */
  positive: number | null;
  /** Before school: beside the others, never among them (hypothèse: only what is after school is subsidised). */
  morning: number | null;
}
export const origins = ['typed', 'import', 'api'] as const;
export type Origin = (typeof origins)[number];

export interface DayCounts extends Counted {
  /** The place says that it was open on a day for which nothing is asked. */
  openAnyway: boolean;
  origin: Origin;
  /** What the next change must have seen; 0 where nothing is kept yet. */
  version: number;
}
/** Children inscribed for a month: distinct ones, not presences. */
export interface EnrolledMonth {
  nursery: number | null;
  primary: number | null;
  version: number;
}
export interface PlaceCounts {
  months: ReadonlyMap<Month, EnrolledMonth>;
  days: ReadonlyMap<Day, DayCounts>;
}
export const noCounts: PlaceCounts = { months: new Map(), days: new Map() };
export const nothingCounted: Counted = {
  nursery: null,
  primarySchool: null,
  together: null,
  positive: null,
  morning: null,
};

/** The calendar of schools is known from then on: which days were asked for before, nobody could tell. */
export const firstCountedMonth: Month = '2025-10';
/** Months to come are open to the end of the quarter that runs: who is inscribed may be known, nobody is counted in advance. */
export const lastCountedMonth = (today: Day): Month => monthsOfQuarter(budgetQuarterOf(monthOf(today)))[2];
export const isCountedMonth = (month: Month, today: Day): boolean =>
  month >= firstCountedMonth && month <= lastCountedMonth(today);
/** As many children as a place may count in a day or a month: more is a slip of the key. */
export const mostChildren = 999;

export const sections = ['nursery', 'primarySchool'] as const;
export type Section = (typeof sections)[number];
type Inscribed = Pick<EnrolledMonth, 'nursery' | 'primary'>;
export const enrolledIn = (enrolled: Inscribed | undefined, section: Section): number | null =>
  (section === 'nursery' ? enrolled?.nursery : enrolled?.primary) ?? null;

/** The sections that a day is counted in: a place that says to have nobody inscribed in one is not asked for it. */
export function sectionsAsked(enrolled: Inscribed | undefined): readonly Section[] {
  const asked = sections.filter((section) => enrolledIn(enrolled, section) !== 0);
  return asked.length > 0 ? asked : sections;
}

/** Children present after school; null where nothing was said. */
export function presentOf({ nursery, primarySchool, together }: Counted): number | null {
  if (together !== null) return together;
  return nursery === null && primarySchool === null ? null : (nursery ?? 0) + (primarySchool ?? 0);
}

/** Whether the day is answered: 0 answers, an empty cell does not. */
export const isGiven = (counted: Counted | undefined, enrolled: Inscribed | undefined): boolean =>
  counted !== undefined &&
  (counted.together !== null || sectionsAsked(enrolled).every((section) => counted[section] !== null));

/**
 * What was typed, over what stood there: a field that the form did not have stays as it was, except that both ways of counting exclude each other, and
 * the form has the fields of one of them.
 */
export function typedOver(stood: Counted, typed: Partial<Counted>): Counted {
  const { nursery, primarySchool, together, positive, morning } = { ...stood, ...typed };
  const [hasSections, hasSum] = ['nursery' in typed || 'primarySchool' in typed, 'together' in typed];
  return {
    nursery: hasSum && !hasSections ? null : nursery,
    primarySchool: hasSum && !hasSections ? null : primarySchool,
    together: hasSections && !hasSum ? null : together,
    positive,
    morning,
  };
}

export const isBlank = (counted: Counted): boolean =>
  presentOf(counted) === null && counted.positive === null && counted.morning === null;

/** What cannot be, whoever says it: screen, file or software. */
export type CountFault = 'not-a-count' | 'both-ways' | 'positive-beyond';

export function faultOf(counted: Counted): CountFault | undefined {
  const { nursery, primarySchool, together, positive } = counted;
  const isCount = (value: number | null): boolean =>
    value === null || (Number.isInteger(value) && value >= 0 && value <= mostChildren);
  if (![nursery, primarySchool, together, positive, counted.morning].every(isCount)) return 'not-a-count';
  if (together !== null && (nursery !== null || primarySchool !== null)) return 'both-ways';
  return positive !== null && positive > (presentOf(counted) ?? 0) ? 'positive-beyond' : undefined;
}
export function faultInWords(fault: CountFault, counted: Counted): string {
  switch (fault) {
    case 'not-a-count':
      return `Écrivez un nombre d'enfants, de 0 à ${String(mostChildren)}`;
    case 'both-ways':
      return 'Ce jour a déjà une somme : donnez la maternelle et le primaire, ou leur somme, pas les deux';
    case 'positive-beyond':
      return `${inNumber(counted.positive ?? 0, 'enfant', 'enfants')} en différenciation positive, mais ${inNumber(presentOf(counted) ?? 0, 'présent', 'présents')} : corrigez l'un des deux nombres`;
    default:
      return fault satisfies never;
  }
}
const inNumber = (count: number, one: string, more: string): string => `${String(count)} ${count < 2 ? one : more}`;
