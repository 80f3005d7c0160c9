/** The plan as it is being written: of who may send it now, and of nobody else. */
import { findActorRole, type CaseRow } from '../../../db/access/acts.ts';
import type { Ability } from '../../../db/access/subjects.ts';
import type { Database } from '../../../db/connect.ts';
import { readPlan } from '../../../db/functioning-review/plan/read-plan.ts';
import type { Plan } from '../../../domain/functioning-review/plan.ts';
import { process } from '../../../workflows/functioning-review/process.ts';

/** The acts that send it: who may do one of them now may write in it. */
const sending = ['submit-plan', 'arbitrate'];

export const mayWritePlan = (ability: Ability, row: CaseRow): boolean =>
  sending.some((action) => findActorRole({ ability }, row, action, [process]) !== undefined);

export async function findWritten(
  db: Database,
  row: CaseRow & { id: string },
  ability: Ability,
): Promise<Plan | undefined> {
  return mayWritePlan(ability, row as CaseRow) ? readPlan(db, row.id) : undefined;
}
