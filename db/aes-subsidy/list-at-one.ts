/** The quarters of all bodies at ONE, each agent as far as they may see: a page by name, how many by status, all for a sheet. */
import type { Knex } from 'knex';
import type { BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import type { Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/aes-subsidy/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { allByName, holdWords, turnByName } from '../cases/by-name.ts';
import type { Database } from '../connect.ts';
import type { Cursor, Page } from '../keyset.ts';

export interface QuarterFilter {
  quarter: BudgetQuarter;
  status?: Status;
  text?: string;
}
export interface QuarterAtOne {
  id: string;
  reference: string;
  /** Name of the body. */
  name: string;
  postcode: string;
  locality: string;
  status: Status;
  status_since: Instant;
  turn: 'operator' | 'one' | 'nobody';
  data: CaseData;
  /** Of the last sending. */
  sent_at: Instant | null;
}

export async function listQuartersAtOne(
  db: Database,
  ability: Ability,
  filter: QuarterFilter,
  cursor: Cursor,
): Promise<Page<QuarterAtOne>> {
  return turnByName(db, rowsOf(db, ability, filter), slug, cursor);
}

export const listQuartersForSheet = async (
  db: Database,
  ability: Ability,
  filter: QuarterFilter,
): Promise<QuarterAtOne[]> => (await allByName(rowsOf(db, ability, filter))) as QuarterAtOne[];

/** By status, the other filters hold; and what was retained and paid of them, in cents. */
export const countQuarters = async (
  db: Database,
  ability: Ability,
  { status: _, ...others }: QuarterFilter,
): Promise<{ status: Status; count: number; retained: number; paid: number }[]> =>
  (await casesOf(db, ability, others)
    .groupBy('cases.status')
    .select(
      'cases.status',
      db.raw('cast(count(*) as int) as count'),
      // As `signedCentsOf`: what is only proposed is no amount yet.
      db.raw(`cast(coalesce(sum(coalesce(
          cast(cases.state -> 'data' ->> 'signedCents' as bigint),
          case when coalesce(cases.state -> 'data' ->> 'signed', cases.state -> 'data' -> 'calculation' ->> 'digest')
            = cases.state -> 'data' -> 'calculation' ->> 'digest'
          then cast(cases.state -> 'data' -> 'calculation' ->> 'retained' as bigint) end))
        filter (where cases.state -> 'data' ->> 'signedOn' is not null), 0) as float8) as retained`),
      db.raw(`cast(coalesce(sum(cast(cases.state -> 'data' ->> 'paid' as bigint)), 0) as float8) as paid`),
    )) as { status: Status; count: number; retained: number; paid: number }[];

function casesOf(db: Database, ability: Ability, { quarter, status, text }: QuarterFilter): Knex.QueryBuilder {
  const query = accessibleBy(db('cases'), ability, 'read', 'Case').where({
    'cases.slug': slug,
    'cases.period': quarter,
  });
  if (status) void query.where('cases.status', status);
  holdWords(query, text);
  return query;
}
const rowsOf = (db: Database, ability: Ability, filter: QuarterFilter): Knex.QueryBuilder =>
  casesOf(db, ability, filter).select(
    'cases.id',
    'cases.reference',
    'cases.facility_name as name',
    'cases.postcode',
    'cases.locality',
    'cases.status',
    'cases.status_since',
    'cases.turn',
    db.raw("cases.state -> 'data' as data"),
    db.raw('(select max(s.sent_at) from after_school_sendings s where s.case_id = cases.id) as sent_at'),
  );
