/** Documents that an operator puts with an open case: they wait there until an act sends them. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { Document } from '../models/document.ts';

/** Ids, oldest first. */
export async function listWaitingDocuments(db: Database, caseId: string): Promise<string[]> {
  const rows = await Document.query(db).where('case_id', caseId).modify('waiting').orderBy('uploaded_at').select('id');
  return rows.map(({ id }) => id);
}

/** What waits of one kind: another one takes its place. */
export const withdrawWaitingDocuments = (
  db: Database,
  { caseId, slot, by, at }: { caseId: string; slot: string; by: string; at: Instant },
): Promise<number> =>
  db('documents')
    .where({ case_id: caseId, slot, origin: 'operator' })
    .whereNull('act_number')
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: instant(at), withdrawn_by: by });

/** @returns how many were taken off: none when it was sent, withdrawn before, or never there */
export const withdrawWaitingDocument = (
  db: Database,
  { caseId, id, by, at }: { caseId: string; id: string; by: string; at: Instant },
): Promise<number> =>
  db('documents')
    .where({ id, case_id: caseId, origin: 'operator' })
    .whereNull('act_number')
    .whereNull('withdrawn_at')
    .update({ withdrawn_at: instant(at), withdrawn_by: by });
