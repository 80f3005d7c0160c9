/** Retention of a quarter that is over: whom it asked to have subsidised, their salaries and what was submitted go; the digests stay in the acts. */
import type { Knex } from 'knex';

// A settled quarter rests and is not closed: a corrected table may still revise it, from its amounts by line, which name nobody.
export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create function erase_quarter(p_case uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  over timestamptz;
  erased int;
begin
  select status_since into over from public.cases
    where id = p_case and slug = 'quarterly-subsidy' and status in ('settled', 'refused', 'prescribed', 'cancelled') for share;
  if over is null or over > p_at then raise exception 'only a quarter that is over is erased'; end if;
  delete from public.quarter_salaries where case_id = p_case;
  delete from public.quarter_costs where case_id = p_case;
  delete from public.quarter_reports where case_id = p_case;
  with gone as (
    update public.act_contents k set content = null, erased_at = p_at from public.acts a
    where a.case_id = p_case and a.action in ('submit', 'answer-correction') and k.case_id = a.case_id and k.number = a.number
      and k.erased_at is null
    returning k.number
  )
  insert into public.audit (at, event, subject, subject_id) select p_at, 'erase', 'act', p_case || '/' || number from gone;
  get diagnostics erased = row_count;
  return erased;
end $$;
comment on function erase_quarter is 'how many contents were erased';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop function erase_quarter').then(() => undefined);
