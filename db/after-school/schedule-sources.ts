/** The other places of a body whose hours one may copy: each with those that hold. */
import type { Day } from '../../domain/calendar.ts';
import type { Week } from '../../domain/signaletique/opening-hours.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { afterSchoolKinds } from './places.ts';

export interface ScheduleSource {
  id: string;
  name: string;
  week: Week;
}

/** By name; those whose hours that hold are not by day are not there. @param but the place that is being written */
export const listScheduleSources = async (
  db: Database,
  ability: Ability,
  { bodyId, but, today }: { bodyId: string; but: string; today: Day },
): Promise<ScheduleSource[]> =>
  accessibleBy(db('facilities'), ability, 'sheet', 'Facility')
    .whereIn('facilities.kind', [...afterSchoolKinds])
    .where('facilities.organising_body_id', bodyId)
    .whereNot('facilities.id', but)
    .whereNull('facilities.closed_on')
    .joinRaw(
      `join lateral (select week, words from opening_hours where facility_id = facilities.id and valid_from <= ?
        order by valid_from desc limit 1) as held on held.words is null`,
      [today],
    )
    .orderByRaw('facilities.name collate "fr-x-icu", facilities.id')
    .limit(200)
    .select('facilities.id', 'facilities.name', 'held.week') as unknown as Promise<ScheduleSource[]>;
