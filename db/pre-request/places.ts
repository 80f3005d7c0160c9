/** The places that a family sends its pre-request to: published, and open at that moment. */
import type { Day } from '../../domain/calendar.ts';
import type { Database } from '../connect.ts';

export interface ChosenPlace {
  id: string;
  /** « MA-20418 » */
  number: string;
  home: boolean;
}

/** In the order of the numbers; those that may not be asked are left out. */
export async function findPlaces(db: Database, today: Day, numbers: readonly string[]): Promise<ChosenPlace[]> {
  const found = await db('published_facilities as f')
    .joinRaw(
      `join lateral (select * from authorisation_versions where facility_id = f.id and valid_from <= ? order by valid_from desc, created_at desc limit 1) v
        on v.status not in ('ended-voluntarily', 'withdrawn', 'suspended-voluntarily', 'suspended')`,
      [today],
    )
    .where((still) => still.whereNull('f.closed_on').orWhere('f.closed_on', '>', today))
    .whereIn('f.number', [...numbers])
    .select<ChosenPlace[]>('f.id', 'f.number', 'f.home');
  return numbers.flatMap((number) => found.find((place) => place.number === number) ?? []);
}
