/** A facility has another place: what lists and rights need of it stands on its rows, and moves with it. */
import { dayOf, type Instant } from '../domain/calendar.ts';
import { administrationOf } from '../domain/postcodes.ts';
import { instant, type Database } from './connect.ts';

/** Another postcode may mean another subregional administration: the file goes there, to who is in charge there; they are told. */
export async function moveCases(
  db: Database,
  facilityId: string,
  { postcode, locality }: { postcode: string; locality: string },
  at: Instant,
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
  await db.raw(handOn, { facilityId, at: instant(at), today: dayOf(at) });
  await db('documents').where(mine).update({ administration });
  await db('drafts').where(mine).update({ administration });
}

const handOn = `
with handed as (
  update tasks set former_id = null, former_why = null,
    assignee_id = in_charge(case_id, facility_id, role, administration, excluded_user_id, null, cast(:today as date))
  where facility_id = :facilityId and closed_at is null and role <> 'operator'
  returning *
)
insert into notices (user_id, case_id, act_number, created_at)
select distinct reader.user_id, handed.case_id, c.act_number, cast(:at as timestamptz)
from handed join cases c on c.id = handed.case_id
cross join lateral told_of_task(handed.assignee_id, handed.role, handed.administration, handed.excluded_user_id, cast(:today as date)) reader (user_id)
on conflict (user_id, case_id, act_number) do update set read_at = null`;
