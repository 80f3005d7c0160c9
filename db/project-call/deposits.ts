/** The files deposited for a call, as lists show them: what was said last of each, and what ONE thinks of it. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { slug, type CaseData } from '../../workflows/project-call/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { turnPage, type Cursor, type Page } from '../keyset.ts';

export interface Deposit {
  id: string;
  reference: string;
  status: string;
  facility_name: string;
  body_name: string;
  administration: string;
  opened_at: Instant;
  state: { data: CaseData };
  /** As it was typed; null once retention has erased it. */
  content: Readonly<Record<string, unknown>> | null;
  /** Of the last deposit. */
  at: Instant;
}
export interface DepositFilter {
  status?: string;
  administration?: string;
  /** Beginning of a municipality. */
  municipality?: string;
}

const pageSize = 50;
const mostExported = 5000;

function deposits(db: Database, ability: Ability, callId: string, filter: DepositFilter): Knex.QueryBuilder {
  const query = accessibleBy(db('cases'), ability, 'read', 'Case')
    .join('organising_bodies as b', 'b.id', 'cases.organising_body_id')
    .joinRaw(
      `cross join lateral (select a.at, t.content from acts a left join act_contents t on t.case_id = a.case_id and t.number = a.number
         where a.case_id = cases.id and a.action in ('deposit', 'deposit-again') order by a.number desc limit 1) last`,
    )
    .where({ 'cases.slug': slug })
    .whereRaw("cases.state -> 'data' ->> 'call' = ?", [callId])
    .select(
      'cases.id',
      'cases.reference',
      'cases.status',
      'cases.facility_name',
      'b.name as body_name',
      'cases.administration',
      'cases.opened_at',
      'cases.state',
      'last.content',
      'last.at',
    );
  if (filter.status) void query.where({ 'cases.status': filter.status });
  if (filter.administration) void query.where({ 'cases.administration': filter.administration });
  if (filter.municipality)
    void query.whereRaw("starts_with(lower(last.content ->> 'municipality'), lower(?))", [filter.municipality]);
  return query;
}

/** The last to come first. */
export async function listDeposits(
  db: Database,
  ability: Ability,
  callId: string,
  filter: DepositFilter,
  cursor: Cursor,
): Promise<Page<Deposit>> {
  const from = cursor.after ?? cursor.before;
  const place = from
    ? ((await db('cases').where({ id: from }).first(db.raw('cast(opened_at as text) as place'))) as
        | { place: string }
        | undefined)
    : undefined;
  return turnPage<Deposit>(
    db,
    deposits(db, ability, callId, filter),
    { column: db.raw('cases.opened_at'), id: 'cases.id', descending: true },
    cursor,
    place?.place,
    pageSize,
  );
}

export const exportDeposits = (
  db: Database,
  ability: Ability,
  callId: string,
  filter: DepositFilter,
): Promise<Deposit[]> =>
  deposits(db, ability, callId, filter)
    .orderBy(['cases.facility_name', 'cases.id'])
    .limit(mostExported) as unknown as Promise<Deposit[]>;

export interface Standing {
  status: string;
  files: number;
  places: number;
}
/** Of a call, as far as the reader may see: files and places by status. */
export const countDeposits = (db: Database, ability: Ability, callIds: readonly string[]) =>
  accessibleBy(db('cases'), ability, 'read', 'Case')
    .where({ 'cases.slug': slug })
    .whereRaw("cases.state -> 'data' ->> 'call' = any (cast(? as text[]))", [[...callIds]])
    .groupByRaw('1, cases.status')
    .select(
      db.raw("cases.state -> 'data' ->> 'call' as call"),
      'cases.status',
      db.raw('cast(count(*) as int) as files'),
      db.raw("cast(sum(cast(cases.state -> 'data' ->> 'places' as int)) as int) as places"),
    ) as unknown as Promise<(Standing & { call: string })[]>;

export interface Readiness {
  /** Files that still wait for an opinion. */
  undecided: number;
  examined: number;
  /** Of those examined. */
  places: number;
}
/** Wherever they are, whoever asks: whether the results of a call may be published. */
export async function countReadiness(db: Database, callId: string): Promise<Readiness> {
  const row: unknown = await db('cases')
    .where({ slug })
    .whereRaw("state -> 'data' ->> 'call' = ?", [callId])
    .first(
      db.raw("cast(count(*) filter (where status in ('deposited', 'examination')) as int) as undecided"),
      db.raw("cast(count(*) filter (where status = 'examined') as int) as examined"),
      db.raw(
        "cast(coalesce(sum(cast(state -> 'data' ->> 'places' as int)) filter (where status = 'examined'), 0) as int) as places",
      ),
    );
  return row as Readiness;
}

/** Files of the reader's own places for these calls, the last to come first. */
export const listOwnDeposits = (db: Database, ability: Ability, callIds: readonly string[]) =>
  accessibleBy(db('cases'), ability, 'read', 'Case')
    .where({ 'cases.slug': slug })
    .whereRaw("cases.state -> 'data' ->> 'call' = any (cast(? as text[]))", [[...callIds]])
    .orderBy('cases.opened_at', 'desc')
    .limit(200)
    .select(
      'cases.id',
      'cases.reference',
      'cases.status',
      'cases.facility_name',
      'cases.opened_at',
      db.raw("cases.state -> 'data' ->> 'call' as call"),
    ) as unknown as Promise<
    { id: string; reference: string; status: string; facility_name: string; opened_at: Instant; call: string }[]
  >;
