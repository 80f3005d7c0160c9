/** The members of a body's teams, as the list shows them: filtered, counted by the status of their contracts, paged by name. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { searchable } from '../../domain/searchable.ts';
import type { ContractStatus } from '../../domain/staff/team.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';
import { places } from './find-team.ts';

export interface MemberFilter {
  /** Beginning of the words of a name. */
  text?: string;
  facilityId?: string;
  functionCode?: string;
  /** Who works in several places at once. */
  multi?: boolean;
  statuses: readonly ContractStatus[];
  /** Only these: who has something to be seen to. */
  among?: readonly string[];
}
interface Scope {
  organisingBodyId: string;
  ability: Ability;
  today: Day;
}
export interface MemberRow {
  id: string;
  status: ContractStatus;
}

const looked = `(cast(:facility as uuid) is null or s.facility_id = :facility)
  and (cast(:code as text) is null or coalesce(s.function = :code, false)) as looked`;
const running = `coalesce(s.id is not null and (s.from_on is null or s.from_on <= :today) and (s.to_on is null or s.to_on >= :today), false) as running`;
const toCome = 'coalesce(s.from_on > :today, false) as to_come';
const status = `case when count(contract_id) filter (where looked) = 0 then 'none'
  when bool_or(running) filter (where looked) then 'running'
  when bool_or(to_come) filter (where looked) then 'to-come' else 'ended' end as status`;

/** Each person once, with the status of the contracts that the filter looks at. */
function members(db: Database, { organisingBodyId, ability, today }: Scope, filter: MemberFilter) {
  const contracts = places(db, { organisingBodyId, ability })
    .join('people as p', 'p.id', 'collaboration_places.person_id')
    .leftJoin('staff_contracts as s', 's.id', 'collaboration_places.contract_id')
    .select(
      'collaboration_places.id',
      'p.sort_name',
      'collaboration_places.contract_id',
      'collaboration_places.facility_id',
      db.raw(looked, { facility: filter.facilityId ?? null, code: filter.functionCode ?? null }),
      db.raw(running, { today }),
      db.raw(toCome, { today }),
    );
  for (const word of filter.text === undefined ? [] : searchable(filter.text).split(' ').filter(Boolean))
    void contracts.whereRaw("' ' || p.sort_name like ?", [`% ${word}%`]);
  if (filter.among) void contracts.whereIn('collaboration_places.id', [...filter.among]);
  const query = db
    .from(contracts.as('contracts'))
    .groupBy('id', 'sort_name')
    .havingRaw('bool_or(looked)')
    .select('id', 'sort_name', db.raw(status));
  if (filter.multi) void query.havingRaw('count(distinct facility_id) filter (where running) > 1');
  return query;
}

/** Of an export: more than the largest team known. */
export const mostExported = 10_000;

export async function listMembers(
  db: Database,
  scope: Scope,
  filter: MemberFilter,
  cursor: Cursor,
  size = 50,
): Promise<{ page: Page<MemberRow>; counts: Record<ContractStatus, number> }> {
  const from = cursor.after ?? cursor.before;
  const [counted, place] = await Promise.all([
    db
      .from(members(db, scope, filter).as('m'))
      .groupBy('status')
      .select<{ status: ContractStatus; count: number }[]>('status', db.raw('count(*) as count')),
    from === undefined
      ? undefined
      : db('collaborations as c')
          .join('people as p', 'p.id', 'c.person_id')
          .where({ 'c.id': from, 'c.organising_body_id': scope.organisingBodyId })
          .first<{ sort_name: string } | undefined>('p.sort_name'),
  ]);
  const query = db
    .from(members(db, scope, filter).as('m'))
    .whereIn('m.status', [...filter.statuses])
    .select('m.id', 'm.status');
  const page = await turnPage<MemberRow>(
    db,
    query,
    { column: db.raw('m.sort_name collate "C"'), id: 'm.id' },
    cursor,
    place?.sort_name,
    size,
  );
  const counts = { 'running': 0, 'ended': 0, 'to-come': 0, 'none': 0 };
  for (const { status, count } of counted) counts[status] = Number(count);
  return { page, counts };
}

export interface Service {
  id: string;
  name: string;
  locality: string | null;
  people: number;
}
/** The places of the body for these eyes, with who works there today. */
export const listServices = async (db: Database, { organisingBodyId, ability, today }: Scope): Promise<Service[]> =>
  accessibleBy(
    db('facilities').where('facilities.organising_body_id', organisingBodyId).whereNull('facilities.closed_on'),
    ability,
    'staff',
    'Facility',
  )
    .joinRaw(
      `left join lateral (select locality from authorisation_versions where facility_id = facilities.id and valid_from <= ?
        order by valid_from desc, created_at desc limit 1) as version on true`,
      [today],
    )
    .joinRaw(
      `left join lateral (select count(distinct collaboration_id) as people from staff_contracts s where s.facility_id = facilities.id
        and (s.from_on is null or s.from_on <= :today) and (s.to_on is null or s.to_on >= :today)) as staff on true`,
      { today },
    )
    .orderByRaw('facilities.name collate "fr-x-icu", facilities.id')
    .select<Service[]>('facilities.id', 'facilities.name', 'version.locality', 'staff.people');

/** When something was last changed in the teams of the body, and by whom. */
export const findLastChange = (
  db: Database,
  organisingBodyId: string,
): Promise<{ at: Instant; by: string | null } | undefined> =>
  db('collaborations as c')
    .leftJoin('users as u', 'u.id', 'c.updated_by')
    .where('c.organising_body_id', organisingBodyId)
    .orderBy('c.updated_at', 'desc')
    .first<{ at: Instant; by: string | null } | undefined>(
      'c.updated_at as at',
      db.raw("u.first_name || ' ' || u.family_name as by"),
    );
