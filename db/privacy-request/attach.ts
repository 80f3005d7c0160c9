/** What the portal holds about the person, put with their request: it waits there until the answer sends it. */
import type { Day } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { fileLimitsOn } from '../file-limits.ts';
import { keepDocument, type NotKept } from '../keep-document.ts';
import type { NewDocument } from '../save-document.ts';

/** Of the form of the answer. */
export const exportSlot = 'export';

/** One of that name that waits already gives way to it. @returns why it was not kept */
export async function attachToAnswer(
  db: Database,
  document: NewDocument & { uploadedBy: string },
  today: Day,
): Promise<NotKept | undefined> {
  const most = await fileLimitsOn(db, today);
  return db.transaction(async (trx) => {
    await trx('documents')
      .where({ case_id: document.caseId ?? null, slot: exportSlot, name: document.name })
      .whereNull('act_number')
      .whereNull('withdrawn_at')
      .update({ withdrawn_at: instant(document.at), withdrawn_by: document.uploadedBy });
    return keepDocument(trx, document, most);
  });
}
