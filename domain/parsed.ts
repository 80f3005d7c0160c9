/** What reading an identifier gives: the normalised value, or why it was refused (the views hold the French sentence of each reason). */
export type Parsed<Reason extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: Reason };

/** The text without the separators people write: space (also the no-break ones that pasting brings), dot, dash, slash (hypothèse). */
export function withoutSeparators(text: string): string {
  return text.replace(/[ \u00a0\u202f./-]/g, '');
}

export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
