/** What may stand in the cell of a child and a day, and how people write it (Guide du milieu d'accueil, 10.1.2). */
import { cleanLine } from '../typed-text.ts';

/** Present, absent for a good reason, absent without one; a whole day, or a half one (five hours at most); closed. */
export const codes = ['P', '½P', 'AJ', '½AJ', 'AI', '½AI', 'F'] as const;
export type Code = (typeof codes)[number];

export const codeWords: Readonly<Record<Code, string>> = {
  'P': 'présence',
  '½P': 'présence, un demi-jour',
  'AJ': 'absence justifiée',
  '½AJ': 'absence justifiée, un demi-jour',
  'AI': 'absence injustifiée',
  '½AI': 'absence injustifiée, un demi-jour',
  'F': 'fermeture',
};

export type Kind = 'present' | 'justified' | 'unjustified' | 'closed';
export const meaningOf: Readonly<Record<Code, { kind: Kind; half: boolean }>> = {
  'P': { kind: 'present', half: false },
  '½P': { kind: 'present', half: true },
  'AJ': { kind: 'justified', half: false },
  '½AJ': { kind: 'justified', half: true },
  'AI': { kind: 'unjustified', half: false },
  '½AI': { kind: 'unjustified', half: true },
  'F': { kind: 'closed', half: false },
};

const half = /^(?:½|1\s*\/\s*2|0[,.]5|d(?:emi)?(?:[-\s]?j(?:our)?)?)\s*/u;
const whole: Readonly<Record<string, 'P' | 'AJ' | 'AI' | 'F'>> = {
  'p': 'P',
  '1': 'P',
  'aj': 'AJ',
  'ai': 'AI',
  'f': 'F',
};

/** As we write them ourselves: a month holds thousands. */
const exact = new Map<string, Code | ''>([['', ''], ...codes.map((code): [string, Code] => [code, code])]);

/**
 * « P », « ½ », « 1/2 P », « 0,5 », « aj », « ½ AJ ». Nothing is guessed: what is no code stays as it was typed.
 * @returns '' for an empty cell; undefined for what is no code
 */
export function readCode(typed: string): Code | '' | undefined {
  const known = exact.get(typed);
  if (known !== undefined) return known;
  const text = cleanLine(typed).toLowerCase().replace(/½/gu, '½');
  if (text === '' || text === '-' || text === '–') return '';
  const isHalf = half.test(text);
  const rest = text.replace(half, '').replace(/[.\s]/gu, '');
  if (isHalf && rest === '') return '½P';
  const code = whole[rest];
  if (!code || (isHalf && (code === 'F' || rest === '1'))) return undefined;
  return isHalf ? (`½${code}` as Code) : code;
}

/** Longest text that a cell keeps, a wrong one included. */
export const longestCell = 12;
