/** The words of a name, a street or a locality, with what is usually shortened written out: « St-Servais » is Saint-Servais. Pure. */
import { searchable } from '../searchable.ts';

const whole: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['av', 'avenue'],
  ['bd', 'boulevard'],
]);

export const wordsOf = (text: string): string[] =>
  searchable(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => whole.get(word) ?? word);
