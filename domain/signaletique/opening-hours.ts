/** The hours of a week: what a place says of each day, and what cannot be. Pure. */
import type { Day } from '../calendar.ts';

/** Two hours, « 07:00 » and « 18:30 ». */
export type Period = readonly [from: string, to: string];
/** By day of the week, 1 (Monday) to 7; a day without periods is closed. */
export type Week = Readonly<Record<string, readonly Period[]>>;

export const weekdays = [
  { day: 1, name: 'lundi' },
  { day: 2, name: 'mardi' },
  { day: 3, name: 'mercredi' },
  { day: 4, name: 'jeudi' },
  { day: 5, name: 'vendredi' },
  { day: 6, name: 'samedi' },
  { day: 7, name: 'dimanche' },
] as const;

/** Hours of a week that hold from a day on. `words`: as they were decided, where nobody has laid them out by day yet. */
export interface DatedHours {
  validFrom: Day;
  week: Week;
  words: string | null;
}

/** The hours that hold on a day, in whatever order they come. */
export const hoursOn = <T extends Pick<DatedHours, 'validFrom'>>(versions: readonly T[], day: Day): T | undefined =>
  versions.reduce<T | undefined>(
    (latest, version) =>
      version.validFrom <= day && (!latest || version.validFrom > latest.validFrom) ? version : latest,
    undefined,
  );

export const periodsOf = (week: Week, day: number): readonly Period[] => week[String(day)] ?? [];

/** Why the periods of a day cannot be, in a sentence; undefined when they can. */
export function faultOfPeriods(periods: readonly Period[]): string | undefined {
  const turned = periods.find(([from, to]) => to <= from);
  if (turned)
    return turned[0] === turned[1]
      ? `L'ouverture et la fermeture sont à la même heure (${turned[0]}) : corrigez l'une des deux`
      : `La fermeture (${turned[1]}) est avant l'ouverture (${turned[0]}) : corrigez l'une des deux`;
  const early = periods.findIndex(([from], place) => place > 0 && from <= periods[place - 1]![1]);
  return early < 0
    ? undefined
    : `La deuxième plage commence à ${periods[early]![0]}, avant la fin de la première (${periods[early - 1]![1]}) : séparez-les, ou n'en écrivez qu'une`;
}

const minutes = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));
/** Minutes that a day is open. */
export const openMinutes = (periods: readonly Period[]): number =>
  periods.reduce((sum, [from, to]) => sum + Math.max(0, minutes(to) - minutes(from)), 0);
/** « 11 h 30 » */
export const lengthInWords = (length: number): string =>
  `${String(Math.floor(length / 60))} h ${String(length % 60).padStart(2, '0')}`;

/** Days on which a place is closed, or opens otherwise. */
export interface ExceptionalDays {
  fromOn: Day;
  untilOn: Day;
  /** None: closed. */
  periods: readonly Period[];
}
