/** The groups to decide, what presses most first, by pages. */
import type { GroupFacts } from '../../domain/training-score.ts';
import type { Database } from '../connect.ts';
import { pendingLines } from './pending.ts';

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

/** @param after the last group of the page before */
export const listQueue = (db: Database, { limit, after }: { limit: number; after?: QueuePlace }) => {
  const query = queued(db)
    .orderBy([{ column: 'g.score', order: 'desc' }, { column: 'g.id' }])
    .limit(limit);
  if (after) void query.whereRaw('(g.score < ? or (g.score = ? and g.id > ?))', [after.score, after.score, after.id]);
  return query;
};

export const findQueued = (db: Database, id: string): Promise<QueuedGroup | undefined> =>
  queued(db).where('g.id', id).first() as unknown as Promise<QueuedGroup | undefined>;

/** Whether the lines of a group all stand under a decision meanwhile, or there is no such group. */
export const hasPending = async (db: Database, groupId: string): Promise<boolean> =>
  (await pendingLines(db).where('s.group_id', groupId).first('ls.case_id')) !== undefined;
