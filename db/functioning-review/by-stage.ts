/** Reviews under way, by stage, each as far as one may see. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/functioning-review/contract.ts';
import { followers } from '../../workflows/roles.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

export interface StageFilter {
  status?: Status;
  followedBy?: string;
}
export interface StageRow {
  id: string;
  reference: string;
  facility_name: string;
  postcode: string;
  locality: string;
  status: Status;
  status_since: Instant;
  turn: 'operator' | 'one' | 'nobody';
  state: { data: CaseData; tasks: { action: string; role: string; dueOn: string | null }[] };
}
const pageSize = 50;
const firstDay = "(cases.state -> 'data' ->> 'firstDayOn')";

/** By their first day. */
export async function listByStage(
  db: Database,
  ability: Ability,
  filter: StageFilter,
  cursor: Cursor,
): Promise<Page<StageRow>> {
  const from = cursor.after ?? cursor.before;
  const place =
    from === undefined
      ? undefined
      : ((await db('cases')
          .where({ id: from, slug })
          .first(db.raw("cases.state -> 'data' ->> 'firstDayOn' as place"))) as { place: string } | undefined);
  return turnPage<StageRow>(
    db,
    openReviews(db, ability, filter).select(
      'cases.id',
      'cases.reference',
      'cases.facility_name',
      'cases.postcode',
      'cases.locality',
      'cases.status',
      'cases.status_since',
      'cases.turn',
      'cases.state',
    ),
    { column: db.raw(firstDay), id: 'cases.id' },
    cursor,
    place?.place,
    pageSize,
  );
}

export const countByStage = async (
  db: Database,
  ability: Ability,
  { followedBy }: StageFilter,
): Promise<{ status: Status; count: number }[]> =>
  (await openReviews(db, ability, { followedBy })
    .groupBy('cases.status')
    .select('cases.status', db.raw('cast(count(*) as int) as count'))) as { status: Status; count: number }[];

function openReviews(db: Database, ability: Ability, { status, followedBy }: StageFilter): Knex.QueryBuilder {
  const query = accessibleBy(db('cases'), ability, 'read', 'Case')
    .where('cases.slug', slug)
    .whereNull('cases.closed_at');
  if (status) void query.where('cases.status', status);
  if (followedBy !== undefined)
    void query.whereExists(
      db('facility_agents')
        .whereRaw('facility_agents.facility_id = cases.facility_id')
        .where('facility_agents.user_id', followedBy)
        .whereIn('facility_agents.role', followers),
    );
  return query;
}
