/** Rows of a plan added, taken away and put back, within what a plan may hold. */
import { mostActions, mostObjectives } from '../../../domain/functioning-review/plan.ts';
import { instant, type Database } from '../../connect.ts';
import { whileWritten, type By, type Closed, type MayWrite, type PlanTable } from './plan-table.ts';

export type Added = 'added' | 'too-many' | 'gone' | Closed;

/** @param id names the sending: sent twice, the row is there once */
export const addObjective = (
  db: Database,
  { caseId, id }: { caseId: string; id: string },
  mayWrite: MayWrite,
  by: By,
): Promise<Added> =>
  whileWritten<Added>(db, caseId, mayWrite, (trx) => add(trx, 'review_objectives', { id, case_id: caseId }, by));

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
    return objective ? add(trx, 'review_actions', { id, case_id: caseId, objective_id: objectiveId }, by) : 'gone';
  });

/** Objectives are counted in their plan, actions in their objective. */
const among = (table: PlanTable): 'case_id' | 'objective_id' =>
  table === 'review_objectives' ? 'case_id' : 'objective_id';
const most: Readonly<Record<PlanTable, number>> = { review_objectives: mostObjectives, review_actions: mostActions };

async function add(
  trx: Database,
  table: PlanTable,
  row: Record<string, string> & { id: string },
  { userId, at }: By,
): Promise<Added> {
  const parent = among(table);
  const { count, last, there } = (await trx(table)
    .where(parent, row[parent]!)
    .first(
      trx.raw('cast(count(*) filter (where removed_at is null) as int) as count'),
      trx.raw('coalesce(max(position), 0) as last'),
      trx.raw('coalesce(bool_or(id = ?), false) as there', [row.id]),
    )) as { count: number; last: number; there: boolean };
  if (there) return 'added';
  if (count >= most[table]) return 'too-many';
  await trx(table)
    .insert({ ...row, position: last + 1, updated_by: userId, updated_at: instant(at) })
    .onConflict('id')
    .ignore();
  return 'added';
}

/** Takes a row away, or puts it back where there is still room for it. Done twice, it is done once. */
export const setRemoved = (
  db: Database,
  { caseId, table, id, removed }: { caseId: string; table: PlanTable; id: string; removed: boolean },
  mayWrite: MayWrite,
  { userId, at }: By,
): Promise<'done' | 'too-many' | Closed> =>
  whileWritten<'done' | 'too-many'>(db, caseId, mayWrite, async (trx) => {
    const rows = trx(`${table} as r`).where({ 'r.id': id, 'r.case_id': caseId });
    if (removed) void rows.whereNull('r.removed_at');
    else
      void rows
        .whereNotNull('r.removed_at')
        .whereRaw('(select count(*) from ?? s where s.?? = r.?? and s.removed_at is null) < ?', [
          table,
          among(table),
          among(table),
          most[table],
        ]);
    const changed = await rows.update({
      removed_at: removed ? instant(at) : null,
      version: trx.raw('version + 1'),
      updated_by: userId,
      updated_at: instant(at),
    });
    if (changed > 0 || removed) return 'done';
    const still = (await trx(table).where({ id, case_id: caseId }).whereNotNull('removed_at').first('id')) as
      | object
      | undefined;
    return still ? 'too-many' : 'done';
  });
