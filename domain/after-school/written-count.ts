/** A number of children as somebody types or pastes it: a zero answers, nothing is none. Pure. */
import { mostChildren } from './counts.ts';

export type CountRead = { value: number | null } | { fault: string };

/** Blanks within are of Excel; letters, signs and decimals are no number of children. */
export function readCount(typed: string): CountRead {
  const digits = typed.replace(/[\s\u00a0\u202f]/gu, '');
  if (digits === '') return { value: null };
  const whole = /^(\d{1,9})(?:[.,]0+)?$/.exec(digits)?.[1];
  if (whole === undefined)
    return {
      fault: digits.startsWith('-')
        ? "Un nombre d'enfants ne peut pas être négatif"
        : `« ${typed.trim().slice(0, 12)} » n'est pas un nombre d'enfants : écrivez-le en chiffres, par exemple 28`,
    };
  return Number(whole) > mostChildren
    ? { fault: `${whole} dépasse ${String(mostChildren)} : écrivez le nombre d'enfants de ce jour` }
    : { value: Number(whole) };
}
