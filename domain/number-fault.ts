/** What is wrong with a number as it was typed, and what to write instead. */
import type { TypedRead } from './quantity.ts';

const longest = 30;
export const quoted = (typed: string): string =>
  `« ${typed.length > longest ? `${typed.slice(0, longest)}…` : typed} »`;

export function numberFault(typed: string, refusal: Exclude<TypedRead, { ok: true }>, isWhole: boolean): string {
  switch (refusal.why) {
    case 'unreadable':
      return isWhole
        ? `${quoted(typed)} n'est pas un nombre entier : écrivez-le en chiffres, par exemple 28`
        : `${quoted(typed)} n'est pas un nombre : écrivez-le en chiffres, par exemple 45,90`;
    case 'two-readings':
      return `${quoted(typed)} peut se lire ${refusal.readings.join(' ou ')} : écrivez-le sans point${isWhole ? ' ni virgule' : ' entre les milliers'}`;
    case 'not-whole':
      return `${quoted(typed)} n'est pas un nombre entier : écrivez ${refusal.between.join(' ou ')}`;
    case 'decimals':
      return `${quoted(typed)} a plus de ${String(refusal.most)} décimales`;
    default:
      return refusal satisfies never;
  }
}
