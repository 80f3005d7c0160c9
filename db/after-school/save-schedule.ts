/** The hours of a place after school: written under the lock and version of its hours, and told to ONE with the comment that came with them. */
import type { Day } from '../../domain/calendar.ts';
import { hoursOn, type DatedHours, type Week } from '../../domain/signaletique/opening-hours.ts';
import type { Change } from '../audit.ts';
import type { Database } from '../connect.ts';
import type { Elsewhere } from '../sheet-sections.ts';
import { listHours } from '../signaletique/find-sheet.ts';
import { hoursDropped, hoursWritten, sentenceOf, type Writing } from '../signaletique/hours.ts';
import { isCommentKept, recordScheduleChange } from './schedule-changes.ts';

export interface ScheduleWritten {
  validFrom: Day;
  week: Week;
  /** The version to come that this one replaces, where its first day changes. */
  instead?: Day | undefined;
  comment: string | null;
  /** Given where the first day is past. */
  reason: string | null;
}

const standingOn = (all: readonly DatedHours[], day: Day, instead?: Day): string | null => {
  const version = hoursOn(
    all.filter(({ validFrom }) => validFrom !== instead),
    day,
  );
  return version ? sentenceOf(version) : null;
};

/** Hours from a day on, with what is said of them. A comment alone, on hours that stand already, reaches the agent too. */
export function scheduleWritten(writing: Writing, schedule: ScheduleWritten): Elsewhere {
  const { facilityId } = writing;
  const { validFrom, week, comment, reason } = schedule;
  const instead = schedule.instead === validFrom ? undefined : schedule.instead;
  const hours = { validFrom, week, words: null };
  const written = hoursWritten(writing, hours);
  const isGone = (all: readonly DatedHours[]): boolean =>
    instead === undefined || !all.some((version) => version.validFrom === instead);
  return {
    stands: async (trx) =>
      (await written.stands(trx)) &&
      isGone(await listHours(trx, facilityId)) &&
      (comment === null || (await isCommentKept(trx, { facilityId, validFrom, comment }))),
    write: async (trx): Promise<Change> => {
      const all = await listHours(trx, facilityId);
      const before = standingOn(all, validFrom, instead);
      const moved = all.find((version) => version.validFrom === instead);
      const dropped = moved && (await hoursDropped(writing, moved.validFrom).write(trx));
      const change = await written.write(trx);
      // Who reads it must know that the other day does not change anything any more.
      if (dropped) await told(trx, writing, moved);
      const after = sentenceOf(hours);
      await recordScheduleChange(trx, {
        facilityId,
        validFrom,
        before,
        after,
        comment,
        reason,
        by: writing.by,
        at: writing.at,
      });
      if (!change && !dropped) return { schedule_comment: { before: null, after: validFrom } };
      const days: Change = dropped ? { valid_from: { before: instead, after: validFrom } } : {};
      return { ...dropped, ...change, ...days };
    },
  };
}

/** Hours to come, taken back. */
export function scheduleDropped(writing: Writing, validFrom: Day): Elsewhere {
  const dropped = hoursDropped(writing, validFrom);
  return {
    stands: dropped.stands,
    write: async (trx): Promise<Change | undefined> => {
      const gone = (await listHours(trx, writing.facilityId)).find((hours) => hours.validFrom === validFrom);
      const change = await dropped.write(trx);
      if (change && gone) await told(trx, writing, gone);
      return change;
    },
  };
}
const told = (trx: Database, { facilityId, by, at }: Writing, gone: DatedHours): Promise<void> =>
  recordScheduleChange(trx, {
    facilityId,
    validFrom: gone.validFrom,
    before: sentenceOf(gone),
    after: null,
    comment: null,
    reason: null,
    by,
    at,
  });
