/** The versions of an authorisation: what holds on a day, and where the facility usually is. */
import type { Day } from '../../domain/calendar.ts';
import type { Before } from '../../workflows/authorisation-adaptation/changes.ts';
import type { Database } from '../connect.ts';

export interface Version {
  status: string;
  street: string;
  number: string;
  box: string | null;
  postcode: string;
  locality: string;
  capacity: number;
  conditions: string | null;
  planned_end_on: Day | null;
  valid_from: Day;
}
const columns = [
  'status',
  'street',
  'number',
  'box',
  'postcode',
  'locality',
  'capacity',
  'conditions',
  'planned_end_on',
  'valid_from',
] as const;

const lastUntil = (db: Database, facilityId: string, day: Day, where: object = {}): Promise<Version | undefined> =>
  db('authorisation_versions')
    .where({ facility_id: facilityId, ...where })
    .where('valid_from', '<=', day)
    .orderBy([
      { column: 'valid_from', order: 'desc' },
      { column: 'created_at', order: 'desc' },
    ])
    .first<Version | undefined>(...columns);

/** @throws when no version holds on the day */
export async function getVersionOn(db: Database, facilityId: string, day: Day): Promise<Version> {
  const version = await lastUntil(db, facilityId, day);
  if (!version) throw new Error('no authorisation in force');
  return version;
}

const columnsOf = (alias: string): string =>
  `json_build_object(${columns.map((name) => `'${name}', ${alias}.${name}`).join(', ')})`;
const lastOf = (where: string): string => `(select * from authorisation_versions
  where facility_id = f.id and ${where} and (cast(:without as uuid) is null or case_id is distinct from cast(:without as uuid))
  order by valid_from desc, created_at desc limit 1)`;
const findFound = `
select f.administration, f.home, ${columnsOf('v')} as version, ${columnsOf('u')} as usual,
  json_build_object('kind', b.kind, 'street', b.street, 'number', b.number, 'box', b.box, 'postcode', b.postcode, 'locality', b.locality) as body
from facilities f
join organising_bodies b on b.id = f.organising_body_id
cross join lateral ${lastOf('valid_from <= :day')} v
cross join lateral (select * from authorisation_versions where id = coalesce(
  (select id from ${lastOf("valid_from <= v.valid_from and status = 'authorised'")} a), v.id)) u
where f.id = :facilityId`;

/**
 * What a decision of that day finds: what is authorised, where the facility usually is, and where letters go.
 * @param without a case whose own changes are left out
 * @throws when no version holds on the day
 */
export async function getBefore(
  db: Database,
  { facilityId, day, without = null }: { facilityId: string; day: Day; without?: string | null },
): Promise<Before & { version: Version }> {
  const {
    rows: [found],
  } = await db.raw<{ rows: (Before & { version: Version })[] }>(findFound, { facilityId, day, without });
  if (!found) throw new Error('no authorisation in force');
  return found;
}
