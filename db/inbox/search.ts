/** One field for what an agent has in hand: a reference, a postcode, an enterprise number, a doctor's INAMI number, a facility's number or its name. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { describe, facilityColumns, type FacilityRow } from './facilities.ts';
import { keepSought, readSought, type Searched, type Sought } from './sought.ts';

export const searchLimit = 50;
export interface FoundCase {
  id: string;
  slug: string;
  kind: string;
  period: string | null;
  reference: string;
  status: string;
  facilityName: string;
  postcode: string;
  locality: string;
  openedAt: Instant;
}
export interface Found {
  /** Nothing has these very words. */
  near: boolean;
  cases: FoundCase[];
  facilities: FacilityRow[];
}

const caseColumns: Searched = {
  name: 'cases.facility_name',
  facility: 'cases.facility_id',
  body: 'cases.organising_body_id',
  reference: 'cases.reference',
  postcode: 'cases.postcode',
  case: 'cases.id',
};

/** At most 50 of each, newest cases first, facilities by name. What comes near, only where nothing is found by its very words. */
export async function search(db: Database, viewer: Viewer, typed: string, today: Day): Promise<Found> {
  const sought = readSought(typed);
  const found = await find(db, viewer, sought, today, false);
  if (found.cases.length + found.facilities.length > 0 || sought.kind !== 'words') return found;
  return find(db, viewer, sought, today, true);
}

async function find(db: Database, { ability }: Viewer, sought: Sought, today: Day, near: boolean): Promise<Found> {
  const cases = accessibleBy(db('cases'), ability, 'read', 'Case')
    .orderBy('cases.opened_at', 'desc')
    .limit(searchLimit);
  const facilities = accessibleBy(db('facilities'), ability, 'read', 'Facility')
    .orderByRaw('facilities.name collate "fr-x-icu"')
    .limit(searchLimit)
    .select('facilities.id');
  keepSought(db, cases, sought, caseColumns, near);
  keepSought(db, facilities, sought, facilityColumns, near);
  const [found, ids] = await Promise.all([
    cases.select({
      id: 'cases.id',
      slug: 'cases.slug',
      kind: 'cases.kind',
      period: 'cases.period',
      reference: 'cases.reference',
      status: 'cases.status',
      facilityName: 'cases.facility_name',
      postcode: 'cases.postcode',
      locality: 'cases.locality',
      openedAt: 'cases.opened_at',
    }) as unknown as Promise<FoundCase[]>,
    facilities as unknown as Promise<{ id: string }[]>,
  ]);
  return {
    near,
    cases: found,
    facilities: await describe(
      db,
      ids.map(({ id }) => id),
      today,
    ),
  };
}
