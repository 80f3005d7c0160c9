/** Writing an import: all of it in one transaction, once, and only what the page has shown. */
import type { Instant } from '../../../domain/calendar.ts';
import { dayOf } from '../../../domain/calendar.ts';
import type { Viewer } from '../../access/viewer.ts';
import { instant, type Database } from '../../connect.ts';
import { findImport, type ImportOutcome } from './imports.ts';
import type { StaffedBody } from './known.ts';
import { previewImport } from './preview.ts';
import { writePlan } from './write-plan.ts';

export interface Confirmation {
  id: string;
  viewer: Viewer;
  body: StaffedBody;
  /** Of the import, and of its preview, as they were seen. */
  version: number;
  digest: string;
  nissPepper: string;
  nissKey: string;
  at: Instant;
}
/** `changed`: the team, or the import, is not what the page has shown. `faulty`: something is still to be mended. */
export type Confirmed = { outcome: 'done'; counts: ImportOutcome } | { outcome: 'gone' | 'changed' | 'faulty' };

const uniqueViolation = '23505';

/** Sent twice, it is done once. */
export async function confirmImport(db: Database, confirmation: Confirmation): Promise<Confirmed> {
  const { id, viewer, body, version, digest, nissPepper, nissKey, at } = confirmation;
  try {
    return await db.transaction(async (trx): Promise<Confirmed> => {
      await trx('team_imports').where({ id }).forUpdate().first('id');
      const found = await findImport(trx, { id, userId: viewer.userId, secret: nissKey, now: at });
      if (!found) return { outcome: 'gone' };
      if (found.outcome) return { outcome: 'done', counts: found.outcome };
      if (!found.waiting) return { outcome: 'gone' };
      if (found.version !== version) return { outcome: 'changed' };
      // From here on, nobody else writes on a sheet of this team.
      await trx.raw(`select from collaborations where organising_body_id = ? order by id for update`, [body.id]);
      const { ability } = viewer;
      const preview = await previewImport(trx, found.waiting, { body, ability, today: dayOf(at), nissPepper });
      if (preview.faults.length > 0) return { outcome: 'faulty' };
      if (preview.digest !== digest) return { outcome: 'changed' };
      const counts = await writePlan(trx, preview.planned, { viewer, body, nissPepper, nissKey, at, importId: id });
      await trx('team_imports')
        .where({ id })
        .update({ sealed: null, confirmed_at: instant(at), outcome: JSON.stringify(counts) });
      return { outcome: 'done', counts };
    });
  } catch (error) {
    // Somebody has added one of these persons in the same moment.
    if ((error as { code?: string }).code === uniqueViolation) return { outcome: 'changed' };
    throw error;
  }
}
