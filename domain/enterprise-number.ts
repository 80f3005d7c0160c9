// Numéro d'entreprise and numéro d'unité d'établissement of the Banque-Carrefour des Entreprises (BCE).
import { isDigits, withoutSeparators, type Parsed } from './parsed.ts';

export type EnterpriseNumberRefusal = 'empty' | 'characters' | 'length' | 'first-digit' | 'check';

/**
 * Reads an enterprise number; the value is its 10 digits. « BE » before it is accepted, and a number of nine digits gets its leading 0
 * (hypothèse). The first digit is 0 or 1, the last two are 97 − (first eight mod 97).
 */
export function parseEnterpriseNumber(text: string): Parsed<EnterpriseNumberRefusal> {
  const digits = withoutSeparators(text).replace(/^BE/i, '');
  return check(digits.length === 9 ? `0${digits}` : digits, /^[01]/);
}

/** Reads the number of an establishment unit: the same check, first digit 2 to 8 (hypothèse). */
export function parseEstablishmentNumber(text: string): Parsed<EnterpriseNumberRefusal> {
  return check(withoutSeparators(text), /^[2-8]/);
}

/** « 0440.966.354 »; an establishment unit « 2.123.456.789 ». */
export function formatEnterpriseNumber(number: string): string {
  return /^[01]/.test(number)
    ? number.replace(/^(....)(...)(...)$/, '$1.$2.$3')
    : number.replace(/^(.)(...)(...)(...)$/, '$1.$2.$3.$4');
}

/** A valid number for tests and demonstration data, from its first eight digits (1 to 19 999 999). */
export function makeEnterpriseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 19_999_999)
    throw new RangeError('An enterprise number starts with eight digits up to 19999999');
  return String(n).padStart(8, '0') + checkDigits(n);
}

function check(digits: string, first: RegExp): Parsed<EnterpriseNumberRefusal> {
  if (digits === '') return { ok: false, reason: 'empty' };
  if (!isDigits(digits)) return { ok: false, reason: 'characters' };
  if (digits.length !== 10) return { ok: false, reason: 'length' };
  if (!first.test(digits)) return { ok: false, reason: 'first-digit' };
  if (checkDigits(Number(digits.slice(0, 8))) !== digits.slice(8)) return { ok: false, reason: 'check' };
  return { ok: true, value: digits };
}

function checkDigits(first8: number): string {
  return String(97 - (first8 % 97)).padStart(2, '0');
}
