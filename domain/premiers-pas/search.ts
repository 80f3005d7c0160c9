/** Searching for a place: around somewhere or by name, by kind, free places and hours; what is counted beside each choice, and what is near where nothing is. */
import { addMonths, type Day } from '../days.ts';
import type { PlacesPeriod } from '../presentation/places.ts';
import { periodsOf } from '../signaletique/opening-hours.ts';
import { chordBetween, chordOf, distanceOfChord, onSphere, type Point } from './distance.ts';
import { compareNames, type Found, type PlaceIndex } from './place-index.ts';
import type { PublicKind } from './public-place.ts';
import { understand, type Understood } from './understand.ts';

export const distances = [2, 5, 10, 20, 50] as const;
export const usualDistance = 5;
export const whens = ['maintenant', 'six-mois', 'date'] as const;
export const ages = ['moins-18', 'plus-18'] as const;
export const sorts = ['distance', 'places', 'nom'] as const;

export interface Criteria {
  text: string;
  kilometres: number;
  /** None: of any kind. */
  kinds: readonly PublicKind[];
  when?: (typeof whens)[number] | undefined;
  /** With `when: 'date'`. */
  on?: Day | undefined;
  age?: (typeof ages)[number] | undefined;
  /** « 07:00 »: open by then on each day of the week on which it opens; and until then. */
  opensBy?: string | undefined;
  closesFrom?: string | undefined;
  sort: (typeof sorts)[number];
  page: number;
}
export interface Hit {
  found: Found;
  /** Undefined without a centre. */
  kilometres: number | undefined;
}
export interface Results {
  understood: Understood;
  /** Of the page. */
  hits: Hit[];
  total: number;
  page: number;
  pages: number;
  /** How many there would be with each choice, the others staying as they are. */
  counts: { kinds: Record<PublicKind, number>; when: Record<'maintenant' | 'six-mois' | 'any', number> };
  /** Where nothing is found: the nearest that would do, beyond the distance. */
  beyond: Hit[];
}

export const hitsPerPage = 10;
const mostBeyond = 3;

export function search(criteria: Criteria, index: PlaceIndex): Results {
  const understood = understand(criteria.text, index);
  const { centre, named } = understood;
  const pool = named ?? (centre ? index.all : []);
  const inReach = within(pool, centre, criteria.kilometres);
  const fits = (hit: Hit, but?: 'kinds' | 'when'): boolean =>
    (but === 'kinds' || criteria.kinds.length === 0 || criteria.kinds.includes(hit.found.kind)) &&
    (but === 'when' || !criteria.when || isFree(hit.found, criteria, index)) &&
    isOpen(hit.found, criteria);
  const hits = inReach.filter((hit) => fits(hit));
  const sorted = named && criteria.sort === 'distance' ? hits : hits.sort(orderOf(criteria, index));
  const pages = Math.max(1, Math.ceil(sorted.length / hitsPerPage));
  const page = Math.min(Math.max(1, criteria.page), pages);
  const ofKind = inReach.filter((hit) => fits(hit, 'kinds'));
  const atAnyTime = inReach.filter((hit) => fits(hit, 'when'));
  const count = (kind: PublicKind): number => ofKind.filter(({ found }) => found.kind === kind).length;
  const countFree = (when: 'maintenant' | 'six-mois'): number =>
    atAnyTime.filter(({ found }) => isFree(found, { ...criteria, when }, index)).length;
  return {
    understood,
    hits: sorted.slice((page - 1) * hitsPerPage, page * hitsPerPage),
    total: sorted.length,
    page,
    pages,
    counts: {
      kinds: {
        'subventionne': count('subventionne'),
        'non-subventionne': count('non-subventionne'),
        'independant': count('independant'),
      },
      when: { 'maintenant': countFree('maintenant'), 'six-mois': countFree('six-mois'), 'any': atAnyTime.length },
    },
    beyond:
      sorted.length > 0 || !centre
        ? []
        : nearest(
            within(pool, centre, Infinity).filter((hit) => fits(hit)),
            mostBeyond,
          ),
  };
}

function within(pool: readonly Found[], centre: Point | undefined, kilometres: number): Hit[] {
  if (!centre) return pool.map((found) => ({ found, kilometres: undefined }));
  const [here, farthestChord] = [onSphere(centre), chordOf(kilometres)];
  const hits: Hit[] = [];
  for (const found of pool) {
    const chord = found.at ? chordBetween(here, found.at) : Infinity;
    if (chord <= farthestChord) hits.push({ found, kilometres: distanceOfChord(chord) });
  }
  return hits;
}

const farthest = (kilometres: number | undefined): number => kilometres ?? Number.POSITIVE_INFINITY;
const nearest = (hits: readonly Hit[], most: number): Hit[] =>
  [...hits].sort((a, b) => farthest(a.kilometres) - farthest(b.kilometres)).slice(0, most);

/** The nearest places to one that is no more. */
export function neighboursOf(postcode: string, locality: string, index: PlaceIndex): Hit[] {
  const { centre } = understand(`${postcode} ${locality}`, index);
  if (!centre) return [];
  const open = index.all.filter(({ place }) => place.status === 'open');
  return nearest(within(open, centre, Infinity), mostBeyond);
}

/** Whether a place is announced free when it is wished; a word older than the delay says nothing any more. */
function isFree(found: Found, { when, on, age }: Pick<Criteria, 'when' | 'on' | 'age'>, index: PlaceIndex): boolean {
  const { place } = found;
  if (place.status === 'suspended' || place.free.length === 0) return false;
  const { state } = index.announced(found);
  if (state !== 'free' && state !== 'later') return false;
  const { today } = index;
  const [from, until] =
    when === 'maintenant' ? [today, today] : when === 'date' && on ? [on, on] : [today, inSixMonths(today)];
  return place.free.some(
    (period) => isOfAge(period, age) && period.from <= until && (period.until === undefined || period.until >= from),
  );
}
/** Asked of thousands of places for the same day. */
let sixMonths = { today: '', until: '' };
function inSixMonths(today: Day): Day {
  if (sixMonths.today !== today) sixMonths = { today, until: addMonths(today, 6) };
  return sixMonths.until;
}

const isOfAge = ({ ageGroup }: PlacesPeriod, age: Criteria['age']): boolean =>
  age === undefined || ageGroup === 'all' || (ageGroup === '0-18-months') === (age === 'moins-18');

const workdays = [1, 2, 3, 4, 5];
function isOpen({ week }: Found, { opensBy, closesFrom }: Criteria): boolean {
  if (!opensBy && !closesFrom) return true;
  if (!week) return false;
  const days = workdays.map((day) => periodsOf(week, day)).filter((periods) => periods.length > 0);
  return (
    days.length > 0 &&
    days.every(
      (periods) => (!opensBy || periods[0]![0] <= opensBy) && (!closesFrom || periods.at(-1)![1] >= closesFrom),
    )
  );
}

function orderOf({ sort }: Criteria, index: PlaceIndex): (a: Hit, b: Hit) => number {
  // The index holds places in the order of their names, and sorting keeps it among equals.
  const byDistance = (a: Hit, b: Hit): number => (a.kilometres ?? 0) - (b.kilometres ?? 0);
  if (sort === 'nom') return (a, b) => compareNames(a.found, b.found);
  if (sort === 'distance') return byDistance;
  return (a, b) => {
    const [one, other] = [index.announced(a.found).rank, index.announced(b.found).rank];
    return one < other ? -1 : one > other ? 1 : byDistance(a, b);
  };
}
