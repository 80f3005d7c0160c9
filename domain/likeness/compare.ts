/** How alike two names are, and why; among all the names there are, for a word that all bear tells nothing. */
import type { Name } from './name.ts';
import { nearWords, slipsAllowed, slipsBetween } from './near-words.ts';

/** What is known of all names together. */
export interface Vocabulary {
  /** Greater for a word that few names bear. */
  weight: (word: string) => number;
  /** Whether one of two near words is the other, mistyped: a slip is rare, two words that many write are two words. */
  isSlip: (one: string, other: string) => boolean;
  near: ReadonlyMap<string, readonly string[]>;
}
export type Cause = 'same' | 'misspelling' | 'order' | 'shorter' | 'initials';
/** `strong`: one name. `weak`: to be looked at by somebody. */
export interface Likeness {
  strength: 'strong' | 'weak' | 'none';
  /** 0 to 1. */
  score: number;
  cause: Cause;
}

/** Below, two names have too little in common to be shown side by side (hypothèse). */
const worthShowing = 0.35;
/** What a shorter name must have of the longer one to resemble it (hypothèse). */
const enoughOfIt = 0.35;
/** A slip occurs at this share of those who write the word, at most (hypothèse). */
const slipShare = 0.25;

/** @param names each with how many operators write it */
export function vocabularyOf(names: readonly { name: Name; operators: number }[]): Vocabulary {
  const bearing = new Map<string, number>();
  const writing = new Map<string, number>();
  for (const { name, operators } of names)
    for (const word of name.words) {
      bearing.set(word, (bearing.get(word) ?? 0) + 1);
      writing.set(word, (writing.get(word) ?? 0) + operators);
    }
  return {
    weight: (word) => Math.log(1 + names.length / (bearing.get(word) ?? 1)),
    isSlip(one, other) {
      const [few, many] = [writing.get(one) ?? 0, writing.get(other) ?? 0].sort((left, right) => left - right) as [
        number,
        number,
      ];
      return few <= Math.max(1, many * slipShare * (Math.min(one.length, other.length) < 5 ? 0.2 : 1));
    },
    near: nearWords(bearing.keys()),
  };
}

export function compareNames(one: Name, other: Name, vocabulary: Vocabulary): Likeness {
  const apart = differentTowns(one, other) || differentMarks(one, other);
  const strong = apart ? 'weak' : 'strong';
  if (one.key === other.key) {
    const cause = one.joined === other.joined ? 'same' : 'order';
    return { strength: strong, score: 1, cause };
  }
  const { both, onlyOne, onlyOther, slipped } = share(one, other, vocabulary);
  const score = (2 * both) / (2 * both + onlyOne + onlyOther || 1);
  if (onlyOne === 0 && onlyOther === 0)
    return { strength: strong, score: 0.98, cause: slipped ? 'misspelling' : 'order' };
  if (one.count !== other.count && areRunTogether(one, other))
    return { strength: strong, score: 0.95, cause: 'misspelling' };
  if (isInitials(one, other) || isInitials(other, one)) {
    const isLong = Math.min(one.joined.length, other.joined.length) >= 4;
    return { strength: isLong ? strong : 'weak', score: 0.9, cause: 'initials' };
  }
  if (onlyOne === 0 || onlyOther === 0) {
    const share = both / (both + onlyOne + onlyOther);
    return { strength: share >= enoughOfIt ? 'weak' : 'none', score: Math.min(0.9, score), cause: 'shorter' };
  }
  return {
    strength: score >= worthShowing ? 'weak' : 'none',
    score: score * 0.9,
    cause: slipped ? 'misspelling' : 'shorter',
  };
}

/** The weights of the words both have, give or take a slip, and of those that one alone has. */
function share(one: Name, other: Name, { weight, near, isSlip }: Vocabulary) {
  const left = new Set(other.words);
  let [both, onlyOne, slipped] = [0, 0, false];
  const unmatched: string[] = [];
  for (const word of one.words)
    if (left.delete(word)) both += weight(word);
    else unmatched.push(word);
  for (const word of unmatched) {
    const twin = near.get(word)?.find((candidate) => left.has(candidate) && isSlip(word, candidate));
    if (twin === undefined) onlyOne += isTownMistyped(word, other) ? 0 : weight(word);
    else {
      left.delete(twin);
      slipped = true;
      both += Math.min(weight(word), weight(twin));
    }
  }
  const onlyOther = [...left].reduce((sum, word) => sum + (isTownMistyped(word, one) ? 0 : weight(word)), 0);
  return { both, onlyOne, onlyOther, slipped };
}
const isTownMistyped = (word: string, { towns }: Name): boolean =>
  word.length >= 5 && towns.some((town) => slipsBetween(word, town, 1) === 1);

const differentTowns = (one: Name, other: Name): boolean =>
  one.towns.length > 0 && other.towns.length > 0 && !one.towns.some((town) => other.towns.includes(town));
/** « niveau 2 » is not « niveau 1 », nor the module of no level or age. */
const differentMarks = (one: Name, other: Name): boolean => one.marks.join() !== other.marks.join();
/** « Horizonenfance », also where the other's words stand the other way round. */
function areRunTogether(one: Name, other: Name): boolean {
  const most = slipsAllowed(Math.min(one.joined.length, other.joined.length));
  const turned = ({ words: [first, second, third] }: Name): string[] =>
    first && second && !third ? [second + first] : [];
  return [one.joined, ...turned(one)].some((left) =>
    [other.joined, ...turned(other)].some((right) => slipsBetween(left, right, most) <= most),
  );
}
const isInitials = (short: Name, long: Name): boolean =>
  short.words.length === 1 && long.words.length > 1 && long.initials.includes(short.words[0] ?? '');
