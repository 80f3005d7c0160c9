/** What each change of the hours of a place after school was told with (a comment, a reason), and who at ONE is told of it. */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import { instant, type Database } from '../connect.ts';

export interface ScheduleChangeTold {
  facilityId: string;
  validFrom: Day;
  /** Sentences; `after` null: hours to come that were taken back. */
  before: string | null;
  after: string | null;
  comment: string | null;
  reason: string | null;
  by: string | null;
  at: Instant;
}
export interface ScheduleChangeRow extends Omit<ScheduleChangeTold, 'by'> {
  id: string;
  /** Name; null: nobody any more. */
  by: string | null;
}
/** What an agent is told. */
export interface ScheduleNotice extends ScheduleChangeRow {
  facilityName: string;
  bodyName: string;
  readAt: Instant | null;
}

const readers = `
insert into schedule_change_readers (change_id, user_id)
select cast(:id as uuid), reader from facilities f
  cross join lateral (select case f.kind when 'after-school-1' then 'aes-manager' else 'aes-referent' end as role) as t
  cross join lateral in_charge(null, f.id, t.role, f.administration, null, null, cast(:today as date)) as one
  cross join lateral told_of_task(one, t.role, f.administration, null, cast(:today as date)) as reader
where f.id = :facilityId and reader is not null
on conflict do nothing`;

/**
 * Kept beside the hours, in their transaction. The gestionnaire AES in charge is told (of a place of type 2, the agrément referent: hypothèse), or who replaces them, else all of them, else who
 * supervises.
 */
export async function recordScheduleChange(trx: Database, change: ScheduleChangeTold): Promise<void> {
  const { facilityId, at } = change;
  const [row] = (await trx('schedule_changes')
    .insert({
      facility_id: facilityId,
      valid_from: change.validFrom,
      before_words: change.before,
      after_words: change.after,
      comment: change.comment,
      reason: change.reason,
      changed_by: change.by,
      changed_at: instant(at),
    })
    .returning('id')) as { id: string }[];
  await trx.raw(readers, { id: row!.id, facilityId, today: dayOf(at) });
}

/** Whether this very comment was left for these hours. */
export const isCommentKept = async (
  trx: Database,
  { facilityId, validFrom, comment }: Pick<ScheduleChangeTold, 'facilityId' | 'validFrom' | 'comment'>,
): Promise<boolean> =>
  (await trx('schedule_changes').where({ facility_id: facilityId, valid_from: validFrom, comment }).first('id')) !==
  undefined;

const columns = {
  id: 's.id',
  facilityId: 's.facility_id',
  validFrom: 's.valid_from',
  before: 's.before_words',
  after: 's.after_words',
  comment: 's.comment',
  reason: 's.reason',
  at: 's.changed_at',
};
const byName = "u.first_name || ' ' || u.family_name as by";

/** The newest first. @param facilityId of a place that was found with the rights of who asks */
export const listScheduleChanges = (db: Database, facilityId: string, limit = 50): Promise<ScheduleChangeRow[]> =>
  db('schedule_changes as s')
    .leftJoin('users as u', 'u.id', 's.changed_by')
    .where('s.facility_id', facilityId)
    .orderBy([
      { column: 's.changed_at', order: 'desc' },
      { column: 's.id', order: 'desc' },
    ])
    .limit(limit)
    .select(columns, db.raw(byName)) as unknown as Promise<ScheduleChangeRow[]>;

/** The fifty newest that this agent was told of, of places that they see still. */
export const listScheduleNotices = (
  db: Database,
  { userId, ability }: { userId: string; ability: Ability },
): Promise<ScheduleNotice[]> =>
  told(db, { userId, ability })
    .join('organising_bodies as b', 'b.id', 'facilities.organising_body_id')
    .leftJoin('users as u', 'u.id', 's.changed_by')
    .orderBy([
      { column: 's.changed_at', order: 'desc' },
      { column: 's.id', order: 'desc' },
    ])
    .limit(50)
    .select(
      { ...columns, facilityName: 'facilities.name', bodyName: 'b.name', readAt: 'r.read_at' },
      db.raw(byName),
    ) as unknown as Promise<ScheduleNotice[]>;

const told = (db: Database, { userId, ability }: { userId: string; ability: Ability }) =>
  accessibleBy(
    db('schedule_change_readers as r')
      .join('schedule_changes as s', 's.id', 'r.change_id')
      .join('facilities', 'facilities.id', 's.facility_id'),
    ability,
    'read',
    'Facility',
  ).where('r.user_id', userId);
/** Those that an agent has not read, of places that they see still: as the list shows them. A query, to be counted. */
export const unreadScheduleNotices = (db: Database, viewer: { userId: string; ability: Ability }) =>
  told(db, viewer).whereNull('r.read_at').select('r.change_id');

/** Those of one place, or of all, that came until an instant. @returns how many */
export const readScheduleNotices = (
  db: Database,
  { userId, facilityId, until, at }: { userId: string; facilityId?: string; until: Instant; at: Instant },
): Promise<number> =>
  db('schedule_change_readers')
    .where({ user_id: userId })
    .whereNull('read_at')
    .whereIn(
      'change_id',
      db('schedule_changes')
        .where('changed_at', '<=', instant(until))
        .modify((query) => {
          if (facilityId !== undefined) void query.where({ facility_id: facilityId });
        })
        .select('id'),
    )
    .update({ read_at: instant(at) });
