/** What a facility says of its places: its lines that are not over, its last word, and how many ONE allows. */
import { endOfDay, subtractDays, type Day, type Instant } from '../../domain/calendar.ts';
import type { AgeGroup, Capacity, PlacesPeriod } from '../../domain/presentation/places.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { instant, type Database } from '../connect.ts';
import { placesLimitsOn } from './limits.ts';

export interface StoredPeriod extends PlacesPeriod {
  id: string;
  version: number;
  changedAt: Instant;
  changedBy: { id: string; name: string } | null;
}
/** `version` counts what was changed; a word that changes nothing leaves it. */
export interface PlacesWord {
  confirmedAt: Instant;
  confirmedBy: { id: string; name: string } | null;
  fullUntil: Day | null;
  version: number;
}
export interface Places {
  periods: StoredPeriod[];
  word: PlacesWord | undefined;
}

interface PeriodRow {
  id: string;
  age_group: AgeGroup;
  from_on: Day;
  until_on: Day | null;
  places: number;
  version: number;
  changed_at: Instant;
  by_id: string | null;
  by_name: string | null;
}
interface WordRow {
  confirmed_at: Instant;
  full_until: Day | null;
  version: number;
  by_id: string | null;
  by_name: string | null;
}
const author = (db: Database) => [
  { by_id: 'u.id' },
  { by_name: db.raw("u.first_name || ' ' || u.family_name") as unknown as string },
];
const personOf = ({ by_id: id, by_name: name }: Pick<PeriodRow, 'by_id' | 'by_name'>) =>
  id === null ? null : { id, name: name ?? '' };

const rowsOf = (db: Database, facilityId: string) =>
  db('available_places as p')
    .leftJoin('users as u', 'u.id', 'p.changed_by')
    .where({ facility_id: facilityId })
    .orderBy(['from_on', 'age_group', 'p.id'])
    .select('p.id', 'age_group', 'from_on', 'until_on', 'places', 'p.version', 'p.changed_at', ...author(db));
const told = (row: PeriodRow): StoredPeriod => ({
  id: row.id,
  ageGroup: row.age_group,
  from: row.from_on,
  until: row.until_on ?? undefined,
  places: row.places,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: personOf(row),
});

/** Of a facility that the caller has found with the rights of the reader. @param today lines that ended before are left out */
export async function findPlaces(db: Database, facilityId: string, today: Day): Promise<Places> {
  const [periods, word] = await Promise.all([
    rowsOf(db, facilityId).where((row) => {
      void row.whereNull('until_on').orWhere('until_on', '>=', today);
    }) as Promise<PeriodRow[]>,
    db('places_confirmed as w')
      .leftJoin('users as u', 'u.id', 'w.confirmed_by')
      .where({ facility_id: facilityId })
      .first('confirmed_at', 'full_until', 'version', ...author(db)) as Promise<WordRow | undefined>,
  ]);
  return {
    periods: periods.map(told),
    word: word && {
      confirmedAt: word.confirmed_at,
      confirmedBy: personOf(word),
      fullUntil: word.full_until,
      version: word.version,
    },
  };
}
export async function findPeriod(db: Database, facilityId: string, id: string): Promise<StoredPeriod | undefined> {
  const row = (await rowsOf(db, facilityId).where('p.id', id).first()) as PeriodRow | undefined;
  return row && told(row);
}

/** How many children from when, as decided so far. */
export async function listCapacities(db: Database, facilityId: string): Promise<Capacity[]> {
  const rows = (await db('authorisation_versions')
    .where({ facility_id: facilityId })
    .distinctOn('valid_from')
    .orderBy([{ column: 'valid_from' }, { column: 'created_at', order: 'desc' }])
    .select('valid_from', 'capacity')) as { valid_from: Day; capacity: number }[];
  return rows.map(({ valid_from: from, capacity }) => ({ from, places: capacity }));
}

/** Each facility with its last word: what the list of an operator and their first page say. */
export interface FacilityWord {
  id: string;
  name: string;
  kind: string;
  locality: string;
  confirmed_at: Instant | null;
}
const words = (db: Database, ability: Ability, today: Day) =>
  accessibleBy(db('facilities'), ability, 'authorisation', 'Facility')
    .joinRaw(
      `join lateral (select status, locality from authorisation_versions where facility_id = facilities.id and valid_from <= ?
        order by valid_from desc, created_at desc limit 1) v on true`,
      [today],
    )
    .leftJoin('places_confirmed as w', 'w.facility_id', 'facilities.id')
    .whereNull('facilities.closed_on')
    .whereNot('facilities.kind', 'like', 'after-school%')
    .orderBy(['facilities.name', 'facilities.id'])
    .select('facilities.id', 'facilities.name', 'facilities.kind', 'v.locality', 'w.confirmed_at');

export const listWords = (db: Database, ability: Ability, today: Day): Promise<FacilityWord[]> =>
  words(db, ability, today).limit(200) as unknown as Promise<FacilityWord[]>;

/** Those that are open and whose word gets old: to be asked. */
export async function listWordsToRenew(
  db: Database,
  ability: Ability,
  today: Day,
): Promise<{ words: FacilityWord[]; staleAfter: number }> {
  const { staleAfter, remindAfter } = await placesLimitsOn(db, today);
  const found = await words(db, ability, today)
    .where('w.confirmed_at', '<', instant(endOfDay(subtractDays(today, remindAfter))))
    .whereIn('v.status', ['authorised', 'temporarily-moved'])
    .limit(20);
  return { words: found as unknown as FacilityWord[], staleAfter };
}
