/** What retention takes of any case. Its acts stay, with who, when and their hashes: that it took place can still be shown. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

/** What was written in its acts, the files that came with it, and what was begun there and not sent. The bytes of the files go with the next sweep. */
export async function eraseCase(trx: Database, caseId: string, now: Instant): Promise<void> {
  await trx.raw(
    'select erase_content(case_id, number, :now) from act_contents where case_id = :caseId and erased_at is null',
    { caseId, now: instant(now) },
  );
  // Withdrawn first: that is what the audit writes down.
  await trx('documents')
    .where({ case_id: caseId })
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: instant(now) });
  await trx('documents').where({ case_id: caseId }).delete();
  await trx('form_drafts').where({ case_id: caseId }).delete();
}
