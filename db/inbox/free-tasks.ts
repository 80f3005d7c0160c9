/**
 * Tasks of who cannot do them any more are not waited for: they go to whoever is in charge now, or stand free and flagged, and those who may
 * take them and the supervisors are told.
 */
import { dayOf, type Day, type Instant } from '../../domain/calendar.ts';
import { instant, type Database } from '../connect.ts';

// Who has left or lost the role: all of theirs. Who is away, with nobody instead who can: what falls due before they are back.
const find = `
with held as (
  select distinct assignee_id, role, administration from tasks where closed_at is null and assignee_id is not null and role <> 'operator'
), gone as (
  select h.*, case when holds(h.assignee_id, h.role, h.administration, cast(:today as date)) then 'absent' else 'left' end as why,
    (select max(a.to_on) from absences a where a.user_id = h.assignee_id and a.cancelled_at is null and cast(:today as date) between a.from_on and a.to_on)
      as until
  from held h where not answers(h.assignee_id, h.role, h.administration, null, cast(:today as date))
)
select t.id, gone.why from tasks t join gone on gone.assignee_id = t.assignee_id and gone.role = t.role and gone.administration = t.administration
where t.closed_at is null and (gone.why = 'left' or t.due_on <= gone.until)
order by t.id limit :atOnce`;

const free = `
with freed as (
  update tasks t set former_id = t.assignee_id, former_why = w.why,
    assignee_id = in_charge(t.case_id, t.facility_id, t.role, t.administration, t.excluded_user_id, null, cast(:today as date))
  from unnest(cast(:ids as uuid[]), cast(:whys as text[])) w (id, why)
  where t.id = w.id and t.closed_at is null and t.assignee_id is not null
  returning t.*
), told as (
  insert into notices (user_id, case_id, act_number, created_at)
  select distinct reader.user_id, freed.case_id, c.act_number, cast(:at as timestamptz)
  from freed join cases c on c.id = freed.case_id
  cross join lateral (
    select told_of_task(freed.assignee_id, freed.role, freed.administration, freed.excluded_user_id, cast(:today as date))
    union select holders('supervisor', freed.administration, cast(:today as date))
  ) reader (user_id)
  on conflict (user_id, case_id, act_number) do update set read_at = null, created_at = excluded.created_at
), noted as (
  insert into audit (at, event, subject, subject_id, change)
  select cast(:at as timestamptz), 'free', 'task', id, jsonb_build_object('assignee_id', jsonb_build_object('before', former_id, 'after', assignee_id))
  from freed
)
select id from freed`;

const atOnce = 500;
/** @returns how many tasks were taken from who cannot do them any more */
export async function freeTasks(db: Database, now: Instant): Promise<number> {
  const today: Day = dayOf(now);
  for (let all = 0; ; ) {
    const freed = await db.transaction(async (trx) => {
      const { rows } = await trx.raw<{ rows: { id: string; why: string }[] }>(find, { today, atOnce });
      if (rows.length === 0) return 0;
      const [ids, whys] = [rows.map(({ id }) => id), rows.map(({ why }) => why)];
      const done = await trx.raw<{ rows: object[] }>(free, { ids, whys, today, at: instant(now) });
      return done.rows.length;
    });
    all += freed;
    if (freed < atOnce) return all;
  }
}
