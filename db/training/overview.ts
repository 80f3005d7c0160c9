/** What the page « Formation continue » reads: hours of everybody, lines of those who are shown, and what waits. */
import type { Day, Instant } from '../../domain/calendar.ts';
import type { CountedLine } from '../../domain/training-hours.ts';
import { slug, type Motive, type Status, type Title } from '../../workflows/training-recognition/contract.ts';
import { accessibleBy } from '../access/sql-filter.ts';
import type { Ability } from '../access/subjects.ts';
import type { Database } from '../connect.ts';
import { lineColumns, linesWithNames, type LineView } from './lines.ts';

/** Of its hours: information that is asked for leaves a line waiting; what was taken back or merged counts nowhere. */
export const standings = `case l.status when 'recognised' then 'recognised' when 'refused' then 'refused'
  when 'waiting' then 'waiting' when 'information-asked' then 'waiting' end`;

export type HoursRow = CountedLine & { collaborationId: string };
export const listHours = (db: Database, ability: Ability, among: readonly string[]): Promise<HoursRow[]> =>
  accessibleBy(db('training_lines as l').join('cases', 'cases.id', 'l.case_id'), ability, 'read', 'Case')
    .whereIn('l.collaboration_id', among)
    .whereIn('l.status', ['recognised', 'refused', 'waiting', 'information-asked'])
    .select({
      collaborationId: 'l.collaboration_id',
      fromOn: 'l.from_on',
      hours: db.raw('cast(l.hours as float8)'),
      standing: db.raw(standings),
    }) as unknown as Promise<HoursRow[]>;

export interface ShownLine extends LineView {
  statusSince: Instant;
  turn: 'operator' | 'one' | 'nobody';
  clockOne: number;
  clockOperator: number;
  clockSince: Instant;
  motive: Motive | null;
  dueOn: Day | null;
  place: number | null;
  total: number | null;
}
/** Of some persons, newest first. Lines that were taken back are not shown. */
export const listLines = (db: Database, ability: Ability, among: readonly string[]): Promise<ShownLine[]> =>
  accessibleBy(linesWithNames(db), ability, 'read', 'Case')
    .leftJoin('training_places as w', 'w.case_id', 'l.case_id')
    .whereIn('l.collaboration_id', among)
    .whereNotIn('l.status', ['withdrawn', 'cancelled'])
    .orderBy([{ column: 'l.from_on', order: 'desc' }, { column: 'l.case_id' }])
    .select({
      ...lineColumns(db),
      statusSince: 'cases.status_since',
      turn: 'cases.turn',
      clockOne: 'cases.clock_one_ms',
      clockOperator: 'cases.clock_operator_ms',
      clockSince: 'cases.clock_since',
      motive: db.raw("cases.state -> 'data' ->> 'motive'"),
      dueOn: 'cases.due_on',
      place: 'w.place',
      total: 'w.total',
    }) as unknown as Promise<ShownLine[]>;

export interface ShownQualification {
  caseId: string;
  collaborationId: string;
  title: Title;
  status: Status;
  enteredAt: Instant;
  statusSince: Instant;
}
/** The newest of each person that was not taken back. */
export const listQualifications = (
  db: Database,
  ability: Ability,
  among: readonly string[],
): Promise<ShownQualification[]> =>
  accessibleBy(db('training_qualifications as q').join('cases', 'cases.id', 'q.case_id'), ability, 'read', 'Case')
    .whereIn('q.collaboration_id', among)
    .whereNotIn('q.status', ['withdrawn', 'cancelled', 'merged'])
    .distinctOn('q.collaboration_id')
    .orderBy([{ column: 'q.collaboration_id' }, { column: 'q.entered_at', order: 'desc' }])
    .select({
      caseId: 'q.case_id',
      collaborationId: 'q.collaboration_id',
      title: 'q.title',
      status: 'q.status',
      enteredAt: 'q.entered_at',
      statusSince: 'cases.status_since',
    }) as unknown as Promise<ShownQualification[]>;

export interface Waiting {
  lines: number;
  oldestAt: Instant | null;
  atOperator: number;
  bestPlace: number | null;
  worstPlace: number | null;
  total: number | null;
}
/** All that waits of one reader, in one row. */
export async function findWaiting(db: Database, ability: Ability): Promise<Waiting> {
  const [row] = (await accessibleBy(
    db('training_lines as l').join('cases', 'cases.id', 'l.case_id'),
    ability,
    'read',
    'Case',
  )
    .leftJoin('training_places as w', 'w.case_id', 'l.case_id')
    .where('cases.slug', slug)
    .whereIn('l.status', ['waiting', 'information-asked'])
    .select(
      db.raw(
        `cast(count(*) filter (where l.status = 'waiting') as int) as lines,
         min(l.entered_at) filter (where l.status = 'waiting') as "oldestAt",
         cast(count(*) filter (where l.status = 'information-asked') as int) as "atOperator",
         min(w.place) as "bestPlace", max(w.place) as "worstPlace", max(w.total) as total`,
      ),
    )) as unknown as Waiting[];
  return row!;
}
