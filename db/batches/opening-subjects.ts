/** For whom the calendar opens a case, as of a day: a list that is drawn up late is that of its day. */
import type { Knex } from 'knex';
import type { Day } from '../../domain/calendar.ts';
import type { OpeningSubjects } from '../../workflows/openings.ts';
import type { Database } from '../connect.ts';

export const openingSubjects: Readonly<Record<OpeningSubjects, (db: Database, day: Day) => Knex.QueryBuilder>> = {
  /** Facilities whose authorisation, as it stood that day, lets them receive children. */
  'authorised-facilities': (db, day) =>
    db('facilities as f')
      .joinRaw(
        `cross join lateral (select status from authorisation_versions
           where facility_id = f.id and valid_from <= ? order by valid_from desc, created_at desc limit 1) v`,
        [day],
      )
      .whereIn('v.status', ['authorised', 'temporarily-moved'])
      .orderBy('f.id')
      .select('f.id'),
  /** Those of them that are subsidised crèches. */
  'subsidised-creches': (db, day) =>
    openingSubjects['authorised-facilities'](db, day).where('f.kind', 'subsidised-creche'),
};
