// Numéro de registre national and numéro BIS (NISS): arrêté royal du 8 février 1991; registre national, instructions IT000.
import { createHmac } from 'node:crypto';
import { isDay, type Day } from './calendar.ts';
import { isDigits, withoutSeparators, type Parsed } from './parsed.ts';

export type NationalNumberRefusal =
  | 'empty'
  | 'characters'
  | 'length'
  | 'check' // the check digits fit neither century
  | 'sequence' // 000 and 999 are never assigned
  | 'date'; // no such month or day, or a birth year still to come

type Reading = { century: 1900 | 2000; year: number; month: number; day: number; sequence: number; bis: boolean };

/**
 * Reads a NISS written with or without separators; the value is its 11 digits.
 * The check digits alone tell the century, so a few typing errors (of one digit: under 1 %) give a number that is right in the other
 * century; with `today` those whose birth year is still to come are refused too. An impossible day is refused, unless the day or the month
 * is 00 (unknown) or the number is BIS (hypothèse).
 */
export function parseNationalNumber(text: string, today?: Day): Parsed<NationalNumberRefusal> {
  const value = withoutSeparators(text);
  if (value === '') return { ok: false, reason: 'empty' };
  if (!isDigits(value)) return { ok: false, reason: 'characters' };
  if (value.length !== 11) return { ok: false, reason: 'length' };
  const reading = read(value);
  if (!reading) return { ok: false, reason: 'check' };
  if (reading.sequence === 0 || reading.sequence === 999) return { ok: false, reason: 'sequence' };
  if (!mayBeBirth(reading) || (today !== undefined && reading.year > Number(today.slice(0, 4))))
    return { ok: false, reason: 'date' };
  return { ok: true, value };
}

/** Given by the BCSS to who is not in the national register: the month is raised by 20 (sex unknown) or 40 (sex known). */
export function isBisNumber(niss: string): boolean {
  return Number(niss.slice(2, 4)) >= 20;
}

/** The birth date, when the number says it surely: never from a BIS number, nor where month or day is unknown. */
export function findBirthDay(niss: string): Day | undefined {
  const reading = read(niss);
  if (!reading || reading.bis) return undefined;
  const day = dayText(reading.year, reading.month, reading.day);
  return isDay(day) ? day : undefined;
}

/** « 85.07.30-033.28 », the official form. */
export function formatNationalNumber(niss: string): string {
  return niss.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5');
}

/** « ••.••.••-•••.28 »: what a screen may show. */
export function maskNationalNumber(niss: string): string {
  return `••.••.••-•••.${niss.slice(-2)}`;
}

/**
 * Whether a text holds what is read as a national number: eleven figures together, however they are separated, right or with a slip; among more figures,
 * eleven that are right. A telephone number with its country is none.
 */
export function holdsNationalNumber(text: string): boolean {
  const runs = text.match(/\+?\d(?:[ ./·\u00a0-]{0,2}\d)*/gu) ?? [];
  return runs
    .filter((run) => !run.startsWith('+'))
    .map((run) => run.replace(/\D/gu, ''))
    .some(
      (figures) =>
        figures.length === 11 ||
        Array.from({ length: Math.max(0, figures.length - 10) }, (_, at) => figures.slice(at, at + 11)).some(
          (eleven) => parseNationalNumber(eleven).ok,
        ),
    );
}

/** A text in which somebody may have written one where it does not belong: nine figures and more are not shown. */
export const hideNationalNumbers = (text: string): string => text.replace(/\d(?:[ ./·-]{0,2}\d){8,}/gu, '•••');

/**
 * The key by which a person is found without storing the number: HMAC-SHA-256, 32 bytes.
 * Throws RangeError for what is not 11 digits (parse first) or a pepper under 16 bytes: there are few enough NISS to try them all.
 */
export function hashNationalNumber(niss: string, pepper: string | Buffer): Buffer {
  if (niss.length !== 11 || !isDigits(niss)) throw new RangeError('A national number is hashed as its 11 digits');
  if (Buffer.byteLength(pepper) < 16) throw new RangeError('The pepper must have at least 16 bytes');
  return createHmac('sha256', pepper).update(niss).digest();
}

/** A valid number for tests and demonstration data. `sequence` 1–998: odd for a man, even for a woman. `bis`: whether the sex is known. */
export function makeNationalNumber(of: { birthOn: Day; sequence: number; bis?: 'sex-known' | 'sex-unknown' }): string {
  const year = Number(of.birthOn.slice(0, 4));
  if (!isDay(of.birthOn) || year < 1900 || year > 2099) throw new RangeError('A birth day from 1900 to 2099 is needed');
  if (!Number.isInteger(of.sequence) || of.sequence < 1 || of.sequence > 998)
    throw new RangeError('The sequence runs from 1 to 998');
  const raised = of.bis === 'sex-known' ? 40 : of.bis === 'sex-unknown' ? 20 : 0;
  const month = String(Number(of.birthOn.slice(5, 7)) + raised).padStart(2, '0');
  const first9 = of.birthOn.slice(2, 4) + month + of.birthOn.slice(8) + String(of.sequence).padStart(3, '0');
  return first9 + checkDigits(first9, year < 2000 ? 1900 : 2000);
}

function checkDigits(first9: string, century: 1900 | 2000): string {
  const number = (century === 2000 ? 2_000_000_000 : 0) + Number(first9);
  return String(97 - (number % 97)).padStart(2, '0');
}

function read(niss: string): Reading | undefined {
  const first9 = niss.slice(0, 9);
  const century = ([1900, 2000] as const).find((each) => checkDigits(first9, each) === niss.slice(9));
  if (!century) return undefined;
  const month = Number(niss.slice(2, 4));
  const bis = month >= 20;
  return {
    century,
    bis,
    year: century + Number(niss.slice(0, 2)),
    month: month >= 40 ? month - 40 : bis ? month - 20 : month,
    day: Number(niss.slice(4, 6)),
    sequence: Number(niss.slice(6, 9)),
  };
}

function mayBeBirth({ year, month, day, bis }: Reading): boolean {
  if (month === 0) return true; // the day then only counts the persons of that year
  if (month > 12 || day > 31) return false;
  return bis || day === 0 || isDay(dayText(year, month, day));
}

function dayText(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
