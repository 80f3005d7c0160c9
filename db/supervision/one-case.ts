/** One case as supervision sees it: every act with its actor, every effect, what comes. No word that a person typed. */
import { accessibleBy } from '../access/sql-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../connect.ts';
import { Act } from '../models/act.ts';
import { Case } from '../models/case.ts';
import { Effect } from '../models/effect.ts';
import { Task } from '../models/task.ts';

export interface SupervisedCase {
  row: Case;
  acts: Act[];
  effects: Effect[];
  tasks: Task[];
}

/** Undefined when there is none, or not where the viewer supervises. */
export async function findSupervisedCase(
  db: Database,
  { ability }: Viewer,
  id: string,
): Promise<SupervisedCase | undefined> {
  const row = await accessibleBy(Case.query(db), ability, 'supervise', 'Case').findById(id);
  if (!row) return undefined;
  const [acts, effects, tasks] = await Promise.all([
    Act.query(db).where('acts.case_id', id).modify('signed'),
    Effect.query(db).where('case_id', id).orderBy(['act_number', 'effect']),
    Task.query(db).where('tasks.case_id', id).modify('open'),
  ]);
  return { row, acts, effects, tasks };
}
