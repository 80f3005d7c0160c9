/** The groups to decide, what presses most first, by pages. */
import type { GroupFacts } from '../../domain/training-score.ts';
import type { Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';
import { lookLasts } from './looks.ts';

export interface QueuedGroup {
  id: string;
  organisation: string;
  module: string;
  score: number;
  reasons: GroupFacts;
  lines: number;
  hours: number;
  organisations: number;
}
export interface QueuePlace {
  score: number;
  id: string;
}

const queued = (db: Database) =>
  db('training_groups as g')
    .join('training_spellings as h', 'h.id', 'g.head_id')
    .joinRaw(
      `cross join lateral (select count(*) as lines, sum(l.hours) as hours, count(distinct s.organisation) as organisations
         from training_spellings s join training_line_spellings ls on ls.spelling_id = s.id and ls.decision_id is null
         join training_lines l on l.case_id = ls.case_id and l.status = 'waiting' where s.group_id = g.id) p`,
    )
    .where('p.lines', '>', 0)
    .select<QueuedGroup[]>(
      'g.id',
      'h.organisation',
      'h.module',
      'g.score',
      'g.reasons',
      'p.lines',
      'p.hours',
      'p.organisations',
    );

interface Part {
  limit: number;
  /** The last group of the page before. */
  after?: QueuePlace;
  /** Only groups that no colleague of this person has open. */
  notOpenFor?: { userId: string; at: Instant };
}
export const listQueue = (db: Database, { limit, after, notOpenFor }: Part) => {
  const query = queued(db)
    .orderBy([{ column: 'g.score', order: 'desc' }, { column: 'g.id' }])
    .limit(limit);
  if (after) void query.whereRaw('(g.score < ? or (g.score = ? and g.id > ?))', [after.score, after.score, after.id]);
  if (notOpenFor)
    void query.whereNotExists(
      db('training_group_looks as k')
        .whereRaw('k.group_id = g.id')
        .where('k.user_id', '<>', notOpenFor.userId)
        .where('k.seen_at', '>', instant(notOpenFor.at - lookLasts))
        .select(db.raw('1')),
    );
  return query;
};

export const findQueued = (db: Database, id: string): Promise<QueuedGroup | undefined> =>
  queued(db).where('g.id', id).first() as unknown as Promise<QueuedGroup | undefined>;
