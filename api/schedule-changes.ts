/** A change of the hours of a place after school, as `schedule-changes` draws it for its operator and for the agent. */
import type { ScheduleChangeRow } from '../db/after-school/schedule-changes.ts';
import { unbroken } from '../domain/written-hour.ts';
import { formatDateTime, formatLongDate } from '../domain/french-dates.ts';

export const presentScheduleChange = ({
  validFrom,
  before,
  after,
  comment,
  reason,
  by,
  at,
}: ScheduleChangeRow): object => ({
  when: formatDateTime(at),
  title:
    after === null
      ? `horaire du ${formatLongDate(validFrom)} retiré`
      : `horaire à partir du ${formatLongDate(validFrom)}`,
  by,
  before: before === null ? 'aucun' : unbroken(before),
  after: after && unbroken(after),
  comment,
  reason,
});
