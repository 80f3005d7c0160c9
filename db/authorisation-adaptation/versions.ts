/** The versions of an authorisation: what holds on a day, and where the facility usually is. */
import type { Day } from '../../domain/calendar.ts';
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

/** Where the facility was authorised before it moved or closed for a time. */
export async function usualPlace(
  db: Database,
  facilityId: string,
  base: Version,
): Promise<Partial<Omit<Version, 'valid_from'>>> {
  const usual = await lastUntil(db, facilityId, base.valid_from, { status: 'authorised' });
  if (!usual) return { status: 'authorised' };
  const { street, number, box, postcode, locality, capacity } = usual;
  return { status: 'authorised', street, number, box, postcode, locality, capacity };
}
