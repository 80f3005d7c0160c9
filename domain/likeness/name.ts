/** A typed name as it is compared: which words tell it from others, and what of it is a town, a level, an age. */
import { isTown } from '../localities.ts';
import { searchable } from '../searchable.ts';
import { slipsBetween } from './near-words.ts';
import { articles, givenNames, halls, hallWords, honorifics, legalForms, moduleNoise, sameWord } from './words.ts';

export interface Name {
  /** Equal for what differs in capitals, accents, articles, legal form, order and plurals. */
  key: string;
  /** All words in one, articles too, as they were typed: « Horizonenfance », and how many they were. */
  joined: string;
  count: number;
  words: readonly string[];
  towns: readonly string[];
  /** « niveau 2 », « 3 12 ans », or both: what differs here is another module, however alike. */
  marks: readonly string[];
  /** Initials of all words, articles with and without, for who writes « CJA ». */
  initials: readonly string[];
}
export type NameKind = 'name' | 'trainer' | 'place';

/** Words of a typed text, letters that stand alone put together: « A.S.B.L. » is one word. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let letters = '';
  const put = (): void => {
    if (letters.length > 1 && !articles.has(letters)) words.push(letters);
    else words.push(...letters.split(''));
    letters = '';
  };
  for (const word of searchable(text.replace(/['’]/g, ' ')).split(' ')) {
    if (/^[a-z]$/.test(word)) letters += word;
    else {
      put();
      if (word) words.push(word);
    }
  }
  put();
  return words;
}

const singular = (word: string): string =>
  word.length > 3 ? word.replace(/(eaux|aux)$/, (end) => (end === 'eaux' ? 'eau' : 'al')).replace(/[sx]+$/, '') : word;

function build(
  words: readonly string[],
  towns: readonly string[],
  marks: readonly string[],
  all: readonly string[],
): Name {
  const said = words.map(singular);
  return {
    key: [[...new Set(said)].sort().join(' '), ...marks].join(' '),
    joined: all.join(''),
    count: all.length,
    words: [...new Set(said)],
    towns,
    marks,
    initials: [...new Set([all.map(([letter]) => letter).join(''), words.map(([letter]) => letter).join('')])].filter(
      ({ length }) => length >= 2,
    ),
  };
}

export function organisationName(text: string): Name {
  const all = wordsOf(text).filter((word) => !legalForms.has(word) && !/^\d{4,}$/.test(word));
  const towns = townsIn(all);
  const left = all.filter((word) => !articles.has(word) && !towns.aside.has(word));
  // « Namur » alone, or « Les Ateliers »: what is left must still be a name.
  return left.length > 0 ? build(left, towns.names, [], all) : build(all, towns.names, [], all);
}

export function moduleName(text: string): Name {
  const all = wordsOf(text)
    .filter((word) => !/^(19|20)\d\d$/.test(word))
    .map((word) => (slipsBetween(word, 'niveau', 1) <= 1 ? 'niveau' : word));
  const levels: string[] = [];
  const rest = all
    .join(' ')
    .replace(/\b(?:niveau|module|partie|degre|volet|n)\s?(\d{1,2}|i{1,3})\b/g, (_said, number: string) => {
      levels.push(number.startsWith('i') ? String(number.length) : number);
      return '';
    });
  const ages = rest.split(' ').filter((word) => /^\d{1,2}$/.test(word));
  const marks = [
    ...(levels.length > 0 ? [`niveau ${levels.join(' ')}`] : []),
    ...(ages.length > 0 ? [`${ages.join(' ')} ans`] : []),
  ];
  const noise = (word: string): boolean =>
    articles.has(word) || /^(\d{1,2}|i{1,3}|niveau|partie|degre|volet|ans|an)$/.test(word);
  const meant = all.filter((word) => !noise(word)).map((word) => sameWord.get(word) ?? word);
  const told = meant.filter((word) => !moduleNoise.has(word));
  return build(told.length > 0 ? told : meant.length > 0 ? meant : all, [], marks, all);
}

/** Whether what was typed as an organisation is a person, or a room. */
export function kindOfName(text: string): NameKind {
  const words = wordsOf(text);
  const [first = '', second = ''] = words;
  if (honorifics.has(first) && words.length <= 4) return 'trainer';
  if (words.length === 2 && givenNames.has(first) && !legalForms.has(second)) return 'trainer';
  if (words.length === 2 && givenNames.has(second) && !halls.has(first)) return 'trainer';
  const { words: inTowns } = townsIn(words);
  const plain = words.filter((word) => !articles.has(word) && !/^\d{4}$/.test(word));
  if (plain.length > 0 && plain.every((word) => inTowns.has(word))) return 'place';
  if (halls.has(first) && plain.slice(1, 3).some((word) => hallWords.has(word) || halls.has(word))) return 'place';
  if (/^(rue|avenue|chaussee|place|boulevard)$/.test(first) || /^hotel de ville\b/.test(words.join(' ')))
    return 'place';
  return /^(salle|gymnase)$/.test(first) && plain.length > 1 ? 'place' : 'name';
}

/** Towns of up to four words: « Louvain la Neuve ». `aside`: those that are no part of the name, as in « Maison des Jeunes de Ciney ». */
function townsIn(words: readonly string[]): {
  names: string[];
  words: ReadonlySet<string>;
  aside: ReadonlySet<string>;
} {
  const names: string[] = [];
  const found = new Set<string>();
  const aside = new Set<string>();
  for (let start = 0; start < words.length; start += 1)
    for (let length = Math.min(4, words.length - start); length > 0; length -= 1) {
      const part = words.slice(start, start + length);
      if (!isTown(part.join(' ')) || (length === 1 && articles.has(part[0] ?? ''))) continue;
      names.push(part.join(' '));
      part.forEach((word) => found.add(word));
      if (!/^(de|d)$/.test(words[start - 1] ?? '')) part.forEach((word) => aside.add(word));
      start += length - 1;
      break;
    }
  return { names, words: found, aside };
}
