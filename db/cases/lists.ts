/** An operator's own requests: drafts, and cases by pages that do not move when new ones come. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import type { Role } from '../../workflows/roles.ts';
import { processes } from '../../workflows/registry.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { instant, type Database } from '../connect.ts';
import { Draft } from '../models/draft.ts';

export interface CaseListRow {
  id: string;
  slug: string;
  reference: string;
  kind: string;
  period: string | null;
  status: string;
  turn: 'operator' | 'one' | 'nobody';
  facility_name: string;
  postcode: string;
  locality: string;
  opened_at: Instant;
  closed_at: Instant | null;
  status_since: Instant;
  due_on: string | null;
  target_on: string;
  state: { data: Record<string, unknown>; tasks: { action: string; role: Role; dueOn: string | null }[] };
}
export interface Cursor {
  side: 'after' | 'before';
  at: Instant;
  id: string;
}
export interface CaseQuery {
  show: 'open' | 'closed' | 'all';
  facilityId?: string;
  cursor?: Cursor;
  limit: number;
}

const standing = processes.flatMap(({ slug, statuses }) =>
  Object.entries(statuses as Record<string, { standing?: boolean }>).flatMap(([status, row]) =>
    row.standing ? [[slug, status]] : [],
  ),
);
/** By the dozen for each subject: they have a page of their own. */
const listedApart = processes.filter(({ several }) => several).map(({ slug }) => slug);
/** Cases that are neither closed nor at rest, but for those that are listed on a page of their own. */
export const underWay = (cases: Knex.QueryBuilder): Knex.QueryBuilder =>
  cases
    .whereNull('cases.closed_at')
    .whereNotIn('cases.slug', listedApart)
    .whereNotIn(['cases.slug', 'cases.status'], standing);

/** Newest first. `more` on each side: whether a page follows and precedes. */
export async function listCases(
  db: Database,
  ability: Ability,
  { show, facilityId, cursor, limit }: CaseQuery,
): Promise<{ rows: CaseListRow[]; next: boolean; previous: boolean }> {
  const query = accessibleBy(db('cases'), ability, 'read', 'Case').whereNotIn('cases.slug', listedApart);
  if (show === 'open') void query.modify(underWay);
  if (show === 'closed') void query.whereNotNull('closed_at');
  if (facilityId) void query.where({ facility_id: facilityId });
  const backwards = cursor?.side === 'before';
  if (cursor)
    void query.whereRaw(backwards ? '(opened_at, id) > (?, ?)' : '(opened_at, id) < (?, ?)', [
      instant(cursor.at),
      cursor.id,
    ]);
  const order = backwards ? 'asc' : 'desc';
  const found = await query
    .orderBy([
      { column: 'opened_at', order },
      { column: 'id', order },
    ])
    .limit(limit + 1)
    .select<CaseListRow[]>(
      'id',
      'slug',
      'reference',
      'kind',
      'period',
      'status',
      'turn',
      'facility_name',
      'postcode',
      'locality',
      'opened_at',
      'closed_at',
      'status_since',
      'due_on',
      'target_on',
      'state',
    );
  const rows = found.slice(0, limit);
  const further = found.length > limit;
  return backwards
    ? { rows: rows.reverse(), next: true, previous: further }
    : { rows, next: further, previous: cursor !== undefined };
}

export type DraftListRow = Draft;
/** Last touched first. */
export function listDrafts(db: Database, ability: Ability, facilityId?: string, limit = 50): Promise<DraftListRow[]> {
  const query = accessibleBy(Draft.query(db), ability, 'read', 'Draft')
    .modify('open')
    .modify('touched')
    .modify('placed')
    .orderBy('drafts.updated_at', 'desc')
    .limit(limit);
  if (facilityId) void query.where('drafts.facility_id', facilityId);
  return query.execute();
}
