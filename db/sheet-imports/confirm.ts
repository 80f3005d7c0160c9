/** Writing an import: all of it in one transaction, once, and only what the page has shown. */
import type { Instant } from '../../domain/calendar.ts';
import type { Viewer } from '../access/viewer.ts';
import { sentCode } from '../attendance/only-open.ts';
import { instant, type Database } from '../connect.ts';
import { findImport, type Counts, type ImportKind, type SheetImport, type WaitingSheet } from './imports.ts';

export interface Confirmation {
  kind: ImportKind;
  id: string;
  viewer: Viewer;
  /** Of the import, and of its preview, as they were seen. */
  version: number;
  digest: string;
  secret: string;
  at: Instant;
}
/** What a kind of import does within the transaction. */
export interface Writing<Waiting extends WaitingSheet, Preview, Outcome extends Counts> {
  /** From here on nobody else writes there. @returns false: nothing may be written there any more */
  lock: (trx: Database) => Promise<boolean>;
  preview: (trx: Database, waiting: Waiting) => Promise<Preview>;
  write: (trx: Database, preview: Preview, waiting: Waiting) => Promise<Outcome>;
}
/**
 * `changed`: what it is written into, or the import, is not what the page has shown. `faulty`: something is still to be mended.
 * `locked`: nothing may be written there any more.
 */
export type Confirmed = 'done' | 'gone' | 'changed' | 'faulty' | 'locked';

const uniqueViolation = '23505';

/** Sent twice, it is done once. */
export async function confirmImport<
  Waiting extends WaitingSheet,
  Preview extends { faults: readonly unknown[]; digest: string },
  Outcome extends Counts,
>(
  db: Database,
  { kind, id, viewer, version, digest, secret, at }: Confirmation,
  { lock, preview: previewOf, write }: Writing<Waiting, Preview, Outcome>,
): Promise<Confirmed> {
  try {
    return await db.transaction(async (trx): Promise<Confirmed> => {
      await trx('sheet_imports').where({ id }).forUpdate().first('id');
      const asked = { kind, id, userId: viewer.userId, secret, now: at };
      const found: SheetImport<Waiting, Outcome> | undefined = await findImport(trx, asked);
      if (found?.outcome) return 'done';
      if (!found?.waiting) return 'gone';
      if (found.version !== version) return 'changed';
      if (!(await lock(trx))) return 'locked';
      const preview = await previewOf(trx, found.waiting);
      if (preview.faults.length > 0) return 'faulty';
      if (preview.digest !== digest) return 'changed';
      const outcome = await write(trx, preview, found.waiting);
      await trx('sheet_imports')
        .where({ id })
        .update({ sealed: null, sealed_name: null, confirmed_at: instant(at), outcome: JSON.stringify(outcome) });
      return 'done';
    });
  } catch (error) {
    const { code } = error as { code?: string };
    // Somebody has written the same in the same moment.
    if (code === uniqueViolation) return 'changed';
    if (code === sentCode) return 'locked';
    throw error;
  }
}
