import { cleanLine } from './typed-text.ts';

/** What reading an identifier gives: the normalised value, or why it was refused (the views hold the French sentence of each reason). */
export type Parsed<Reason extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: Reason };

/** The text without the separators people write: blanks, dots, dashes of any length, slash (hypothèse). Nothing else is dropped. */
export function withoutSeparators(text: string): string {
  return cleanLine(text).replace(/[ ./·\u2010-\u2015\u2212-]/gu, '');
}

export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
