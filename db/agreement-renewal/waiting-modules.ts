/** Modules of a body that ONE has not decided: as long as there are any, no agreement is refused for training. */
import { countUndecided, type Undecided } from '../../domain/after-school/undecided-modules.ts';
import type { Database } from '../connect.ts';

/** Of everybody there, whenever they were followed. The caller has looked at the rights on the body. */
export async function countWaitingModules(db: Database, bodyId: string): Promise<Undecided> {
  const lines = (await db('training_lines as l')
    .join('collaborations as c', 'c.id', 'l.collaboration_id')
    .where('c.organising_body_id', bodyId)
    .whereIn('l.status', ['waiting', 'information-asked'])
    .select({
      hours: db.raw('cast(l.hours as float8)'),
      atOperator: db.raw("l.status = 'information-asked'"),
    })) as unknown as { hours: number; atOperator: boolean }[];
  return countUndecided(lines);
}
