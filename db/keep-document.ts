/** A document that an operator puts with a draft or an open case: within what one of them may hold, and not twice. */
import { saveDocument, type NewDocument } from './save-document.ts';
import type { Instant } from '../domain/calendar.ts';
import { instant, type Database } from './connect.ts';
import type { FileLimits } from './file-limits.ts';

export type NotKept = 'closed' | 'too-many' | 'too-heavy';

/** The same bytes for the same slot again: nothing more is kept. @returns why it was not kept */
export async function keepDocument(
  db: Database,
  document: NewDocument,
  most: Pick<FileLimits, 'documents' | 'bytes'>,
): Promise<NotKept | undefined> {
  const { draftId, caseId, slot, digest, size } = document;
  return db.transaction(async (trx) => {
    // One at a time for each draft and case: two at once must not both be the last that fits.
    const { rows: owners } = await trx.raw<{ rows: object[] }>(
      draftId
        ? `select 1 from drafts where id = ? and submitted_case_id is null and discarded_at is null for no key update`
        : `select 1 from cases where id = ? and closed_at is null for no key update`,
      [draftId ?? caseId ?? null],
    );
    if (owners.length === 0) return 'closed';
    const {
      rows: [held],
    } = await trx.raw<{ rows: { count: number; bytes: number; same: boolean }[] }>(
      `select count(*)::int as count, coalesce(sum(size), 0)::float8 as bytes,
         coalesce(bool_or(slot = :slot and digest = decode(:digest, 'hex')), false) as same
       from documents where :column: = :owner
         and act_number is null and origin = 'operator' and withdrawn_at is null`,
      { slot, digest, column: draftId ? 'draft_id' : 'case_id', owner: draftId ?? caseId ?? null },
    );
    if (!held || held.same) return undefined;
    if (held.count >= most.documents) return 'too-many';
    if (held.bytes + size > most.bytes) return 'too-heavy';
    await saveDocument(trx, document);
    return undefined;
  });
}

const batch = 500;

/** Erases the rows of what was taken off before it was ever sent; the sweep of orphans then finds the bytes. @returns how many */
export async function eraseTakenOff(db: Database, before: Instant): Promise<number> {
  let erased = 0;
  for (;;) {
    const { rowCount } = await db.raw<{ rowCount: number }>(
      `delete from documents where id in (
         select id from documents where withdrawn_at < ? and act_number is null limit ? for update skip locked)`,
      [instant(before), batch],
    );
    erased += rowCount;
    if (rowCount < batch) return erased;
  }
}
