/** A word of a list, found as people write it; and the one they may have meant. */
import { searchable } from '../searchable.ts';

export interface Word<Code extends string> {
  code: Code;
  label: string;
  /** Other ways of writing it. */
  also?: readonly string[];
}

/** « Directeur·trice » is also « directeur » and « directrice », « Infirmier·ère » « infirmière », « Assistant·e social·e » both. */
export function spellingsOf(label: string): string[] {
  const pieces = label.split(' ').map((word) => {
    const [before = '', ending] = word.split('·');
    if (ending === undefined) return [word, word];
    const from = ending.length === 1 ? before.length : searchable(before).lastIndexOf(searchable(ending).slice(0, 1));
    return [before, before.slice(0, from) + ending];
  });
  return [label, label.replaceAll('·', ''), ...[0, 1].map((which) => pieces.map((piece) => piece[which]).join(' '))];
}

export function findWord<Code extends string>(typed: string, words: readonly Word<Code>[]): Code | undefined {
  const found = indexed(words).get(plain(typed));
  return found?.size === 1 ? ([...found][0] as Code) : undefined;
}
export const isAmbiguous = (typed: string, words: readonly Word<string>[]): boolean =>
  (indexed(words).get(plain(typed))?.size ?? 0) > 1;

/** A list is read once, however many cells are looked up in it. */
const indexes = new WeakMap<readonly Word<string>[], Map<string, Set<string>>>();
function indexed(words: readonly Word<string>[]): Map<string, Set<string>> {
  const known = indexes.get(words);
  if (known) return known;
  const index = new Map<string, Set<string>>();
  for (const { code, label, also = [] } of words)
    for (const spelling of [code, ...spellingsOf(label), ...also]) {
      const key = plain(spelling);
      index.set(key, (index.get(key) ?? new Set()).add(code));
    }
  indexes.set(words, index);
  return index;
}

/** Of what has no letter and no digit, the signs themselves. */
const plain = (text: string): string => searchable(text) || text.trim();

/** Below, a likeness is chance (hypothèse, tried on functions and names of places). */
const likeEnough = 0.55;

/** The one word that is most like what was typed; undefined where none is, or two are as much. */
export function nearestWord<Code extends string>(typed: string, words: readonly Word<Code>[]): Code | undefined {
  const scored = words
    .map(({ code, label, also = [] }) => ({
      code,
      score: Math.max(...[...spellingsOf(label), ...also].map((spelling) => likeness(typed, spelling))),
    }))
    .sort((one, other) => other.score - one.score);
  const [first, second] = scored;
  return first && first.score >= likeEnough && first.score > (second?.score ?? 0) ? first.code : undefined;
}

/** From 0 to 1: pairs of letters that both have (Dice). */
function likeness(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  const rest = [...right];
  const common = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  });
  return left.length + right.length === 0 ? 0 : (2 * common.length) / (left.length + right.length);
}
const pairsOf = (text: string): string[] =>
  searchable(text)
    .split(' ')
    .flatMap((word) => Array.from({ length: word.length + 1 }, (_, at) => ` ${word} `.slice(at, at + 2)));
