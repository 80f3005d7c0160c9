/** The quarters of bodies, newest first, with what was sent of each. */
import type { BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import type { Day, Instant } from '../../domain/calendar.ts';
import { slug, type CaseData, type Status } from '../../workflows/aes-subsidy/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';

export interface QuarterListed {
  id: string;
  reference: string;
  /** Name of the body. */
  name: string;
  quarter: BudgetQuarter;
  status: Status;
  turn: 'operator' | 'one' | 'nobody';
  data: CaseData;
  /** Of the last sending. */
  sentAt: Instant | null;
}
/** Where a page begins: after this quarter of this case. */
export interface ListCursor {
  quarter: BudgetQuarter;
  id: string;
}

/** One more than `limit` where a page follows. */
export const listQuarters = (
  db: Database,
  ability: Ability,
  { limit, after }: { limit: number; after?: ListCursor },
): Promise<QuarterListed[]> =>
  accessibleBy(quarters(db), ability, 'read', 'Case')
    .modify((query) => {
      if (after) void query.whereRaw('(cases.period, cases.id) < (?, ?)', [after.quarter, after.id]);
    })
    .limit(limit + 1);

/** Those of the same body that came before. The caller has looked at the rights on one of its cases. */
export const quartersBefore = (
  db: Database,
  { organisingBodyId, quarter }: { organisingBodyId: string; quarter: BudgetQuarter },
  limit: number,
): Promise<QuarterListed[]> =>
  quarters(db).where({ subject_id: organisingBodyId }).where('cases.period', '<', quarter).limit(limit);

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

/** The last day to send each of these quarters of a body, as its case keeps it; one that is not opened is not there. Says nothing of the case itself. */
export async function lastDaysToSend(
  db: Database,
  organisingBodyId: string,
  of: readonly BudgetQuarter[],
): Promise<ReadonlyMap<BudgetQuarter, Day>> {
  const rows = await quarters(db).where({ subject_id: organisingBodyId }).whereIn('cases.period', of);
  return new Map(rows.map(({ quarter, data }) => [quarter, data.lastDay]));
}

const quarters = (db: Database) =>
  db('cases')
    .where({ slug, kind: 'quarter' })
    .whereNotNull('cases.period')
    .whereNot('cases.status', 'cancelled')
    .orderBy([
      { column: 'cases.period', order: 'desc' },
      { column: 'cases.id', order: 'desc' },
    ])
    .select<QuarterListed[]>(
      'cases.id',
      'cases.reference',
      'cases.facility_name as name',
      'cases.period as quarter',
      'cases.status',
      'cases.turn',
      db.raw("cases.state -> 'data' as data"),
      db.raw('(select max(s.sent_at) from after_school_sendings s where s.case_id = cases.id) as "sentAt"'),
    );
