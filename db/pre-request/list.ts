/** Pre-requests of an operator, newest first, with who asks: by place, state and wished month. */
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/pre-request/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

/** What the filter calls by one word. */
export const states = {
  'to-answer': ['to-answer', 'unanswered'],
  'question': ['question-asked'],
  'on-list': ['on-list'],
  'offered': ['offered'],
  'confirmed': ['confirmed', 'placed'],
  'closed': [
    'refused',
    'declined',
    'offer-lapsed',
    'withdrawn',
    'placed-elsewhere',
    'expired',
    'place-closed',
    'cancelled',
  ],
} as const satisfies Readonly<Record<string, readonly Status[]>>;
export type State = keyof typeof states;

export interface PreRequestQuery extends Cursor {
  facilityId?: string | undefined;
  state?: State | undefined;
  month?: string | undefined;
  size: number;
}
export interface PreRequestRow {
  id: string;
  reference: string;
  status: Status;
  facility_name: string;
  opened_at: Instant;
  due_on: Day | null;
  state: { data: CaseData };
  month: string;
  /** Erased: null. */
  name: string | null;
  child_on: Day | null;
  wished_on: Day | null;
  days: number[] | null;
}

const seen = (db: Database, ability: Ability) =>
  accessibleBy(db('cases'), ability, 'read', 'Case').where('cases.slug', slug);

export async function listPreRequests(
  db: Database,
  ability: Ability,
  { facilityId, state, month, size, ...cursor }: PreRequestQuery,
): Promise<Page<PreRequestRow>> {
  const query = seen(db, ability)
    .join('pre_requests as p', 'p.case_id', 'cases.id')
    .leftJoin('pre_request_families as f', 'f.id', 'p.family_id')
    .select(
      ...['id', 'reference', 'status', 'facility_name', 'opened_at', 'due_on', 'state'].map((name) => `cases.${name}`),
      ...['p.month', 'f.name', 'f.child_on', 'f.wished_on', 'f.days'],
    );
  if (facilityId) void query.where({ 'cases.facility_id': facilityId, 'p.facility_id': facilityId });
  if (state) void query.whereIn('cases.status', [...states[state]]);
  if (month) void query.where('p.month', month);
  const id = cursor.after ?? cursor.before;
  const place = id
    ? ((await seen(db, ability).where('cases.id', id).first(db.raw('cast(opened_at as text) as at'))) as
        | { at: string }
        | undefined)
    : undefined;
  return turnPage<PreRequestRow>(
    db,
    query,
    { column: db.raw('cases.opened_at'), id: 'cases.id', descending: true },
    cursor,
    place?.at,
    size,
  );
}

/** For the filter and above the list: how many in each state, and the places and months that there are. */
export async function summarisePreRequests(
  db: Database,
  ability: Ability,
  facilityId: string | undefined,
): Promise<{ status: Status; cases: number }[]> {
  const query = seen(db, ability);
  if (facilityId) void query.where('cases.facility_id', facilityId);
  return query
    .groupBy('cases.status')
    .select<{ status: Status; cases: number }[]>('cases.status', db.raw('cast(count(*) as int) as cases'));
}
