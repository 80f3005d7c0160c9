/** Taking a decision back: the lists and the precedent at once, the lines in the background; not while a later decision rests on it. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { recordAudit } from '../audit.ts';
import { giveOrder } from '../batches/orders.ts';
import { instant, type Database } from '../connect.ts';
import { restoreLists, type Restored } from './lists.ts';

export type Undone =
  | { batches: string[] }
  | { refused: 'undone'; by: string; at: Instant }
  | { refused: 'rests'; number: number; organisation: string; module: string };

interface DecisionRow {
  id: string;
  organisation_id: string | null;
  restores: Restored[];
  decided_at: Instant;
  number: number;
  undone_at: Instant | null;
  undone_by: string | null;
}

/** Ring for the batches afterwards. @returns undefined when there is no such decision */
export function undoDecision(db: Database, viewer: Viewer, id: string, at: Instant): Promise<Undone | undefined> {
  return db.transaction(async (trx): Promise<Undone | undefined> => {
    const row = (await trx('training_decisions').where({ id }).forUpdate().first()) as DecisionRow | undefined;
    if (!row) return undefined;
    if (row.undone_at !== null) {
      const by = (await trx('users')
        .where({ id: row.undone_by })
        .first(trx.raw("first_name || ' ' || family_name as name"))) as { name: string } | undefined;
      return { refused: 'undone', by: by?.name ?? '', at: row.undone_at };
    }
    const later = await findLater(trx, row);
    if (later) return { refused: 'rests', ...later };
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

/** One that cites it, or that decided on a module of the organisation which this one put into the lists. */
async function findLater(
  trx: Database,
  { id, organisation_id: organisationId, restores, number }: DecisionRow,
): Promise<{ number: number; organisation: string; module: string } | undefined> {
  const wroteOrganisation = restores.some((row) => row.table === 'training_organisations' && row.id === organisationId);
  return (await trx('training_decisions')
    .whereNull('undone_at')
    .where('number', '>', number)
    .where((either) => {
      void either.where({ rests_on: id });
      if (wroteOrganisation && organisationId) void either.orWhere({ organisation_id: organisationId });
    })
    .orderBy('number')
    .first('number', 'organisation', 'module')) as { number: number; organisation: string; module: string } | undefined;
}
