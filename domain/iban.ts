// Bank account numbers (ISO 13616), of any SEPA country: hypothèse, the sources only show Belgian ones.
import { composeIBAN, friendlyFormatIBAN, isSEPACountry, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import { withoutSeparators, type Parsed } from './parsed.ts';

export type IbanRefusal = 'empty' | 'characters' | 'country' | 'length' | 'check';

/** Reads an IBAN written with or without separators, in capitals or not; the value is without separators, in capitals. */
export function parseIban(text: string): Parsed<IbanRefusal> {
  const bare = withoutSeparators(text);
  if (bare === '') return { ok: false, reason: 'empty' };
  if (!/^[A-Za-z0-9]+$/.test(bare)) return { ok: false, reason: 'characters' };
  const value = bare.toUpperCase();
  if (!isSEPACountry(value.slice(0, 2))) return { ok: false, reason: 'country' };
  const { valid, errorCodes } = validateIBAN(value);
  if (valid) return { ok: true, value };
  return { ok: false, reason: errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength) ? 'length' : 'check' };
}

/** « BE68 5390 0754 7034 ». */
export function formatIban(iban: string): string {
  return friendlyFormatIBAN(iban) ?? iban;
}

/** « BE68 •••• •••• 7034 », never broken over two lines: what a list may show. As long for every number, of whatever country. */
export const maskIban = (iban: string): string => [iban.slice(0, 4), '••••', '••••', iban.slice(-4)].join('\u00a0');

/** A valid Belgian IBAN for tests and demonstration data, from the first ten digits of its account number. */
export function makeBelgianIban(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 9_999_999_999)
    throw new RangeError('A Belgian account number starts with ten digits');
  const bban = String(n).padStart(10, '0') + String(n % 97 || 97).padStart(2, '0');
  const iban = composeIBAN({ countryCode: 'BE', bban });
  if (!iban) throw new RangeError('No IBAN can be composed');
  return iban;
}
