/** The tables of a plan that is being written: one writes after the other, and only while it is written. */
import type { Instant } from '../../../domain/calendar.ts';
import type { Fields } from '../../../domain/functioning-review/merge-row.ts';
import type { CaseRow } from '../../access/acts.ts';
import type { Database } from '../../connect.ts';

export interface By {
  userId: string;
  at: Instant;
}
export type PlanTable = 'review_objectives' | 'review_actions';

/** Field of the plan → column. Names never come from a form. */
export const columns: Readonly<Record<PlanTable, Readonly<Record<string, string>>>> = {
  review_objectives: {
    domain: 'domain',
    criterion: 'criterion',
    wording: 'wording',
    indicator: 'indicator',
    priority: 'priority',
    dueOn: 'due_on',
    who: 'who',
    answer: 'answer',
  },
  review_actions: {
    what: 'what',
    who: 'who',
    resources: 'resources',
    startsOn: 'starts_on',
    endsOn: 'ends_on',
  },
};
/** Where nothing is no empty text. */
const nullable = new Set(['priority', 'due_on', 'starts_on', 'ends_on']);

/** Of the case as it stands under the lock: what its table and the person's rights say. */
export type MayWrite = (row: CaseRow) => boolean;
export type Closed = 'closed';

/**
 * Who writes waits here for who writes or sends: what was said to be saved is in what is sent.
 * @param mayWrite what the table says of the case, under the lock
 */
export async function whileWritten<Result>(
  db: Database,
  caseId: string,
  mayWrite: MayWrite,
  change: (trx: Database) => Promise<Result>,
): Promise<Result | Closed> {
  return db.transaction(async (trx) => {
    await trx('review_plans')
      .insert({ case_id: caseId })
      .onConflict('case_id')
      .merge({ changes: trx.raw('review_plans.changes + 1') });
    const row = (await trx('cases').where({ id: caseId }).first()) as CaseRow | undefined;
    return row && mayWrite(row) ? change(trx) : 'closed';
  });
}

/** In the transaction of an act: nobody writes in the plan until it is recorded. */
export const lockPlan = (trx: Database, caseId: string): Promise<unknown> =>
  trx('review_plans').where({ case_id: caseId }).forUpdate().first('changes');

export const valuesOf = (fields: Fields, table: PlanTable): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]): [string, string | null][] => {
      const column = columns[table][field];
      return column === undefined ? [] : [[column, value === '' && nullable.has(column) ? null : value]];
    }),
  );
