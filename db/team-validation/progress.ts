/** How far the validations of a year are: for agents and supervisors, each as far as they may see. */
import type { Knex } from 'knex';
import type { Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/team-validation/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { allByName, holdWords, turnByName } from '../cases/by-name.ts';
import type { Database } from '../connect.ts';
import type { Cursor, Page } from '../keyset.ts';

export interface ProgressFilter {
  year: string;
  status?: Status;
  administration?: string;
  /** The team is not any more as it was validated. */
  modified?: true;
  text?: string;
}
export interface ProgressRow {
  id: string;
  reference: string;
  facility_name: string;
  postcode: string;
  locality: string;
  administration: string;
  status: Status;
  status_since: Instant;
  data: CaseData;
  /** Null where it is not validated. */
  modified: boolean | null;
}

export async function listProgress(
  db: Database,
  ability: Ability,
  filter: ProgressFilter,
  cursor: Cursor,
): Promise<Page<ProgressRow>> {
  return turnByName(db, rowsOf(db, ability, filter), slug, cursor);
}

export async function listProgressForSheet(
  db: Database,
  ability: Ability,
  filter: ProgressFilter,
): Promise<ProgressRow[]> {
  return (await allByName(rowsOf(db, ability, filter))) as ProgressRow[];
}

export interface Progress {
  administration: string;
  status: Status;
  count: number;
  modified: number;
}
/** By administration and status, in one query; the other filters hold. */
export async function countProgress(db: Database, ability: Ability, filter: ProgressFilter): Promise<Progress[]> {
  const { status: _, administration: __, modified: ___, ...others } = filter;
  return (await casesOf(db, ability, others)
    .groupBy('cases.administration', 'cases.status')
    .select(
      'cases.administration',
      'cases.status',
      db.raw('cast(count(*) as int) as count'),
      db.raw('cast(count(*) filter (where v.modified) as int) as modified'),
    )) as Progress[];
}

/** The years there are, the newest first. */
export async function listYears(db: Database, ability: Ability): Promise<string[]> {
  const rows = (await accessibleBy(db('cases'), ability, 'read', 'Case')
    .where('cases.slug', slug)
    .distinct('cases.period')
    .orderBy('cases.period', 'desc')) as { period: string }[];
  return rows.map(({ period }) => period);
}

function casesOf(
  db: Database,
  ability: Ability,
  { year, status, administration, modified, text }: ProgressFilter,
): Knex.QueryBuilder {
  const query = accessibleBy(db('cases'), ability, 'read', 'Case')
    .leftJoin('validated_teams as v', 'v.case_id', 'cases.id')
    .where({ 'cases.slug': slug, 'cases.period': year });
  if (modified) void query.where('v.modified', true);
  if (status) void query.where('cases.status', status);
  if (administration) void query.where('cases.administration', administration);
  holdWords(query, text);
  return query;
}
const rowsOf = (db: Database, ability: Ability, filter: ProgressFilter): Knex.QueryBuilder =>
  casesOf(db, ability, filter).select(
    'cases.id',
    'cases.reference',
    'cases.facility_name',
    'cases.postcode',
    'cases.locality',
    'cases.administration',
    'cases.status',
    'cases.status_since',
    'v.modified',
    db.raw("cases.state -> 'data' as data"),
  );
