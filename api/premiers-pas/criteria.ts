/** What is searched for, read from the address: what nobody could have chosen is left aside, and said. */
import { z } from 'zod';
import { ages, distances, sorts, usualDistance, whens, type Criteria } from '../../domain/premiers-pas/search.ts';
import { publicKinds, type PublicKind } from '../../domain/premiers-pas/public-place.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { optionalDay, words } from '../forms/inputs.ts';

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
const line = words(100);
const lineIn = (value: unknown): string | undefined => line.safeParse([value].flat()[0]).data;
const ofKind = z.enum(Object.keys(publicKinds) as [PublicKind, ...PublicKind[]]);
const choices = {
  km: z.enum(distances.map(String) as [string, ...string[]]),
  places: z.enum(whens),
  age: z.enum(ages),
  des: z.enum(openingChoices),
  jusqua: z.enum(closingChoices),
  tri: z.enum(sorts),
};

export function readCriteria(query: Readonly<Record<string, unknown>>): Asked {
  const faults: Asked['faults'] = [];
  const one = <F extends keyof typeof choices>(field: F, what: string): z.infer<(typeof choices)[F]> | undefined => {
    const typed = [query[field]].flat()[0];
    if (typed === undefined || typed === '') return undefined;
    const read = choices[field].safeParse(typed);
    if (!read.success) faults.push({ field, text: `Ce choix n'existe pas pour ${what} : il n'a pas été appliqué.` });
    return read.success ? (read.data as z.infer<(typeof choices)[F]>) : undefined;
  };
  const kilometres = one('km', 'la distance');
  const kinds = [query.type]
    .flat()
    .slice(0, 6)
    .flatMap((typed): PublicKind[] => {
      if (typed === undefined || typed === '') return [];
      const read = ofKind.safeParse(typed);
      if (!read.success)
        faults.push({ field: 'type', text: "Ce type de milieu d'accueil n'existe pas : il n'a pas été appliqué." });
      return read.success ? [read.data] : [];
    });
  const typedDay = lineIn(query.le);
  const on = day.safeParse(typedDay ?? '');
  if (!on.success)
    faults.push({
      field: 'le',
      text: `${on.error.issues[0]?.message ?? 'Cette date est illisible'}. La date n'a pas été appliquée.`,
    });
  const chosen = one('places', 'les places');
  // Who types a day means it, whatever is ticked; who ticks « à cette date » and types none means any day.
  const when = on.success && on.data ? 'date' : chosen === 'date' ? undefined : chosen;
  const typedPage = lineIn(query.page) ?? '1';
  const page = /^[1-9]\d{0,3}$/.test(typedPage) ? Number(typedPage) : undefined;
  const criteria: Criteria = {
    text: lineIn(query.q) ?? '',
    kilometres: kilometres ? Number(kilometres) : usualDistance,
    kinds: [...new Set(kinds)],
    when,
    on: on.success ? on.data : undefined,
    age: one('age', "l'âge"),
    opensBy: one('des', "l'heure d'ouverture"),
    closesFrom: one('jusqua', "l'heure de fermeture"),
    sort: one('tri', 'le tri') ?? 'distance',
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
