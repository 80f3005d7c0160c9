/** The months of after-school places that were sent to ONE, and are not open again for a correction. */
import { monthsOfQuarter, type BudgetQuarter } from '../../domain/after-school/budget-year.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Snapshot, SnapshotMonth } from '../../domain/after-school/snapshot.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { Month } from '../../domain/quarter.ts';
import type { Database } from '../connect.ts';

export interface Sending {
  caseId: string;
  quarter: BudgetQuarter;
  at: Instant;
  /** Who sent it; null where the person is not known any more. */
  by: string | null;
  /** Months of it that are open again. */
  reopened: readonly Month[];
  /** What is to be corrected in them, in the words of ONE. */
  questions: ReadonlyMap<Month, string>;
}

/** The last sending of each quarter, by place. Two queries. */
export async function findSendings(
  db: Database,
  facilityIds: readonly string[],
  quarters: readonly BudgetQuarter[],
): Promise<ReadonlyMap<string, readonly Sending[]>> {
  // One after the other: where it is asked within a transaction, there is one connection.
  const sendings = await db('after_school_sendings as s')
    .leftJoin('users as u', 'u.id', 's.sent_by')
    .whereIn('s.facility_id', facilityIds)
    .whereIn('s.quarter', quarters)
    .distinctOn('s.facility_id', 's.quarter')
    .orderBy([
      's.facility_id',
      's.quarter',
      { column: 's.sent_at', order: 'desc' },
      { column: 's.revision', order: 'desc' },
    ])
    .select<(Omit<Sending, 'reopened' | 'questions'> & { facilityId: string })[]>(
      's.facility_id as facilityId',
      's.case_id as caseId',
      's.quarter',
      's.sent_at as at',
      db.raw("u.first_name || ' ' || u.family_name as by"),
    );
  const reopened = await db('after_school_reopened')
    .whereIn('facility_id', facilityIds)
    .whereNull('closed_at')
    .orderBy('month')
    .select<{ facilityId: string; caseId: string; month: Month; question: string | null }[]>(
      'facility_id as facilityId',
      'case_id as caseId',
      'month',
      'question',
    );
  return groupBy(
    sendings.map((sending) => {
      const open = reopened.filter(
        ({ facilityId, caseId }) => facilityId === sending.facilityId && caseId === sending.caseId,
      );
      return {
        ...sending,
        reopened: open.map(({ month }) => month),
        questions: new Map(open.flatMap(({ month, question }) => (question === null ? [] : [[month, question]]))),
      };
    }),
    ({ facilityId }) => facilityId,
  );
}

/** The months of a quarter that are closed, as the last sending of each place holds them; none where nothing was sent, or is open again. */
export async function findSentMonths(
  db: Database,
  sendings: ReadonlyMap<string, readonly Sending[]>,
  quarter: BudgetQuarter,
): Promise<ReadonlyMap<string, readonly SnapshotMonth[]>> {
  const ofQuarter = new Map(
    [...sendings].flatMap(([id, all]) =>
      all.filter((sending) => sending.quarter === quarter).map((sending): [string, Sending] => [id, sending]),
    ),
  );
  if (ofQuarter.size === 0) return new Map();
  const rows = (await db('after_school_sendings')
    .whereIn('facility_id', [...ofQuarter.keys()])
    .where({ quarter })
    .distinctOn('facility_id')
    .orderBy(['facility_id', { column: 'sent_at', order: 'desc' }, { column: 'revision', order: 'desc' }])
    .select('facility_id as id', 'snapshot')) as { id: string; snapshot: Snapshot }[];
  return new Map(
    rows.map(({ id, snapshot }) => [
      id,
      snapshot.months.filter(({ month }) => !ofQuarter.get(id)!.reopened.includes(month)),
    ]),
  );
}

/** What locks each month that may not be written in; of one place. */
export const lockedMonths = (sendings: readonly Sending[]): ReadonlyMap<Month, Sending> =>
  new Map(
    sendings.flatMap((sending) =>
      monthsOfQuarter(sending.quarter)
        .filter((month) => !sending.reopened.includes(month))
        .map((month) => [month, sending]),
    ),
  );

/** Whoever writes counts, sends them or opens a month again waits for the others of the same places; held to the end of the transaction. */
export const lockPlaces = (trx: Database, facilityIds: readonly string[]): Promise<unknown> =>
  trx('facilities').whereIn('id', facilityIds).orderBy('id').forNoKeyUpdate().select('id');
