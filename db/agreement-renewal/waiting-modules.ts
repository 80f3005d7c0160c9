/** Modules of a body that ONE has not decided: as long as there are any, no agreement is refused for training. */
import type { Database } from '../connect.ts';

export interface WaitingModules {
  modules: number;
  hours: number;
}
/** Those for which ONE has asked something are not decided either. The caller has looked at the rights on the body. */
export async function countWaitingModules(db: Database, bodyId: string): Promise<WaitingModules> {
  const [row] = (await db('training_lines as l')
    .join('collaborations as c', 'c.id', 'l.collaboration_id')
    .where('c.organising_body_id', bodyId)
    .whereIn('l.status', ['waiting', 'information-asked'])
    .select(
      db.raw('cast(count(*) as int) as modules, cast(coalesce(sum(l.hours), 0) as float8) as hours'),
    )) as unknown as WaitingModules[];
  return row!;
}
