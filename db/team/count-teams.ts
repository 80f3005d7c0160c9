/** How many persons work at a place. */
import type { Day } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

/** By facility, who has a contract there on the day and may be seen; a place without anybody is left out. */
export async function countTeams(
  db: Database,
  ability: Ability,
  facilityIds: readonly string[],
  today: Day,
): Promise<Map<string, number>> {
  if (facilityIds.length === 0) return new Map();
  const rows = await accessibleBy(db('collaboration_places'), ability, 'read', 'Collaboration')
    .join('staff_contracts as s', 's.id', 'collaboration_places.contract_id')
    .whereIn('collaboration_places.facility_id', [...facilityIds])
    .whereRaw('coalesce(s.from_on <= :today, true) and coalesce(s.to_on >= :today, true)', { today })
    .groupBy('collaboration_places.facility_id')
    .select<{ facility_id: string; people: number }[]>(
      'collaboration_places.facility_id',
      db.raw('cast(count(distinct collaboration_places.person_id) as int) as people'),
    );
  return new Map(rows.map(({ facility_id, people }) => [facility_id, people]));
}

/** Who has a contract on the day in any place, of those who may be seen. */
export async function countPeople(db: Database, ability: Ability, today: Day): Promise<number> {
  const row = (await accessibleBy(db('collaboration_places'), ability, 'read', 'Collaboration')
    .join('staff_contracts as s', 's.id', 'collaboration_places.contract_id')
    .whereRaw('coalesce(s.from_on <= :today, true) and coalesce(s.to_on >= :today, true)', { today })
    .first(db.raw('cast(count(distinct collaboration_places.person_id) as int) as people'))) as { people: number };
  return row.people;
}
