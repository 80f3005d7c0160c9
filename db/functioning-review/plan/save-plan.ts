/** Changing the plan of a bilan: only while it is being written, one after the other, and each field where it still is as its page showed it. */
import type { Instant } from '../../../domain/calendar.ts';
import { mergeRow, type Fields } from '../../../domain/functioning-review/merge-row.ts';
import { mostActions, mostObjectives } from '../../../domain/functioning-review/plan.ts';
import type { CaseRow } from '../../access/acts.ts';
import { instant, type Database } from '../../connect.ts';
import { findRound } from './read-plan.ts';

export interface By {
  userId: string;
  at: Instant;
}
export type PlanTable = 'review_objectives' | 'review_actions';

/** Field of the plan → column. Names never come from a form. */
const columns: Readonly<Record<PlanTable, Readonly<Record<string, string>>>> = {
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
async function whileWritten<Result>(
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

export interface RowChange {
  table: PlanTable;
  id: string;
  /** What the page showed of the fields that came back. */
  shown: Fields;
  typed: Fields;
}
export type SavedRow = { id: string } & (
  | { outcome: 'saved'; stands: Fields }
  /** `clashes`: fields that somebody else has changed meanwhile, otherwise; the others are saved. */
  | { outcome: 'changed-elsewhere'; clashes: readonly string[]; stands: Fields; by: string | null; at: Instant }
  | { outcome: 'gone'; by: string | null; at: Instant | null }
);

interface Kept extends Record<string, unknown> {
  id: string;
  answer_round?: number;
  removed_at: Instant | null;
  updated_at: Instant;
  by: string | null;
}

/** Rows of an objective, in two statements for each table. @returns of each change what became of it */
export const savePlan = (
  db: Database,
  caseId: string,
  changes: readonly RowChange[],
  mayWrite: MayWrite,
  by: By,
): Promise<SavedRow[] | Closed> =>
  whileWritten(db, caseId, mayWrite, async (trx) => {
    const round = await findRound(trx, caseId);
    const saved: SavedRow[] = [];
    for (const table of ['review_objectives', 'review_actions'] as const) {
      const own = changes.filter((change) => change.table === table);
      if (own.length > 0) saved.push(...(await saveRows(trx, table, { caseId, round, changes: own }, by)));
    }
    return saved;
  });

async function saveRows(
  trx: Database,
  table: PlanTable,
  { caseId, round, changes }: { caseId: string; round: number; changes: readonly RowChange[] },
  { userId, at }: By,
): Promise<SavedRow[]> {
  const kept = (await trx(`${table} as r`)
    .leftJoin('users as u', 'u.id', 'r.updated_by')
    .where('r.case_id', caseId)
    .whereIn(
      'r.id',
      changes.map(({ id }) => id),
    )
    .select('r.*', trx.raw("u.first_name || ' ' || u.family_name as by"))) as Kept[];
  const rows = new Map(kept.map((row) => [row.id, row]));
  const written: object[] = [];
  const saved = changes.map(({ id, shown, typed }): SavedRow => {
    const row = rows.get(id);
    if (!row || row.removed_at !== null)
      return { id, outcome: 'gone', by: row?.by ?? null, at: row?.removed_at ?? null };
    const stands = fieldsOf(row, table, round);
    const merged = mergeRow(shown, typed, stands);
    const { by, ...columnsOfRow } = row;
    if (Object.keys(merged.written).length > 0)
      written.push({
        ...columnsOfRow,
        ...valuesOf(merged.written, table),
        ...('answer' in merged.written ? { answer_round: round } : {}),
        version: Number(row.version) + 1,
        updated_by: userId,
        updated_at: instant(at),
        removed_at: null,
      });
    const now = { ...stands, ...merged.written };
    return merged.clashes.length === 0
      ? { id, outcome: 'saved', stands: now }
      : { id, outcome: 'changed-elsewhere', clashes: merged.clashes, stands: now, by, at: row.updated_at };
  });
  if (written.length > 0) await trx(table).insert(written).onConflict('id').merge();
  return saved;
}

function fieldsOf(row: Kept, table: PlanTable, round: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns[table]).map(([field, column]) => [
      field,
      column === 'answer' && row.answer_round !== round ? '' : ((row[column] as string | null) ?? ''),
    ]),
  );
}
const valuesOf = (fields: Fields, table: PlanTable): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]): [string, string | null][] => {
      const column = columns[table][field];
      return column === undefined ? [] : [[column, value === '' && nullable.has(column) ? null : value]];
    }),
  );

export type Added = 'added' | 'too-many' | 'gone' | Closed;

/** @param id names the sending: sent twice, the row is there once */
export const addObjective = (
  db: Database,
  { caseId, id, begins = {} }: { caseId: string; id: string; begins?: Fields },
  mayWrite: MayWrite,
  by: By,
): Promise<Added> =>
  whileWritten<Added>(db, caseId, mayWrite, (trx) =>
    add(
      trx,
      'review_objectives',
      { id, case_id: caseId, ...valuesOf(begins, 'review_objectives') },
      {
        among: { case_id: caseId },
        most: mostObjectives,
        by,
      },
    ),
  );

export const addAction = (
  db: Database,
  { caseId, objectiveId, id }: { caseId: string; objectiveId: string; id: string },
  mayWrite: MayWrite,
  by: By,
): Promise<Added> =>
  whileWritten<Added>(db, caseId, mayWrite, async (trx) => {
    const objective = (await trx('review_objectives')
      .where({ id: objectiveId, case_id: caseId })
      .whereNull('removed_at')
      .first('id')) as object | undefined;
    if (!objective) return 'gone';
    return add(
      trx,
      'review_actions',
      { id, case_id: caseId, objective_id: objectiveId },
      {
        among: { objective_id: objectiveId },
        most: mostActions,
        by,
      },
    );
  });

async function add(
  trx: Database,
  table: PlanTable,
  row: Record<string, string | null>,
  { among, most, by: { userId, at } }: { among: Record<string, string>; most: number; by: By },
): Promise<Added> {
  const { count, last } = (await trx(table)
    .where(among)
    .first(
      trx.raw('count(*) filter (where removed_at is null) as count'),
      trx.raw('coalesce(max(position), 0) as last'),
    )) as {
    count: number;
    last: number;
  };
  if (count >= most) return 'too-many';
  await trx(table)
    .insert({ ...row, position: last + 1, updated_by: userId, updated_at: instant(at) })
    .onConflict('id')
    .ignore();
  return 'added';
}

/** Takes a row away, or puts it back. Done twice, it is done once. */
export const setRemoved = (
  db: Database,
  { caseId, table, id, removed }: { caseId: string; table: PlanTable; id: string; removed: boolean },
  mayWrite: MayWrite,
  { userId, at }: By,
): Promise<'done' | Closed> =>
  whileWritten<'done'>(db, caseId, mayWrite, async (trx) => {
    const rows = trx(table).where({ id, case_id: caseId });
    await (removed ? rows.whereNull('removed_at') : rows.whereNotNull('removed_at')).update({
      removed_at: removed ? instant(at) : null,
      version: trx.raw('version + 1'),
      updated_by: userId,
      updated_at: instant(at),
    });
    return 'done';
  });
