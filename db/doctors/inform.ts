/** A doctor who was introduced by others is told so by mail: what ONE processes, where it comes from, whom to write to (GDPR, art. 14). Once. */
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { queueWord } from '../link-mails.ts';

/** Of a number that was introduced before, by whichever body, nothing is sent. */
export async function informDoctor(trx: Database, caseId: string, at: Instant): Promise<void> {
  const {
    rows: [told],
  } = await trx.raw<{ rows: { email: string | null; body: string }[] }>(
    `update doctors d set informed_at = :at
     from doctor_collaborations c join organising_bodies b on b.id = c.organising_body_id
     where c.case_id = :caseId and d.id = c.doctor_id and d.informed_at is null
     returning c.asked->>'email' as email, b.name as body`,
    { caseId, at: instant(at) },
  );
  if (told?.email) await queueWord(trx, { kind: 'doctor-introduced', email: told.email, at, source: told.body });
}
