/** Changing the plan of a bilan: only while it is being written, one after the other, and each field where it still is as its page showed it. */
import type { Instant } from '../../../domain/calendar.ts';
import { mergeRow, type Fields } from '../../../domain/functioning-review/merge-row.ts';
import { instant, type Database } from '../../connect.ts';
import { columns, valuesOf, whileWritten, type By, type Closed, type MayWrite, type PlanTable } from './plan-table.ts';
import { findRound } from './read-plan.ts';

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

/**
 * Rows of an objective and of its actions: read in one statement, written in one.
 * @returns of each change what became of it
 */
export const savePlan = (
  db: Database,
  caseId: string,
  changes: readonly RowChange[],
  mayWrite: MayWrite,
  by: By,
): Promise<SavedRow[] | Closed> =>
  whileWritten(db, caseId, mayWrite, async (trx) => {
    const [round, rows] = [await findRound(trx, caseId), await readRows(trx, caseId, changes)];
    const merged = changes.map((change) => mergeInto(rows.get(change.id), change, round));
    await writeRows(trx, { caseId, round, by }, merged);
    return merged.map(({ saved }) => saved);
  });

async function readRows(trx: Database, caseId: string, changes: readonly RowChange[]): Promise<Map<string, Kept>> {
  const { rows } = await trx.raw<{ rows: { kept: Kept; by: string | null; removed: Instant | null; at: Instant }[] }>(
    `select r.kept, r.removed_at as removed, r.updated_at as at, u.first_name || ' ' || u.family_name as by
     from (select to_jsonb(o) as kept, o.updated_by, o.updated_at, o.removed_at from review_objectives o
           where o.case_id = :caseId and o.id = any(:ids::uuid[])
           union all
           select to_jsonb(a), a.updated_by, a.updated_at, a.removed_at from review_actions a
           where a.case_id = :caseId and a.id = any(:ids::uuid[])) r
     left join users u on u.id = r.updated_by`,
    { caseId, ids: changes.map(({ id }) => id) },
  );
  return new Map(
    rows.map(({ kept, by, removed, at }) => [kept.id, { ...kept, by, removed_at: removed, updated_at: at }]),
  );
}

interface Merged {
  table: PlanTable;
  saved: SavedRow;
  written: Record<string, string>;
}
function mergeInto(row: Kept | undefined, { table, id, shown, typed }: RowChange, round: number): Merged {
  if (!row || row.removed_at !== null)
    return {
      table,
      saved: { id, outcome: 'gone', by: row?.by ?? null, at: row?.removed_at ?? null },
      written: {},
    };
  const stands = fieldsOf(row, table, round);
  const { written, clashes } = mergeRow(shown, typed, stands);
  const now = { ...stands, ...written };
  return {
    table,
    saved:
      clashes.length === 0
        ? { id, outcome: 'saved', stands: now }
        : { id, outcome: 'changed-elsewhere', clashes, stands: now, by: row.by, at: row.updated_at },
    written,
  };
}

/** What is named in a row is written, and nothing else of it. */
async function writeRows(
  trx: Database,
  { caseId, round, by: { userId, at } }: { caseId: string; round: number; by: By },
  merged: readonly Merged[],
): Promise<void> {
  const changed = merged.filter(({ written }) => Object.keys(written).length > 0);
  if (changed.length === 0) return;
  const rowsIn = (table: PlanTable): string =>
    JSON.stringify(
      changed
        .filter((one) => one.table === table)
        .map(({ saved: { id }, written }) => ({
          id,
          fields: { ...valuesOf(written, table), ...('answer' in written ? { answer_round: round } : {}) },
        })),
    );
  await trx.raw(
    `with objectives as (
       update review_objectives r set domain = n.domain, criterion = n.criterion, wording = n.wording, indicator = n.indicator,
         priority = n.priority, due_on = n.due_on, who = n.who, answer = n.answer, answer_round = n.answer_round,
         version = r.version + 1, updated_by = :userId, updated_at = :at
       from review_objectives k, jsonb_to_recordset(cast(:objectives as jsonb)) c(id uuid, fields jsonb), jsonb_populate_record(k, c.fields) n
       where k.id = c.id and r.id = k.id and r.case_id = :caseId and r.removed_at is null)
     update review_actions r set what = n.what, who = n.who, resources = n.resources, starts_on = n.starts_on, ends_on = n.ends_on,
       version = r.version + 1, updated_by = :userId, updated_at = :at
     from review_actions k, jsonb_to_recordset(cast(:actions as jsonb)) c(id uuid, fields jsonb), jsonb_populate_record(k, c.fields) n
     where k.id = c.id and r.id = k.id and r.case_id = :caseId and r.removed_at is null`,
    {
      caseId,
      userId,
      at: instant(at),
      objectives: rowsIn('review_objectives'),
      actions: rowsIn('review_actions'),
    },
  );
}

function fieldsOf(row: Kept, table: PlanTable, round: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns[table]).map(([field, column]) => [
      field,
      column === 'answer' && row.answer_round !== round ? '' : ((row[column] as string | null) ?? ''),
    ]),
  );
}
