/** For whom the calendar opens a case, as of a day: a list that is drawn up late is that of its day. */
import type { Knex } from 'knex';
import { addMonths, type Day } from '../../domain/calendar.ts';
import type { OpeningSubjects } from '../../workflows/openings.ts';
import { stillThereAtItsEnd } from '../after-school/agreed.ts';
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
  /** Bodies with a place of after-school care of type 1 that is agreed, or prolonged, for a part of the three months from that day. */
  'after-school-1-bodies': (db, day) =>
    db('facilities as f')
      .join('aes_agreements as a', 'a.facility_id', 'f.id')
      .where('f.kind', 'after-school-1')
      .where('a.from_on', '<', addMonths(day, 3))
      .where(
        (stands) =>
          void stands.where('a.to_on', '>=', day).orWhereExists(
            db('agreement_prolongations as p')
              .whereRaw('p.agreement_id = a.agreement_id and ? and (p.until_on is null or p.until_on >= ?)', [
                stillThereAtItsEnd(db),
                day,
              ])
              .select(db.raw('1')),
          ),
      )
      .groupBy('f.organising_body_id')
      .orderBy('f.organising_body_id')
      .select('f.organising_body_id as id'),
  /** Bodies whose agreement for after-school care ends within thirteen months, and has no case of renewal: invited a year before, on the day. */
  'bodies-with-agreement-to-renew': (db, day) =>
    db('agreements as a')
      .whereNotExists(
        db('agreements as later')
          .whereRaw('later.organising_body_id = a.organising_body_id and later.to_on > a.to_on')
          .select(db.raw('1')),
      )
      .whereBetween('a.to_on', [day, addMonths(day, 13)])
      .whereNotExists(
        db('cases as c')
          .whereRaw(
            "c.slug = 'agreement-renewal' and c.kind = 'renewal' and c.subject_id = a.organising_body_id and (c.state -> 'data' ->> 'agreementId' = a.id::text or c.state -> 'data' ->> 'endsOn' = a.to_on::text)",
          )
          .whereNot('c.status', 'cancelled')
          .select(db.raw('1')),
      )
      .orderBy('a.organising_body_id')
      .select({ id: 'a.organising_body_id' }),
};
