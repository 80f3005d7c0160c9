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
      // Once it is signed: what is only proposed is no amount yet.
      db.raw(`cast(coalesce(sum(cast(cases.state -> 'data' -> 'calculation' ->> 'retained' as bigint))
        filter (where cases.state -> 'data' ->> 'signedOn' is not null), 0) as float8) as retained`),
      db.raw(`cast(coalesce(sum(cast(cases.state -> 'data' ->> 'paid' as bigint)), 0) as float8) as paid`),
    )) as { status: Status; count: number; retained: number; paid: number }[];

/** The quarters there are, the newest first: from each to the one before, for there are thousands of cases of each. */
export async function listPeriods(db: Database, ability: Ability): Promise<BudgetQuarter[]> {
  const seen = () =>
    accessibleBy(db('cases'), ability, 'read', 'Case').where({ 'cases.slug': slug }).whereNotNull('cases.period');
  const rows = (await db
    .withRecursive('there', ['period'], (there) => {
      void there
        .from(seen().max('cases.period as period').as('newest'))
        .select('newest.period')
        .unionAll(
          db('there')
            .whereNotNull('there.period')
            .select(seen().whereRaw('cases.period < there.period').max('cases.period').as('period')),
        );
    })
    .from('there')
    .whereNotNull('there.period')
    .orderBy('there.period', 'desc')
    .select('there.period')) as { period: BudgetQuarter }[];
  return rows.map(({ period }) => period);
}

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
