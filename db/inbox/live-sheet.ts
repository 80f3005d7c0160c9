/** What a place says of itself, live, for the agents of ONE: the same rows that its operator writes and that parents read. */
import type { Database } from '../connect.ts';
import { listSections, type SheetSection } from '../sheet-sections.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import type { AgeGroup } from '../../domain/presentation/places.ts';
import type { Week } from '../../domain/signaletique/opening-hours.ts';

export interface LiveSheet {
  sections: Map<string, SheetSection>;
  /** In force today, and the next ones. */
  hours: { validFrom: Day; week: Week; words: string | null }[];
  places: { ageGroup: AgeGroup; from: Day; until: Day | null; places: number }[];
  confirmed: { at: Instant; fullUntil: Day | null } | null;
  /** What was changed last, by whom: of the sheet, its hours and its places. */
  changes: { at: Instant; who: string | null; columns: string[] }[];
}

const query = `
select
  (select coalesce(jsonb_agg(jsonb_build_object('validFrom', valid_from, 'week', week, 'words', words) order by valid_from), '[]')
    from opening_hours where facility_id = :id and valid_from >= coalesce(
      (select max(valid_from) from opening_hours where facility_id = :id and valid_from <= cast(:today as date)), '-infinity')) as hours,
  (select coalesce(jsonb_agg(jsonb_build_object('ageGroup', age_group, 'from', from_on, 'until', until_on, 'places', places) order by from_on, id), '[]')
    from available_places where facility_id = :id and coalesce(until_on, 'infinity') >= cast(:today as date)) as places,
  (select jsonb_build_object('at', round(extract(epoch from confirmed_at) * 1000), 'fullUntil', full_until)
    from places_confirmed where facility_id = :id) as confirmed`;

/** @param id of a facility that was found with the rights of this person */
export async function findLiveSheet(db: Database, id: string, today: Day): Promise<LiveSheet> {
  const [sections, own, changes] = await Promise.all([
    listSections(db, { kind: 'facility', id }),
    db.raw<{ rows: Pick<LiveSheet, 'hours' | 'places' | 'confirmed'>[] }>(query, { id, today }),
    listChanges(db, id),
  ]);
  const { hours = [], places = [], confirmed = null } = own.rows[0] ?? {};
  return { sections, hours, places, confirmed, changes };
}

const listChanges = (db: Database, facilityId: string): Promise<LiveSheet['changes']> =>
  db('audit as a')
    .leftJoin('users as u', 'u.id', 'a.actor_id')
    .where({ 'a.subject': 'facility', 'a.subject_id': facilityId })
    .whereIn('a.event', ['update', 'create'])
    .whereNotNull('a.change')
    .orderBy('a.id', 'desc')
    .limit(6)
    .select(
      'a.at',
      db.raw("u.first_name || ' ' || u.family_name as who"),
      db.raw('array(select jsonb_object_keys(a.change) order by 1) as columns'),
    ) as Promise<LiveSheet['changes']>;
