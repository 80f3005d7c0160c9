/** Places that a family may ask: published, open today, and found by their number or by words. */
import type { Day } from '../../domain/calendar.ts';
import type { PublicFacilityKind } from '../../domain/premiers-pas/public-place.ts';
import { searchable } from '../../domain/searchable.ts';
import type { Database } from '../connect.ts';

export interface ChosenPlace {
  id: string;
  /** « MA-20418 » */
  number: string;
  name: string;
  kind: PublicFacilityKind;
  home: boolean;
  postcode: string;
  locality: string;
}

const open = (db: Database, today: Day) =>
  db('published_facilities as f')
    .joinRaw(
      `join lateral (select * from authorisation_versions where facility_id = f.id and valid_from <= ? order by valid_from desc, created_at desc limit 1) v
        on v.status not in ('ended-voluntarily', 'withdrawn', 'suspended-voluntarily', 'suspended')`,
      [today],
    )
    .where((still) => still.whereNull('f.closed_on').orWhere('f.closed_on', '>', today))
    .select<ChosenPlace[]>('f.id', 'f.number', 'f.name', 'f.kind', 'f.home', 'v.postcode', 'v.locality');

/** In the order of the numbers; those that may not be asked are left out. */
export async function findPlaces(db: Database, today: Day, numbers: readonly string[]): Promise<ChosenPlace[]> {
  if (numbers.length === 0) return [];
  const found = await open(db, today).whereIn('f.number', [...numbers]);
  return numbers.flatMap((number) => found.find((place) => place.number === number) ?? []);
}

/** Every word in the name, the postcode or the locality. */
export async function searchPlaces(db: Database, today: Day, words: string, limit: number): Promise<ChosenPlace[]> {
  const wanted = searchable(words).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const query = open(db, today).orderBy(['f.name', 'f.number']).limit(limit);
  for (const word of wanted)
    void query.whereRaw("searchable(f.name || ' ' || f.number || ' ' || v.postcode || ' ' || v.locality) like ?", [
      `%${word}%`,
    ]);
  return query;
}
