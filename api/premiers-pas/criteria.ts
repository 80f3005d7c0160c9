/** What is searched for, read from the address: what nobody could have chosen is left aside, and said. */
import { z } from 'zod';
import { ages, distances, sorts, usualDistance, whens, type Criteria } from '../../domain/premiers-pas/search.ts';
import { publicKinds, type PublicKind } from '../../domain/premiers-pas/public-place.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { optionalDay, wordsIn } from '../forms/inputs.ts';

export const openingChoices = ['06:00', '06:30', '07:00', '07:30', '08:00'] as const;
export const closingChoices = ['17:00', '17:30', '18:00', '18:30', '19:00'] as const;

export interface Asked {
  criteria: Criteria;
  /** Sentences about what could not be read. */
  faults: { field: string; text: string }[];
  /** As it was typed, to be mended. */
  typedDay: string | undefined;
}

const day = optionalDay();

export function readCriteria(query: Readonly<Record<string, unknown>>): Asked {
  const faults: Asked['faults'] = [];
  const one = <T extends string>(field: string, values: readonly T[], what: string): T | undefined => {
    const typed = [query[field]].flat()[0];
    if (typed === undefined || typed === '') return undefined;
    const read = z.enum(values as [T, ...T[]]).safeParse(typed);
    if (!read.success) faults.push({ field, text: `Ce choix n'existe pas pour ${what} : il n'a pas été appliqué.` });
    return read.success ? read.data : undefined;
  };
  const kilometres = one('km', distances.map(String), 'la distance');
  const kinds = [query.type]
    .flat()
    .slice(0, 6)
    .flatMap((typed): PublicKind[] => {
      if (typed === undefined || typed === '') return [];
      const read = z.enum(Object.keys(publicKinds) as [PublicKind, ...PublicKind[]]).safeParse(typed);
      if (!read.success)
        faults.push({ field: 'type', text: "Ce type de milieu d'accueil n'existe pas : il n'a pas été appliqué." });
      return read.success ? [read.data] : [];
    });
  const typedDay = wordsIn(query.le);
  const on = day.safeParse(typedDay ?? '');
  if (!on.success)
    faults.push({
      field: 'le',
      text: `${on.error.issues[0]?.message ?? 'Cette date est illisible'}. La date n'a pas été appliquée.`,
    });
  const chosen = one('places', whens, 'les places');
  // Who types a day means it, whatever is ticked; who ticks « à cette date » and types none means any day.
  const when = on.success && on.data ? 'date' : chosen === 'date' ? undefined : chosen;
  const typedPage = wordsIn(query.page) ?? '1';
  const page = /^[1-9]\d{0,3}$/.test(typedPage) ? Number(typedPage) : undefined;
  const criteria: Criteria = {
    text: wordsIn(query.q, 100) ?? '',
    kilometres: kilometres ? Number(kilometres) : usualDistance,
    kinds: [...new Set(kinds)],
    when,
    on: on.success ? on.data : undefined,
    age: one('age', ages, "l'âge"),
    opensBy: one('des', openingChoices, "l'heure d'ouverture"),
    closesFrom: one('jusqua', closingChoices, "l'heure de fermeture"),
    sort: one('tri', sorts, 'le tri') ?? 'distance',
    page: page ?? 1,
  };
  if (page === undefined) faults.push({ field: 'page', text: "Ce numéro de page n'existe pas : voici la première." });
  return { criteria, faults, typedDay };
}

/** The same search, written in one way: without what is usual, in one order. */
export function queryOf(criteria: Criteria, change: Partial<Criteria> = {}): string {
  const { text, kilometres, kinds, when, on, age, opensBy, closesFrom, sort, page } = {
    ...criteria,
    page: 1,
    ...change,
  };
  const query = new URLSearchParams();
  if (text) query.set('q', text);
  if (kilometres !== usualDistance) query.set('km', String(kilometres));
  for (const kind of Object.keys(publicKinds))
    if ((kinds as readonly string[]).includes(kind)) query.append('type', kind);
  if (when && when !== 'date') query.set('places', when);
  if (on) query.set('le', formatShortDate(on));
  if (age) query.set('age', age);
  if (opensBy) query.set('des', opensBy);
  if (closesFrom) query.set('jusqua', closesFrom);
  if (sort !== 'distance') query.set('tri', sort);
  if (page > 1) query.set('page', String(page));
  return query.toString();
}
/** « ?q=Namur », or nothing. */
export const searchHref = (path: string, criteria: Criteria, change: Partial<Criteria> = {}): string => {
  const query = queryOf(criteria, change);
  return query ? `${path}?${query}` : path;
};
