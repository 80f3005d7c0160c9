/** A value with its unit: what a rule, a delay, an amount or a rate is given as. Cents are whole; a rate is a fraction (0.0062 is 0,62 %). */
import { addDays, addMonths, addWorkingDays, type Day } from './calendar.ts';
import { formatDuration } from './french-dates.ts';

export const units = ['days', 'working-days', 'months', 'years', 'count', 'cents', 'rate'] as const;
export type Unit = (typeof units)[number];
export interface Quantity {
  value: number;
  unit: Unit;
}

const numbers = new Intl.NumberFormat('fr-BE');
const euros = new Intl.NumberFormat('fr-BE', { style: 'currency', currency: 'EUR' });
const percents = new Intl.NumberFormat('fr-BE', {
  style: 'percent',
  minimumFractionDigits: 0,
  maximumFractionDigits: 4,
});

/** « 30 jours », « 10 jours ouvrables », « 12 mois », « 2 ans », « 1 284 », « 1 234,56 € », « 0,62 % » */
export function inWords({ value, unit }: Quantity): string {
  switch (unit) {
    case 'days':
      return formatDuration({ days: value });
    case 'working-days':
      return formatDuration({ workingDays: value });
    case 'months':
      return formatDuration({ months: value });
    case 'years':
      return formatDuration({ years: value });
    case 'count':
      return numbers.format(value);
    case 'cents':
      return euros.format(value / 100);
    case 'rate':
      return percents.format(value);
    default:
      return unit satisfies never;
  }
}

/** What stands beside the field in which a value is typed. */
export const unitLabels: Readonly<Record<Unit, string>> = {
  'days': 'jours',
  'working-days': 'jours ouvrables',
  'months': 'mois',
  'years': 'ans',
  'count': '',
  'cents': '€',
  'rate': '%',
};

/**
 * The day that lies a delay after another one, without any shift.
 * @throws when the quantity is no delay (count, cents, rate)
 */
export function after(start: Day, { value, unit }: Quantity): Day {
  switch (unit) {
    case 'days':
      return addDays(start, value);
    case 'working-days':
      return addWorkingDays(start, value);
    case 'months':
      return addMonths(start, value);
    case 'years':
      return addMonths(start, value * 12);
    case 'count':
    case 'cents':
    case 'rate':
      throw new Error(`${unit} is not a delay`);
    default:
      return unit satisfies never;
  }
}

/** Least and most that a person may give (hypothèse: wide enough for every rule known, narrow enough for a slip of the keys). */
export const bounds: Readonly<Record<Unit, readonly [least: number, most: number]>> = {
  'days': [0, 1_825],
  'working-days': [0, 500],
  'months': [0, 120],
  'years': [0, 30],
  'count': [0, 1_000_000],
  'cents': [0, 1_000_000_000],
  'rate': [0, 1],
};

/** Decimals that one may type: amounts to the cent, rates to a ten-thousandth of a percent, everything else whole. */
const decimals: Readonly<Record<Unit, number>> = {
  'days': 0,
  'working-days': 0,
  'months': 0,
  'years': 0,
  'count': 0,
  'cents': 2,
  'rate': 4,
};
const shift = (unit: Unit): number => (unit === 'cents' ? 2 : unit === 'rate' ? -2 : 0);

/** As it is typed in its field: « 45 », « 1234,56 », « 0,62 ». */
export const asTyped = ({ value, unit }: Quantity): string =>
  String(Number(`${String(value)}e${String(-shift(unit))}`)).replace('.', ',');

/** The value typed in French (« 45 », « 1 234,56 », « 0,62 »), moved by its text so that no fraction is lost; undefined when it is none of the unit. */
export function parseTyped(text: string, unit: Unit): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(/(€|%)$/, '');
  const written = /^(\d{1,12})(?:[.,](\d+))?$/.exec(plain);
  if (!written || (written[2]?.length ?? 0) > decimals[unit]) return undefined;
  return Number(`${written[1] ?? ''}.${written[2] ?? '0'}e${String(shift(unit))}`);
}
