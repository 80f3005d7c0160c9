/** Whether two spellings are one family name: accents, capitals, blanks, hyphens, apostrophes and particles make no difference. */
import { searchable } from '../searchable.ts';

const particles = new Set(
  'd de del della den der des di do du el l la le les t ten ter van vande vander vanden von zu'.split(' '),
);

export function isSameFamilyName(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length === 0 || b.length === 0) return false;
  return a.join('') === b.join('') || core(a) === core(b);
}
const wordsOf = (name: string): string[] => searchable(name).split(' ').filter(Boolean);
/** Without its particles; a name that has nothing else keeps them. */
const core = (words: readonly string[]): string => {
  const left = words.filter((word) => !particles.has(word));
  return (left.length > 0 ? left : words).join('');
};
