/** One field for what an agent has in hand: a reference, a postcode, an enterprise number, a facility's number or its name. */
import type { Knex } from 'knex';
import type { Day, Instant } from '../../domain/calendar.ts';
import { parseEnterpriseNumber } from '../../domain/enterprise-number.ts';
import type { AnyProcess } from '../../workflows/procedure.ts';
import { processes } from '../../workflows/registry.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { describe, type FacilityRow } from './facilities.ts';

export const searchLimit = 50;
export interface FoundCase {
  id: string;
  slug: string;
  kind: string;
  reference: string;
  status: string;
  facilityName: string;
  postcode: string;
  locality: string;
  openedAt: Instant;
}
export interface Found {
  cases: FoundCase[];
  facilities: FacilityRow[];
}

const reference = /^([a-z]{2})-?(\d{4})-?(\d{1,6})$/i;

/** At most 50 of each, newest cases first, facilities by name. */
export async function search(
  db: Database,
  { ability }: Viewer,
  words: string,
  today: Day,
  among: readonly AnyProcess[] = processes,
): Promise<Found> {
  const cases = accessibleBy(db('cases'), ability, 'read', 'Case')
    .orderBy('cases.opened_at', 'desc')
    .limit(searchLimit);
  const facilities = accessibleBy(db('facilities'), ability, 'read', 'Facility')
    .orderByRaw('facilities.name collate "fr-x-icu"')
    .limit(searchLimit)
    .select('facilities.id');
  narrow(db, words, cases, facilities, among);
  const [found, ids] = await Promise.all([
    cases.select({
      id: 'cases.id',
      slug: 'cases.slug',
      kind: 'cases.kind',
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
    cases: found,
    facilities: await describe(
      db,
      ids.map(({ id }) => id),
      today,
    ),
  };
}

function narrow(
  db: Database,
  words: string,
  cases: Knex.QueryBuilder,
  facilities: Knex.QueryBuilder,
  among: readonly AnyProcess[],
): void {
  const compact = words.replaceAll(/\s/g, '');
  const asReference = reference.exec(compact);
  // MA-20418 is the number of a facility.
  if (asReference && among.some(({ prefix }) => prefix === asReference[1]?.toUpperCase())) {
    const [, prefix = '', year = '', number = ''] = asReference;
    void cases.where('cases.reference', `${prefix.toUpperCase()}-${year}-${number.padStart(5, '0')}`);
    void facilities.whereRaw('false');
    return;
  }
  if (/^\d{4}$/.test(compact)) {
    void cases.where('cases.postcode', compact);
    void facilities.whereIn(
      'facilities.id',
      db('authorisation_versions').where('postcode', compact).select('facility_id'),
    );
    return;
  }
  const enterprise = parseEnterpriseNumber(words);
  if (enterprise.ok) {
    const bodies = db('organising_bodies').where('enterprise_number', enterprise.value).select('id');
    void cases.whereIn('cases.organising_body_id', bodies);
    void facilities.whereIn('facilities.organising_body_id', bodies.clone());
    return;
  }
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  void cases.whereRaw('plain(cases.facility_name) like plain(?)', [like]);
  void facilities.where((either) => {
    void either
      .whereRaw('plain(facilities.name) like plain(?)', [like])
      .orWhere('facilities.number', compact.toUpperCase());
  });
}
