/** Taking a decision back: the lists and the precedent at once, the lines in the background; not while a later decision, or a union in the lists, rests on it. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { giveOrder } from '../batches/orders.ts';
import { instant, type Database } from '../connect.ts';
import { restoreLists, type Restored } from './lists.ts';
import { oneAtATime } from './one-at-a-time.ts';

export type Undone =
  | { batches: string[] }
  /** `own`: by the same person; sent twice. */
  | { refused: 'undone'; by: string; own: boolean; at: Instant }
  | { refused: 'rests'; number: number; organisation: string; module: string }
  /** Two organisations of the list were united since, and this decision wrote one of them. */
  | { refused: 'united'; id: string; organisation: string; into: string };

interface DecisionRow {
  id: string;
  restores: Restored[];
  decided_at: Instant;
  number: number;
  undone_at: Instant | null;
  undone_by: string | null;
}

/** Ring for the batches afterwards. @returns undefined when there is no such decision */
export function undoDecision(db: Database, viewer: Viewer, id: string, at: Instant): Promise<Undone | undefined> {
  return db.transaction(async (trx): Promise<Undone | undefined> => {
    await oneAtATime(trx);
    const row = (await trx('training_decisions').where({ id }).forUpdate().first()) as DecisionRow | undefined;
    if (!row) return undefined;
    if (row.undone_at !== null) {
      const by = (await trx('users')
        .where({ id: row.undone_by })
        .first(trx.raw("first_name || ' ' || family_name as name"))) as { name: string } | undefined;
      return { refused: 'undone', by: by?.name ?? '', own: row.undone_by === viewer.userId, at: row.undone_at };
    }
    const later = await findLater(trx, row);
    if (later) return { refused: 'rests', ...later };
    const united = await findUnion(trx, row);
    if (united) return { refused: 'united', ...united };
    await trx('training_decisions')
      .where({ id })
      .update({ undone_by: viewer.userId, undone_at: instant(at) });
    await trx('training_spellings').where({ decision_id: id }).update({ decision_id: null });
    await trx('training_decisions').where({ id }).update({ organisation_id: null, module_id: null });
    await restoreLists(trx, row.restores);
    const batches = (await trx('batches')
      .where({ kind: 'decide-training' })
      .whereRaw("parameters ->> 'decisionId' = ?", [id])
      .orderBy('at')
      .pluck('id')) as string[];
    for (const batch of batches) {
      const order = { undoable: true, actorId: viewer.userId, acr: viewer.acr, at };
      // What runs is held first; what has done nothing is stopped, and its lines wait again.
      await giveOrder(trx, batch, 'pause', order);
      const given = await giveOrder(trx, batch, 'undo', order);
      if (!given?.changed) await giveOrder(trx, batch, 'cancel', order);
    }
    await freeUndecided(trx, id);
    await recordAudit(trx, {
      at,
      actorId: viewer.userId,
      acr: viewer.acr,
      event: 'undo',
      subject: 'training-decision',
      subjectId: id,
    });
    return { batches };
  });
}

/** Lines that the work had not come to: they wait as before. */
const freeUndecided = (trx: Database, id: string): Promise<unknown> =>
  trx.raw(
    `update training_line_spellings ls set decision_id = null from training_lines l
     where l.case_id = ls.case_id and ls.decision_id = ? and l.status = 'waiting'`,
    [id],
  );

/** One that cites it, or that stands on a row of the lists which this one wrote, or that has changed such a row since. */
async function findLater(
  trx: Database,
  { id, restores, number }: DecisionRow,
): Promise<{ number: number; organisation: string; module: string } | undefined> {
  const written = restores.map((row) => row.id);
  return (await trx('training_decisions as d')
    .whereNull('d.undone_at')
    .where('d.number', '>', number)
    .where((either) => {
      void either
        .where('d.rests_on', id)
        .orWhereIn('d.organisation_id', written)
        .orWhereIn('d.module_id', written)
        .orWhereRaw(
          "exists (select from jsonb_array_elements(d.restores) r where cast(r ->> 'id' as uuid) = any(cast(? as uuid[])))",
          [written],
        );
    })
    .orderBy('d.number')
    .first('d.number', 'd.organisation', 'd.module')) as
    | { number: number; organisation: string; module: string }
    | undefined;
}

/** What was united since, of the rows that this one wrote. */
async function findUnion(
  trx: Database,
  { restores, decided_at: at }: DecisionRow,
): Promise<{ id: string; organisation: string; into: string } | undefined> {
  const { rows } = await trx.raw<{ rows: { id: string; organisation: string; into: string }[] }>(
    `select o.id, o.name as organisation, i.name as into from training_merges m
     join training_organisations o on o.id = m.organisation_id join training_organisations i on i.id = m.into_id
     where m.undone_at is null and m.merged_at >= :at
       and array[m.organisation_id, m.into_id] || m.modules || m.aliases && cast(:written as uuid[])
     order by m.merged_at limit 1`,
    { at: instant(at), written: restores.map((row) => row.id) },
  );
  return rows[0];
}
