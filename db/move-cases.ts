/** A facility has another place: what lists and rights need of it stands on its rows, and moves with it. */
import { administrationOf } from '../domain/postcodes.ts';
import type { Database } from './connect.ts';

/** Another postcode may mean another subregional administration: the file goes there, and nobody has it until someone takes it. */
export async function moveCases(
  db: Database,
  facilityId: string,
  { postcode, locality }: { postcode: string; locality: string },
): Promise<void> {
  const mine = { facility_id: facilityId };
  await db('cases').where(mine).whereNull('closed_at').update({ postcode, locality });
  await db('tasks').where(mine).whereNull('closed_at').update({ postcode, locality });
  const administration = administrationOf(postcode);
  if (!administration) return;
  const changed = await db('facilities')
    .where({ id: facilityId })
    .whereNot({ administration })
    .update({ administration });
  if (changed === 0) return;
  await db('facility_agents').where(mine).delete();
  await db('cases').where(mine).update({ administration });
  await db('tasks').where(mine).whereNull('closed_at').update({ administration });
  await db('tasks').where(mine).whereNull('closed_at').whereNot({ role: 'operator' }).update({ assignee_id: null });
  await db('documents').where(mine).update({ administration });
  await db('drafts').where(mine).update({ administration });
}
