/** The places that parents see, laid out so that they are found by a word of their name or street, and around a locality. */
import type { Day } from '../days.ts';
import { grouped } from '../grouped.ts';
import { placesSentence, type PlacesState } from '../presentation/places-sentence.ts';
import { searchable } from '../searchable.ts';
import { hoursOn, type Week } from '../signaletique/opening-hours.ts';
import { readOpeningSentence } from '../signaletique/opening-sentence.ts';
import { centreOf, onSphere, type OnSphere, type Point } from './distance.ts';
import { layOutWords, type WordList } from './near-word.ts';
import { wordsOf } from './words-of.ts';
import { publicKindOf, sheetPath, type EndedPlace, type PublicKind, type PublicPlace } from './public-place.ts';

/** A place with what searching asks of it at every click. */
export interface Found {
  place: PublicPlace;
  path: string;
  kind: PublicKind;
  /** Of its locality; absent where the list of localities does not know it. */
  centre: Point | undefined;
  at: OnSphere | undefined;
  /** Of its name, its street, its number. */
  words: ReadonlySet<string>;
  /** Of its locality, its postcode. */
  whereWords: ReadonlySet<string>;
  week: Week | undefined;
}

/** What a place announces on the day of the index. */
export interface Announced {
  state: PlacesState;
  /** In the order in which parents look for places: free ones first, then by the day from which. */
  rank: string;
}

export interface PlaceIndex {
  today: Day;
  /** Days for which a word about places holds. */
  staleAfter: number;
  /** In the order of their names. */
  all: readonly Found[];
  byNumber: ReadonlyMap<string, Found>;
  ended: ReadonlyMap<string, EndedPlace>;
  byOrganiser: ReadonlyMap<string, readonly Found[]>;
  byWord: ReadonlyMap<string, readonly Found[]>;
  byWhere: ReadonlyMap<string, readonly Found[]>;
  words: WordList;
  /** Reckoned when first asked for, once. */
  announced: (found: Found) => Announced;
}

export function layOutPlace(place: PublicPlace, today: Day): Found {
  const hours = hoursOn(place.hours, today);
  const centre = centreOf(place.postcode, place.locality);
  const text = hours ? hours.words : place.hoursText;
  return {
    place,
    path: sheetPath(place),
    kind: publicKindOf(place.kind),
    centre,
    at: centre && onSphere(centre),
    words: new Set(wordsOf(`${place.name} ${place.street ?? ''} ${place.number}`)),
    whereWords: new Set(wordsOf(`${place.postcode} ${place.locality}`)),
    week: hours && !hours.words ? hours.week : text ? readOpeningSentence(text) : undefined,
  };
}

const inFrench = new Intl.Collator('fr', { numeric: true });
export const compareNames = (a: Found, b: Found): number => inFrench.compare(a.place.name, b.place.name);

export function layOutPlaces(
  places: readonly Found[],
  ended: readonly EndedPlace[],
  { today, staleAfter }: Pick<PlaceIndex, 'today' | 'staleAfter'>,
): PlaceIndex {
  const all = [...places].sort(compareNames);
  const byWord = postings(all, ({ words }) => words);
  return {
    today,
    staleAfter,
    all,
    byNumber: new Map(all.map((found) => [searchable(found.place.number), found])),
    ended: new Map(ended.map((place) => [searchable(place.number), place])),
    byOrganiser: grouped(all, ({ place }) => place.organiser.key),
    byWord,
    byWhere: postings(all, ({ whereWords }) => whereWords),
    words: layOutWords(byWord.keys()),
    announced: reckonOnce({ today, staleAfter }),
  };
}

const byState: readonly PlacesState[] = ['free', 'later', 'full', 'to-confirm', 'unknown'];
function reckonOnce({ today, staleAfter }: Pick<PlaceIndex, 'today' | 'staleAfter'>): PlaceIndex['announced'] {
  const reckoned = new Map<Found, Announced>();
  return (found) => {
    const known = reckoned.get(found);
    if (known) return known;
    const { place } = found;
    const { state } = placesSentence(place, today, staleAfter);
    const first = place.free.map(({ from }) => (from < today ? today : from)).sort()[0] ?? '';
    const rank = place.status === 'suspended' ? '9' : `${String(byState.indexOf(state))} ${first}`;
    const announced = { state, rank };
    reckoned.set(found, announced);
    return announced;
  };
}

function postings(all: readonly Found[], wordsOf: (found: Found) => ReadonlySet<string>): Map<string, Found[]> {
  const lists = new Map<string, Found[]>();
  for (const found of all)
    for (const word of wordsOf(found)) {
      const list = lists.get(word);
      if (list) list.push(found);
      else lists.set(word, [found]);
    }
  return lists;
}
