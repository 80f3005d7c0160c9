/** Facilities for agents: the list, and the sheet of one. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import { listContacts, type ContactRow } from '../contacts.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { listVersions, type VersionRow } from '../authorisations.ts';
import { keepSought, readSought, type Searched } from './sought.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

export const facilityKinds = [
  'subsidised-creche',
  'creche',
  'childminder',
  'co-childminder',
  'childminder-service',
  'after-school-1',
  'after-school-2',
] as const;
export interface FacilityFilter {
  kind?: string;
  administration?: string;
  text?: string;
  postcode?: string;
}
export interface FacilityRow {
  id: string;
  number: string;
  name: string;
  kind: string;
  administration: string;
  closed_on: Day | null;
  body_name: string;
  status: VersionRow['status'] | null;
  postcode: string | null;
  locality: string | null;
  capacity: number | null;
}

const currentVersion = `left join lateral (select status, postcode, locality, capacity from authorisation_versions
  where facility_id = facilities.id and valid_from <= ? order by valid_from desc, created_at desc limit 1) as version on true`;

export const facilityColumns: Searched = {
  name: 'facilities.name',
  facility: 'facilities.id',
  body: 'facilities.organising_body_id',
  reference: undefined,
  postcode: undefined,
};

export async function listFacilities(
  db: Database,
  viewer: Viewer,
  filter: FacilityFilter,
  cursor: Cursor,
  today: Day,
  { size = 50, near = false }: { size?: number; near?: boolean } = {},
): Promise<Page<FacilityRow> & { near: boolean }> {
  const { ability } = viewer;
  const from = cursor.after ?? cursor.before;
  const seen = () => accessibleBy(db('facilities'), ability, 'read', 'Facility');
  const place =
    from === undefined
      ? undefined
      : ((await seen().where('facilities.id', from).first('name')) as { name: string } | undefined)?.name;
  const query = seen().select('facilities.id');
  if (filter.kind) void query.where('facilities.kind', filter.kind);
  if (filter.administration) void query.where('facilities.administration', filter.administration);
  const sought = filter.text === undefined ? undefined : readSought(filter.text);
  if (sought) keepSought(db, query, sought, facilityColumns, near);
  if (filter.postcode) {
    void query.whereIn(
      'facilities.id',
      db('authorisation_versions').where('postcode', filter.postcode).select('facility_id'),
    );
  }
  const page = await turnPage<{ id: string }>(
    db,
    query,
    { column: db.raw('facilities.name collate "fr-x-icu"'), id: 'facilities.id' },
    cursor,
    place,
    size,
  );
  // What comes near, only where nothing has these very words.
  if (page.rows.length === 0 && sought?.kind === 'words' && !near)
    return listFacilities(db, viewer, filter, cursor, today, { size, near: true });
  return {
    ...page,
    near,
    rows: await describe(
      db,
      page.rows.map(({ id }) => id),
      today,
    ),
  };
}

/** In the order of the ids. The caller has filtered them by right. */
export async function describe(db: Database, ids: readonly string[], today: Day): Promise<FacilityRow[]> {
  const rows = (await db('facilities')
    .whereIn('facilities.id', ids)
    .join('organising_bodies as body', 'body.id', 'facilities.organising_body_id')
    .joinRaw(currentVersion, [today])
    .select(
      'facilities.id',
      'facilities.number',
      'facilities.name',
      'facilities.kind',
      'facilities.administration',
      'facilities.closed_on',
      'body.name as body_name',
      'version.status',
      'version.postcode',
      'version.locality',
      'version.capacity',
    )) as FacilityRow[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export interface FacilitySheet {
  facility: {
    id: string;
    number: string;
    name: string;
    kind: string;
    home: boolean;
    administration: string;
    opening_hours: string;
    phone: string | null;
    email: string | null;
    closed_on: Day | null;
    organising_body_id: string;
    body_name: string;
    body_kind: string;
    enterprise_number: string | null;
    body_phone: string | null;
    body_email: string | null;
    body_street: string;
    body_number: string;
    body_box: string | null;
    body_postcode: string;
    body_locality: string;
  };
  versions: VersionRow[];
  cases: {
    id: string;
    slug: string;
    kind: string;
    period: string | null;
    reference: string;
    status: string;
    opened_at: Instant;
    closed_at: Instant | null;
    due_on: Day | null;
  }[];
  agents: ContactRow[];
}

/** Undefined when there is none, or not for these eyes. The hundred newest cases. */
export async function findFacilitySheet(
  db: Database,
  { ability }: Viewer,
  id: string,
  today: Day,
): Promise<FacilitySheet | undefined> {
  const facility = (await accessibleBy(db('facilities').where('facilities.id', id), ability, 'read', 'Facility')
    .join('organising_bodies as body', 'body.id', 'facilities.organising_body_id')
    .first('facilities.*', {
      body_name: 'body.name',
      body_kind: 'body.kind',
      enterprise_number: 'body.enterprise_number',
      body_phone: 'body.phone',
      body_email: 'body.email',
      body_street: 'body.street',
      body_number: 'body.number',
      body_box: 'body.box',
      body_postcode: 'body.postcode',
      body_locality: 'body.locality',
    })) as FacilitySheet['facility'] | undefined;
  if (!facility) return undefined;
  const [versions, cases, agents] = await Promise.all([
    listVersions(db, id),
    accessibleBy(db('cases').where({ facility_id: id }), ability, 'read', 'Case')
      .orderBy('opened_at', 'desc')
      .limit(100)
      .select('id', 'slug', 'kind', 'period', 'reference', 'status', 'opened_at', 'closed_at', 'due_on'),
    listContacts(db, [id], today),
  ]);
  return { facility, versions, cases: cases as FacilitySheet['cases'], agents };
}
