/** Which of many words somebody may have meant who made a slip or two: the words are laid out by length and by the letters they hold. */
import { slipsAllowed, slipsBetween } from '../likeness/near-words.ts';

export interface WordList {
  /** In alphabetical order. */
  sorted: readonly string[];
  byLength: ReadonlyMap<number, readonly { word: string; letters: number }[]>;
}

export function layOutWords(words: Iterable<string>): WordList {
  const sorted = [...new Set(words)].sort();
  const byLength = new Map<number, { word: string; letters: number }[]>();
  for (const word of sorted) {
    const list = byLength.get(word.length);
    const entry = { word, letters: lettersOf(word) };
    if (list) list.push(entry);
    else byLength.set(word.length, [entry]);
  }
  return { sorted, byLength };
}

/** Those that begin with a text of three letters or more, at most `most`. */
export function wordsBeginning(list: WordList, start: string, most = 50): string[] {
  if (start.length < 3) return [];
  let [low, high] = [0, list.sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list.sorted[middle]! < start) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let at = low; at < list.sorted.length && found.length < most; at += 1) {
    const word = list.sorted[at]!;
    if (!word.startsWith(start)) break;
    if (word !== start) found.push(word);
  }
  return found;
}

/** Those within as many slips as a word of this length may hold, the nearest first. */
export function wordsNear(list: WordList, word: string): { word: string; slips: number }[] {
  const most = slipsAllowed(word.length);
  const letters = lettersOf(word);
  const found: { word: string; slips: number }[] = [];
  for (let length = word.length - most; most > 0 && length <= word.length + most; length += 1)
    for (const other of list.byLength.get(length) ?? []) {
      // A slip changes two of the letters that a word holds, at most: most words need no closer look.
      if (bits(letters ^ other.letters) > 2 * most) continue;
      const slips = slipsBetween(word, other.word, most);
      if (slips > 0 && slips <= most) found.push({ word: other.word, slips });
    }
  return found.sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1));
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at) - 97;
    if (code >= 0 && code < 26) letters |= 1 << code;
  }
  return letters;
}

function bits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
