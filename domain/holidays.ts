import Holidays from 'date-holidays';

export interface LegalHoliday {
  readonly on: string;
  readonly name: string;
  /** Delays that start before this day are counted without it; nothing: it always counted. */
  readonly countsFrom?: string | null;
  /** Delays that start from this day on are counted without it again; nothing: it goes on counting. */
  readonly countsUntil?: string | null;
}

// Built at the first question: the rules of all countries are loaded with the package, those of Belgium take a few milliseconds to prepare.
let belgium: Holidays | undefined;
const byYear = new Map<number, readonly LegalHoliday[]>();

/**
 * The ten legal holidays of a year, in order, with their French names. Where two fall together (Ascension on 1 May) nine days remain.
 * Source: date-holidays, Belgium, type `public`; its data are CC BY 3.0. Community days (27 September) are not legal holidays and are not counted.
 */
export function legalHolidaysOf(year: number): readonly LegalHoliday[] {
  const known = byYear.get(year);
  if (known) return known;
  belgium ??= new Holidays('BE', { languages: 'fr', types: ['public'] });
  const found = belgium.getHolidays(year, 'fr').map(({ date, name }) => ({ on: date.slice(0, 10), name }));
  byYear.set(year, found);
  return found;
}
