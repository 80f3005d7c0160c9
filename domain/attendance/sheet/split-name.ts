/** A name and a first name that stand in one cell. */
import { searchable } from '../../searchable.ts';
import { readName, wrong, type CellRead } from '../../sheet/read-cells.ts';

export interface Named {
  familyName: string;
  firstName: string;
}

/** What begins a family name that has several words. */
const particles = new Set(
  'd da das de del den der des di dos du el al ben bin la le les mac o saint sainte st t ten ter van vanden vander von zu'.split(
    ' ',
  ),
);

/**
 * « Lambert, Ada », « LAMBERT Ada », « Van den Berghe Louis ». Where more than one cut is possible, nothing is guessed: one is proposed.
 * @param isReversed the first name comes first
 * @param known whose names are known to be cut so
 */
export function splitName(
  text: string,
  isReversed: boolean,
  known: readonly Named[],
): CellRead<Named, 'name-order' | 'unreadable' | 'too-long'> {
  const there = known.find(({ familyName, firstName }) => {
    const written = searchable(text);
    return written === searchable(`${familyName} ${firstName}`) || written === searchable(`${firstName} ${familyName}`);
  });
  if (there) return { value: { familyName: there.familyName, firstName: there.firstName } };
  const cut = cutOf(text, isReversed);
  if (!cut) return wrong('name-order', `Écrivez le nom et le prénom, séparés par une virgule : « Lambert, Ada »`);
  if (!cut.isSure)
    return wrong(
      'name-order',
      'Où finit le nom, où commence le prénom ? Séparez-les par une virgule',
      `${cut.familyName}, ${cut.firstName}`,
    );
  for (const part of [cut.familyName, cut.firstName]) {
    const read = readName(part);
    if ('wrong' in read) return wrong(read.wrong.kind === 'too-long' ? 'too-long' : 'unreadable', read.wrong.sentence);
  }
  return { value: { familyName: cut.familyName, firstName: cut.firstName } };
}

function cutOf(text: string, isReversed: boolean): (Named & { isSure: boolean }) | undefined {
  const [before = '', after, ...more] = text.split(',').map((part) => part.trim());
  if (after !== undefined)
    return before && after && more.length === 0 ? { familyName: before, firstName: after, isSure: true } : undefined;
  const words = text.split(' ');
  if (words.length < 2) return undefined;
  const capitals = words.filter(isCapitals);
  const others = words.filter((word) => !isCapitals(word));
  // Capitals for the name, as most programs write it.
  if (capitals.length > 0 && others.length > 0 && (isCapitals(words[0]!) || isCapitals(words.at(-1)!)))
    return { familyName: capitals.join(' '), firstName: others.join(' '), isSure: true };
  if (isReversed) return { familyName: words.slice(1).join(' '), firstName: words[0]!, isSure: words.length === 2 };
  let at = 0;
  while (at < words.length - 2 && particles.has(searchable(words[at]!))) at += 1;
  return {
    familyName: words.slice(0, at + 1).join(' '),
    firstName: words.slice(at + 1).join(' '),
    isSure: words.length === at + 2,
  };
}
const isCapitals = (word: string): boolean => word.length > 1 && /\p{Lu}{2}/u.test(word) && word === word.toUpperCase();
