/** A number of children as somebody types, pastes or sends it in a sheet: a zero answers, nothing is none. One rule for all of them. Pure. */
import { quoted } from '../number-fault.ts';
import { mostChildren } from './counts.ts';

export type CountRead =
  | { value: number | null }
  /** `meant`: the one number in it, where there is one. */
  | { fault: string; kind: 'unreadable' | 'beyond'; meant?: string };

const range = `de 0 à ${String(mostChildren)}`;

/**
 * Blanks within are of Excel: « 1 7 » is 17, and « 31,0 » is 31. Letters, signs and decimals are no number of children; nor is « 1.000 », which may be
 * one or a thousand.
 */
export function readCount(typed: string): CountRead {
  const digits = typed.replace(/[\s\u00a0\u202f]/gu, '');
  if (digits === '') return { value: null };
  const whole = /^\+?(\d+)(?:[.,]0{1,2})?$/.exec(digits)?.[1];
  if (whole !== undefined)
    return Number(whole) > mostChildren
      ? {
          kind: 'beyond',
          fault: `${quoted(whole)} dépasse ${String(mostChildren)} : écrivez un nombre d'enfants ${range}`,
        }
      : { value: Number(whole) };
  const said = quoted(typed.trim());
  if (/^[-\u2212\u2010-\u2013]\d/.test(digits))
    return { kind: 'unreadable', fault: `${said} est négatif : écrivez un nombre d'enfants, ${range}` };
  if (/^\+?\d+[.,]\d+$/.test(digits))
    return { kind: 'unreadable', fault: `${said} n'est pas un nombre entier d'enfants : écrivez-le sans décimales` };
  const meant = /^\D*(\d{1,3})\D*$/u.exec(digits)?.[1];
  return {
    kind: 'unreadable',
    fault: `${said} n'est pas un nombre d'enfants : écrivez-le en chiffres, sans autre signe`,
    ...(meant === undefined ? {} : { meant }),
  };
}
