/**
 * Who is in charge, asked at less cost: each act that opens a task asks it. What almost always holds (the person of the portfolio is there) is
 * one probe, and the planner is told how few people answer: with its guess of a thousand it read all users, and planned each act anew.
 */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create or replace function in_charge(p_case uuid, p_facility uuid, p_role text, p_administration text, p_excluded uuid, p_last uuid, p_today date)
returns uuid language plpgsql stable cost 10 as $$
declare
  one uuid;
  able uuid[];
begin
  select a.user_id into one from facility_agents a join users u on u.id = a.user_id and u.deactivated_at is null
  where a.facility_id = p_facility and a.role = p_role and a.user_id is distinct from p_excluded
    and exists (
      select from grants g where g.user_id = a.user_id and g.role = p_role and (g.administration is null or g.administration = p_administration)
        and g.valid_from <= p_today and (g.valid_to is null or g.valid_to >= p_today))
    and not exists (
      select from absences away where away.user_id = a.user_id and away.cancelled_at is null and p_today between away.from_on and away.to_on);
  if one is not null then return one; end if;
  select user_id into one from facility_agents where facility_id = p_facility and role = p_role;
  if one is not null and answers(one, p_role, p_administration, p_excluded, p_today) then return one; end if;
  select array_agg(h) into able from holders(p_role, p_administration, p_today) h where answers(h, p_role, p_administration, p_excluded, p_today);
  if cardinality(able) = 1 then return able[1]; end if;
  if p_last = any(able) then return p_last; end if;
  select actor_id into one from acts where case_id = p_case and actor_role = p_role order by number desc limit 1;
  return case when one = any(able) then one end;
end $$;

alter function holds cost 10;
alter function is_away cost 5;
alter function deputy cost 10;
alter function holders rows 10;
alter function contacts_of rows 4;
alter function told_of_task rows 1 cost 10;
`)
    .then(() => undefined);

/** The answers are the same: only the guesses of the planner go back. */
export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter function told_of_task rows 1000 cost 100;
alter function contacts_of rows 1000;
alter function holders rows 1000;
alter function deputy cost 100;
alter function is_away cost 100;
alter function holds cost 100;
alter function in_charge cost 100;
`)
    .then(() => undefined);
