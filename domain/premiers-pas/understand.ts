/**
 * What somebody means who typed a postcode, a locality, an address or a name into one field: a locality to look around, the places that bear the
 * name, or both where it could be either. What is not certain is said, with what else it could be.
 */
import { everyLocality, type Locality } from '../localities.ts';
import { grouped } from '../grouped.ts';
import { slipsAllowed, slipsBetween } from '../likeness/near-words.ts';
import { articles } from '../likeness/words.ts';
import { middleOf, type Point } from './distance.ts';
import { wordsBeginning, wordsNear } from './near-word.ts';
import type { Found, PlaceIndex } from './place-index.ts';
import { wordsOf } from './words-of.ts';

export interface Centre extends Point {
  postcode: string;
  name: string;
}
export interface Understood {
  /** Where to look around. */
  centre?: Centre | undefined;
  /** The centre was not typed like that: it is what comes nearest. */
  isGuess?: boolean;
  /** Beside the locality there were words which no place bears. */
  hasUnknownWords?: boolean;
  /** What else may have been meant. */
  others: Centre[];
  /** Places that bear the name, the nearest to what was typed first. */
  named?: Found[];
}

/** Words that are said of any place. */
const noise = new Set([
  ...articles,
  ...'creche creches garderie accueillante accueillant accueillants milieu milieux accueil mcae enfants'.split(' '),
]);
/** Centres that are proposed beside each other. */
const mostOthers = 4;

export function understand(typed: string, index: PlaceIndex): Understood {
  const all = wordsOf(typed).slice(0, 12);
  const postcode = all.find((word) => localities().byPostcode.has(word));
  const words = all.filter((word) => word !== postcode);
  const told = words.filter((word) => !noise.has(word));
  const exact = centresNamed([words.join(' '), told.join(' ')], postcode);
  if (exact.length > 0 || (postcode && told.length === 0)) return around(exact, postcode);

  const named = placesBearing(index, told.length > 0 ? told : words, postcode, false);
  const within = localityWithin(words, postcode);
  if (named.length > 0) return { named, others: within.slice(0, 1) };
  if (within.length > 0 || postcode) return { ...around(within, postcode), hasUnknownWords: true };

  const near = centresNear(told.join(' '));
  const slipped = placesBearing(index, told, undefined, true);
  if (slipped.length > 0) return { named: slipped, isGuess: true, others: near.slice(0, mostOthers) };
  return { centre: near[0], isGuess: true, others: near.slice(1, mostOthers) };
}

/** Of several localities of one name the first is looked around, and the others are named. */
function around(centres: readonly Centre[], postcode: string | undefined): Understood {
  const [centre = postcode ? centreOfPostcode(postcode) : undefined, ...others] = centres;
  return { centre, others: others.slice(0, mostOthers) };
}

interface Localities {
  all: readonly { key: string; centre: Centre }[];
  byKey: ReadonlyMap<string, readonly { key: string; centre: Centre }[]>;
  byPostcode: ReadonlyMap<string, readonly Locality[]>;
}
let laidOut: Localities | undefined;
function localities(): Localities {
  if (laidOut) return laidOut;
  const every = everyLocality();
  const all = every.map(({ postcode, name, latitude, longitude }) => ({
    key: wordsOf(name).join(' '),
    centre: { postcode, name, latitude, longitude },
  }));
  return (laidOut = {
    all,
    byKey: grouped(all, ({ key }) => key),
    byPostcode: grouped(every, ({ postcode }) => postcode),
  });
}

const centresNamed = (names: readonly string[], postcode: string | undefined): Centre[] => [
  ...new Set(
    names.flatMap((name) =>
      (localities().byKey.get(name) ?? [])
        .map(({ centre }) => centre)
        .filter((centre) => postcode === undefined || centre.postcode === postcode),
    ),
  ),
];

function centreOfPostcode(postcode: string): Centre | undefined {
  const list = localities().byPostcode.get(postcode) ?? [];
  const [first] = list;
  if (!first) return undefined;
  return {
    postcode,
    name:
      list.length === 1
        ? first.name
        : list
            .map(({ name }) => name)
            .slice(0, 3)
            .join(', '),
    ...middleOf(list),
  };
}

/** The longest run of words that is the name of a locality; of two as long, the last: an address ends with it. */
function localityWithin(words: readonly string[], postcode: string | undefined): Centre[] {
  for (let length = Math.min(4, words.length); length > 0; length -= 1)
    for (let start = words.length - length; start >= 0; start -= 1) {
      const run = words.slice(start, start + length).join(' ');
      const found = run.length > 2 ? centresNamed([run], postcode) : [];
      if (found.length > 0) return found;
    }
  return [];
}

/** Localities that begin with what was typed, or are a slip or two away; the nearest, then the shortest, first. */
function centresNear(typed: string): Centre[] {
  if (typed.length < 3) return [];
  const most = slipsAllowed(typed.length);
  return localities()
    .all.flatMap(({ key, centre }) => {
      const slips = Math.abs(key.length - typed.length) <= most ? slipsBetween(typed, key, most) : most + 1;
      if (slips <= most) return [{ centre, rank: slips, key }];
      return key.startsWith(typed) ? [{ centre, rank: most + 1, key }] : [];
    })
    .sort((a, b) => a.rank - b.rank || a.key.length - b.key.length || (a.key < b.key ? -1 : 1))
    .map(({ centre }) => centre);
}

/** Places of which every word is told, by name, street or number; a word may also say the locality. */
function placesBearing(
  index: PlaceIndex,
  words: readonly string[],
  postcode: string | undefined,
  forgiving: boolean,
): Found[] {
  let left: Map<Found, { slips: number; byName: boolean }> | undefined;
  for (const word of words) {
    const hits = new Map<Found, { slips: number; byName: boolean }>();
    const add = (list: readonly Found[] | undefined, slips: number, byName: boolean): void => {
      for (const found of list ?? []) {
        const before = left?.get(found);
        if (left && !before) continue;
        const sum = (before?.slips ?? 0) + slips;
        const known = hits.get(found);
        if (!known || known.slips > sum) hits.set(found, { slips: sum, byName: byName || (before?.byName ?? false) });
        else if (byName) known.byName = true;
      }
    };
    add(index.byWord.get(word), 0, true);
    add(index.byWhere.get(word), 0, false);
    for (const longer of wordsBeginning(index.words, word)) add(index.byWord.get(longer), 0.5, true);
    if (forgiving)
      for (const { word: near, slips } of wordsNear(index.words, word)) add(index.byWord.get(near), slips, true);
    left = hits;
    if (hits.size === 0) break;
  }
  return [...(left ?? [])]
    .filter(([found, { byName }]) => byName && (!postcode || found.place.postcode === postcode))
    .sort(([a, { slips }], [b, { slips: others }]) => slips - others || (a.place.name < b.place.name ? -1 : 1))
    .map(([found]) => found);
}
