/** A value with its unit: what a rule, a delay, an amount or a rate is given as. Cents are whole; euros have up to
 * four decimals, for what is paid by the kilometre or the hour; a rate is a fraction (0.0062 is 0,62 %). */
import { addDays, addMonths, addWorkingDays, type Day } from './calendar.ts';
import { formatDuration } from './french-dates.ts';
import { cleanLine } from './typed-text.ts';
import { readNumber, say } from './written-number.ts';

export const units = ['days', 'working-days', 'months', 'years', 'count', 'cents', 'euros', 'rate'] as const;
export type Unit = (typeof units)[number];
export interface Quantity {
  value: number;
  unit: Unit;
}

const numbers = new Intl.NumberFormat('fr-BE');
const euros = new Intl.NumberFormat('fr-BE', { style: 'currency', currency: 'EUR' });
const tariffs = new Intl.NumberFormat('fr-BE', {
  style: 'currency',
  currency: 'EUR',
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
});
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
    case 'euros':
      return tariffs.format(value);
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
  'euros': '€',
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
    case 'euros':
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
  'euros': [0, 10_000],
  'rate': [0, 1],
};

/** Decimals that one may type: amounts to the cent, tariffs to a hundredth of it, rates to a ten-thousandth of a percent, everything else whole. */
const decimals: Readonly<Record<Unit, number>> = {
  'days': 0,
  'working-days': 0,
  'months': 0,
  'years': 0,
  'count': 0,
  'cents': 2,
  'euros': 4,
  'rate': 4,
};
const shift = (unit: Unit): number => (unit === 'cents' ? 2 : unit === 'rate' ? -2 : 0);

/** As it is typed in its field: « 45 », « 1234,56 », « 0,62 »; cents by two, « 42,60 ». */
export function asTyped({ value, unit }: Quantity): string {
  const typed = String(Number(`${String(value)}e${String(-shift(unit))}`)).replace('.', ',');
  return unit === 'cents' ? typed.replace(/,\d$/, '$&0') : typed;
}

export type TypedRead =
  | { ok: true; value: number }
  | { ok: false; why: 'unreadable' }
  | { ok: false; why: 'two-readings'; readings: readonly string[] }
  /** `between`: the whole numbers below and above. */
  | { ok: false; why: 'not-whole'; between: readonly [string, string] }
  | { ok: false; why: 'decimals'; most: number };

/** The value typed in French (« 45 », « 1 234,56 € », « 0,62 % », « 30 jours »), moved by its text so that no fraction is lost. */
export function readTyped(typed: string, unit: Unit): TypedRead {
  const read = readNumber(withoutUnit(cleanLine(typed), unit));
  if (!read.ok) return read;
  const most = decimals[unit];
  if (read.decimals.length > most) {
    if (most > 0) return { ok: false, why: 'decimals', most };
    // One comma and three figures: whoever counts may have meant thousands.
    if (/^[1-9]\d{0,2}$/.test(read.whole) && read.decimals.length === 3)
      return { ok: false, why: 'two-readings', readings: [`${read.whole} ${read.decimals}`, say(read)] };
    const below = BigInt(read.whole);
    const around = read.negative ? [-below - 1n, -below] : [below, below + 1n];
    return { ok: false, why: 'not-whole', between: around.map(String) as [string, string] };
  }
  const value = Number(`${read.whole}.${read.decimals || '0'}e${String(shift(unit))}`);
  return { ok: true, value: read.negative && value !== 0 ? -value : value };
}

function withoutUnit(typed: string, unit: Unit): string {
  const mark =
    unit === 'cents' || unit === 'euros'
      ? /^(?:€|eur)\s*|\s*(?:€|eur|euros?)$/giu
      : unit === 'rate'
        ? /\s*%$/u
        : undefined;
  if (mark) return typed.replace(mark, '');
  const label = unitLabels[unit];
  return label && typed.toLowerCase().endsWith(` ${label}`) ? typed.slice(0, -label.length).trim() : typed;
}
