/**
 * What a move, a cessation, an end of activity, a change of capacity or a return touches beside the authorisation itself. Pure: one list,
 * shown before one decides, carried out on the day, and told afterwards. Codes, days and numbers only.
 */
import type { Day } from '../days.ts';

export const touched = [
  'public-sheet',
  'places',
  'opening-hours',
  'phone',
  'postal-address',
  'photos',
  'contracts',
  'household',
  'quarter',
  'red-days',
  'contacts',
  'pre-requests',
  'review',
  'open-cases',
] as const;
export type Touched = (typeof touched)[number];
/** Done by itself, by whoever answers for the place, or by an agent. */
export type By = 'itself' | 'operator' | 'one';

export interface Consequence {
  what: Touched;
  /** What becomes of it: a code, said in words where it is shown. */
  how: string;
  by: By;
  /** How many of them there are. */
  count?: number;
  /** Places: to how many. */
  to?: number;
  /** A quarter, a day until which. */
  period?: string;
  until?: Day;
}

export type EventKind = 'move' | 'temporary-move' | 'cessation' | 'end' | 'capacity' | 'return';
export interface Event {
  kind: EventKind;
  /** The place is another one from that day on. */
  moves: boolean;
  /** Another subregional administration follows it. */
  changesHands: boolean;
  /** Where it is another number. */
  capacity?: number;
  until?: Day;
  /** Told with the request. */
  hours: boolean;
  phone: boolean;
}

/** How many, or how it stands, on the day before. */
export interface Situation {
  home: boolean;
  afterSchool: boolean;
  /** On Premiers Pas, where parents see it. */
  published: boolean;
  /** Periods of places that are said to be free from that day on, and those above the new capacity. */
  freePeriods: number;
  mostFree: number;
  /** Periods that a temporary decision has taken away or lowered, and that no return has given back. */
  taken: number;
  postal: 'same' | 'other' | 'none';
  photos: number;
  contracts: number;
  /** The quarter of that day, begun or to come, or the first one after it that is not sent; null: the place declares none. */
  quarter: string | null;
  preRequests: number;
  review: 'open' | 'suspended' | null;
  openCases: number;
  /** Days on which an after-school place is closed and was said so; null: nobody keeps them here yet. */
  redDays: number | null;
}

type Rule = (event: Event, now: Situation) => Consequence | undefined;
const line = (what: Touched, how: string, by: By, more: Partial<Consequence> = {}): Consequence => ({
  what,
  how,
  by,
  ...more,
});
const away = ({ kind }: Event): boolean => kind === 'cessation' || kind === 'end';

/** One rule for each thing: a thing that is not touched says nothing. A new thing is one rule here, and its words. */
export const rules: Readonly<Record<Touched, Rule>> = {
  'public-sheet': (event, { published }) => {
    if (!published) return undefined;
    switch (event.kind) {
      case 'end':
        return line('public-sheet', 'gone', 'itself');
      case 'cessation':
        return line('public-sheet', 'closed', 'itself', event.until ? { until: event.until } : {});
      case 'capacity':
        return event.capacity === undefined
          ? undefined
          : line('public-sheet', 'capacity', 'itself', { to: event.capacity });
      case 'return':
        return line('public-sheet', 'as-before', 'itself');
      default:
        return event.moves ? line('public-sheet', 'address', 'itself') : undefined;
    }
  },
  'places': (event, { freePeriods, mostFree, taken }) => {
    if (event.kind === 'return')
      return taken > 0 ? line('places', 'given-back', 'itself', { count: taken }) : undefined;
    if (freePeriods === 0) return undefined;
    if (away(event)) return line('places', 'taken', 'itself', { count: freePeriods });
    if (event.capacity !== undefined && event.capacity < mostFree)
      return line('places', 'lowered', 'itself', { count: freePeriods, to: event.capacity });
    return event.capacity !== undefined || event.moves
      ? line('places', 'confirm', 'operator', { count: freePeriods })
      : undefined;
  },
  'opening-hours': (event) =>
    event.moves && event.kind !== 'return' && !event.hours ? line('opening-hours', 'confirm', 'operator') : undefined,
  'phone': (event) =>
    event.kind === 'move' && event.moves && !event.phone ? line('phone', 'confirm', 'operator') : undefined,
  'postal-address': (event, { postal }) =>
    !event.moves || postal === 'none'
      ? undefined
      : postal === 'same'
        ? line('postal-address', 'follows', 'itself')
        : line('postal-address', 'stays', 'operator'),
  'photos': (event, { photos: count }) => {
    if (count === 0) return undefined;
    if (event.kind === 'end') return line('photos', 'gone', 'itself', { count });
    return event.kind === 'move' && event.moves ? line('photos', 'replace', 'operator', { count }) : undefined;
  },
  'contracts': (event, { contracts: count }) => {
    if (count === 0 || event.kind === 'return') return undefined;
    if (event.kind === 'end') return line('contracts', 'end', 'operator', { count });
    if (event.kind === 'cessation') return line('contracts', 'absences', 'operator', { count });
    if (event.moves) return line('contracts', 'follow', 'itself', { count });
    return event.capacity === undefined ? undefined : line('contracts', 'staffing', 'operator', { count });
  },
  'household': (event, { home }) =>
    home && event.moves && event.kind !== 'return' ? line('household', 'check', 'operator') : undefined,
  'quarter': (event, { quarter }) => {
    if (quarter === null) return undefined;
    const period = { period: quarter };
    if (event.kind === 'end') return line('quarter', 'last', 'operator', period);
    if (event.kind === 'cessation') return line('quarter', 'days', 'itself', period);
    return event.capacity === undefined ? undefined : line('quarter', 'pro-rata', 'itself', period);
  },
  'red-days': (event, { afterSchool, redDays }) =>
    afterSchool && (away(event) || event.moves)
      ? line('red-days', 'check', 'operator', redDays === null ? {} : { count: redDays })
      : undefined,
  'contacts': (event) => (event.changesHands ? line('contacts', 'others', 'itself') : undefined),
  'pre-requests': (event, { preRequests: count }) => {
    if (count === 0) return undefined;
    if (event.kind === 'end') return line('pre-requests', 'closed', 'itself', { count });
    return event.kind === 'cessation' || event.moves ? line('pre-requests', 'tell', 'operator', { count }) : undefined;
  },
  'review': ({ kind }, { review }) => {
    if (review === null) return undefined;
    if (kind === 'end') return line('review', 'cancelled', 'itself');
    if (kind === 'cessation' && review === 'open') return line('review', 'suspended', 'itself');
    return kind === 'return' && review === 'suspended' ? line('review', 'resumed', 'itself') : undefined;
  },
  'open-cases': (event, { openCases: count }) =>
    count > 0 && event.changesHands ? line('open-cases', 'follow', 'itself', { count }) : undefined,
};

/** In the order in which they are read. */
export const consequencesOf = (event: Event, now: Situation): Consequence[] =>
  touched.flatMap((what) => rules[what](event, now) ?? []);
