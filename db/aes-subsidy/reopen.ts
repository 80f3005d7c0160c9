/** Months of places that were sent are written in again, until they are sent once more: in the transaction of the act that asks for it. */
import type { Instant } from '../../domain/calendar.ts';
import type { Month } from '../../domain/quarter.ts';
import { instant, type Database } from '../connect.ts';

interface AskedMonth {
  facilityId: string;
  month: Month;
  /** What is to be corrected there. */
  question: string;
}

/** Those asked for, and no others of the case. */
export async function reopenMonths(
  trx: Database,
  { caseId, months, at }: { caseId: string; months: readonly AskedMonth[]; at: Instant },
): Promise<void> {
  await closeMonths(trx, { caseId, at });
  await trx.raw(
    // Asked once more of the same sending: nobody had answered.
    `insert into after_school_reopened (case_id, facility_id, month, revision, asked_at, question)
     select s.case_id, s.facility_id, m.month, max(s.revision), :at, m.question
     from unnest(cast(:facilities as uuid[]), cast(:months as text[]), cast(:questions as text[])) as m (facility_id, month, question)
     join after_school_sendings s on s.case_id = :caseId and s.facility_id = m.facility_id
     group by s.case_id, s.facility_id, m.month, m.question
     on conflict (case_id, facility_id, month, revision)
       do update set asked_at = excluded.asked_at, closed_at = null, question = excluded.question`,
    {
      caseId,
      at: instant(at),
      facilities: months.map(({ facilityId }) => facilityId),
      months: months.map(({ month }) => month),
      questions: months.map(({ question }) => question),
    },
  );
}

/** Sent once more, or nobody has answered in time: nothing is written in them any more. What was asked later than `at` stays open: an effect may be carried out late. @param facilityIds all places of the case without it */
export const closeMonths = async (
  trx: Database,
  { caseId, facilityIds, at }: { caseId: string; facilityIds?: readonly string[]; at: Instant },
): Promise<void> => {
  await trx('after_school_reopened')
    .where({ case_id: caseId })
    .whereNull('closed_at')
    .where('asked_at', '<=', instant(at))
    .modify((query) => {
      if (facilityIds) void query.whereIn('facility_id', [...facilityIds]);
    })
    .update({ closed_at: instant(at), question: null });
};
