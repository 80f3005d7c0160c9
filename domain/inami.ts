// Numéro INAMI of a doctor: 1 digit of profession, 5 of identity, 2 of check, 3 of qualification (C-CCCCC-KK-QQQ).
import { isDigits, withoutSeparators } from './parsed.ts';

export type InamiRefusal =
  | 'empty'
  | 'characters'
  | 'length'
  | 'qualification-missing' // the short form: « il manque le code de compétence (3 chiffres) »
  | 'profession'; // the first digit of a doctor is 1 (hypothèse)
/** What the subsidy manager is told and may override with a reason (hypothèse): newer ranges may follow other check rules. */
export type InamiWarning = 'check' | 'qualification';
export type ParsedInami =
  | { readonly ok: true; readonly value: string; readonly warnings: readonly InamiWarning[] }
  | { readonly ok: false; readonly reason: InamiRefusal };

/** Reads an INAMI number; the value is its 11 digits. Check: digits 7–8 are 97 − (digits 1–6 mod 97). */
export function parseInami(text: string): ParsedInami {
  const value = withoutSeparators(text);
  if (value === '') return { ok: false, reason: 'empty' };
  if (!isDigits(value)) return { ok: false, reason: 'characters' };
  if (value.length === 8) return { ok: false, reason: 'qualification-missing' };
  if (value.length !== 11) return { ok: false, reason: 'length' };
  if (value[0] !== '1') return { ok: false, reason: 'profession' };
  const warnings: InamiWarning[] = [];
  if (checkDigits(value.slice(0, 6)) !== value.slice(6, 8)) warnings.push('check');
  if (!findQualification(value)) warnings.push('qualification');
  return { ok: true, value, warnings };
}

/** The qualifications expected of a doctor of a milieu d'accueil (hypothèse): 000–009 general practice, 690 paediatrics. */
export function findQualification(inami: string): 'general-practice' | 'paediatrics' | undefined {
  const code = inami.slice(8);
  if (/^00[0-9]$/.test(code)) return 'general-practice';
  return code === '690' ? 'paediatrics' : undefined;
}

/** « 1-12345-78-690 ». */
export function formatInami(inami: string): string {
  return inami.replace(/^(.)(.....)(..)(...)$/, '$1-$2-$3-$4');
}

/** A valid number for tests and demonstration data: `n` 0–99 999, `qualification` three digits. */
export function makeInami(n: number, qualification = '003'): string {
  if (!Number.isInteger(n) || n < 0 || n > 99_999 || !/^[0-9]{3}$/.test(qualification))
    throw new RangeError('Five digits and a qualification of three are needed');
  const first6 = `1${String(n).padStart(5, '0')}`;
  return first6 + checkDigits(first6) + qualification;
}

/** The check digits that would agree with the first six. */
export const expectedCheck = (inami: string): string => checkDigits(inami.slice(0, 6));

function checkDigits(first6: string): string {
  return String(97 - (Number(first6) % 97)).padStart(2, '0');
}
