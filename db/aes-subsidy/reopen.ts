import type { Instant } from '../../domain/calendar.ts';
import type { Month } from '../../domain/quarter.ts';
import { instant, type Database } from '../connect.ts';

/** Months of places that were sent are written in again, until they are sent once more: in the transaction of the act that asks for it. */
export const reopenMonths = async (
  trx: Database,
  { caseId, months, at }: { caseId: string; months: readonly { facilityId: string; month: Month }[]; at: Instant },
): Promise<void> => {
  await trx.raw(
    // Asked once more of the same sending: nobody had answered.
    `insert into after_school_reopened (case_id, facility_id, month, revision, asked_at)
     select s.case_id, s.facility_id, m.month, max(s.revision), :at
     from unnest(cast(:facilities as uuid[]), cast(:months as text[])) as m (facility_id, month)
     join after_school_sendings s on s.case_id = :caseId and s.facility_id = m.facility_id
     group by s.case_id, s.facility_id, m.month
     on conflict (case_id, facility_id, month, revision) do update set asked_at = excluded.asked_at, closed_at = null`,
    {
      caseId,
      at: instant(at),
      facilities: months.map(({ facilityId }) => facilityId),
      months: months.map(({ month }) => month),
    },
  );
};
