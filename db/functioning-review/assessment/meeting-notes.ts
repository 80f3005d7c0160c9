/** What was said of a criterion at the meeting: written by ONE, read by both sides. */
import type { Instant } from '../../../domain/calendar.ts';
import { instant, type Database } from '../../connect.ts';

export interface MeetingNote {
  note: string;
  version: number;
  by: string;
  at: Instant;
}
/** By criterion. The caller has looked at the rights on the case. */
export async function loadMeetingNotes(db: Database, caseId: string): Promise<Map<string, MeetingNote>> {
  const rows = (await db('review_meeting_notes as n')
    .join('users as u', 'u.id', 'n.updated_by')
    .where('n.case_id', caseId)
    .select('n.criterion', 'n.note', 'n.version', {
      at: 'n.updated_at',
      by: db.raw("u.first_name || ' ' || u.family_name"),
    })) as (MeetingNote & { criterion: string })[];
  return new Map(rows.map(({ criterion, ...note }) => [criterion, note]));
}

/** Where it still is as the page showed it; what stands already is saved. @returns whether it is kept */
export async function saveMeetingNote(
  trx: Database,
  { caseId, criterion, note, seen }: { caseId: string; criterion: string; note: string; seen: number },
  { userId, at }: { userId: string; at: Instant },
): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into review_meeting_notes as n (case_id, criterion, note, updated_by, updated_at)
     values (:caseId, :criterion, :note, :userId, :at)
     on conflict (case_id, criterion) do update set note = excluded.note, updated_by = excluded.updated_by,
       updated_at = excluded.updated_at, version = n.version + 1
     where n.version = :seen or n.note = excluded.note`,
    { caseId, criterion, note, userId, at: instant(at), seen },
  );
  return rowCount > 0;
}
