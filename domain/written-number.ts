/**
 * A number as people write it, to the letter: no sign of it is dropped. A comma is the French decimal mark; a dot may be one, or stand
 * between thousands, as a Belgian account writes them: where both readings are possible, neither is taken.
 */
import { cleanLine } from './typed-text.ts';

/** Decimal digits as texts, so that no fraction is lost; `decimals` without the zeros that say nothing. */
export interface Written {
  negative: boolean;
  whole: string;
  decimals: string;
}
export type NumberRead =
  | ({ ok: true } & Written)
  | { ok: false; why: 'unreadable' }
  /** « 1.234 » */
  | { ok: false; why: 'two-readings'; readings: readonly [string, string] };

const grouped = (mark: string): RegExp => new RegExp(`^[1-9]\\d{0,2}(?:${mark}\\d{3})+$`);
const [bySpace, byApostrophe, byDot, byComma] = [' ', "['’]", '\\.', ','].map(grouped) as [
  RegExp,
  RegExp,
  RegExp,
  RegExp,
];
const isGrouped = (text: string): boolean => [bySpace, byApostrophe, byDot, byComma].some((one) => one.test(text));

export function readNumber(typed: string): NumberRead {
  const signed = /^(?<sign>[+\-\u2212\u2010-\u2013]?) ?(?<text>.*)$/u.exec(cleanLine(typed))?.groups ?? {};
  const { sign = '', text = '' } = signed;
  const negative = sign !== '' && sign !== '+';
  const exact = (whole: string, decimals = ''): NumberRead => ({
    ok: true,
    negative,
    whole: whole.replace(/[^\d]/g, '').replace(/^0+(?=\d)/, ''),
    decimals: decimals.replace(/0+$/, ''),
  });
  if (/^\d+$/.test(text)) return exact(text);
  if (bySpace.test(text) || byApostrophe.test(text)) return exact(text);
  // One mark and three figures: thousands or thousandths. A comma is French for the second; both are said where it matters.
  if (/^[1-9]\d{0,2}[.]\d{3}$/.test(text)) return { ok: false, why: 'two-readings', readings: readingsOf(text) };
  if (byDot.test(text) || (byComma.test(text) && text.split(',').length > 2)) return exact(text);
  const split = /^(?<whole>.*\d)(?<mark>[.,])(?<decimals>\d+)$/.exec(text)?.groups;
  if (!split) return { ok: false, why: 'unreadable' };
  const { whole = '', mark = '', decimals = '' } = split;
  if (/^\d+$/.test(whole) || (isGrouped(whole) && !whole.includes(mark))) return exact(whole, decimals);
  return { ok: false, why: 'unreadable' };
}

const readingsOf = (text: string): readonly [string, string] => [
  text.replace('.', ' '),
  text.replace('.', ',').replace(/,?0+$/, ''),
];

/** « 1 234,5 », as one says it back. */
export const say = ({ negative, whole, decimals }: Written): string =>
  `${negative ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}${decimals ? `,${decimals}` : ''}`;
