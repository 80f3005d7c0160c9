/** Who is in charge of what, written once: by portfolio, by role, and by whom while somebody is away. Acts, lists, contacts and letters ask these. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table absences (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  substitute_id uuid references users check (substitute_id <> user_id),
  declared_by uuid not null references users,
  declared_at timestamptz not null,
  cancelled_at timestamptz
);
create index absences_by_user on absences (user_id, to_on) where cancelled_at is null;
create index absences_by_substitute on absences (substitute_id, to_on) where cancelled_at is null;
comment on column absences.to_on is 'the last day away';
comment on column absences.substitute_id is 'null: what is due meanwhile is anybody''s who may do it';

alter table tasks add column former_id uuid references users, add column former_why text check (former_why in ('absent', 'left')),
  add check ((former_id is null) = (former_why is null));
comment on column tasks.former_id is 'who had it before: is away and somebody does it instead, or has left or lost the role';

create index grants_of_agents on grants (role, administration) where organising_body_id is null;
drop index grants_of_supervisors;

create function holders(p_role text, p_administration text, p_today date) returns setof uuid language sql stable as $$
  select distinct g.user_id from grants g join users u on u.id = g.user_id
  where g.organising_body_id is null and g.role = p_role and (g.administration is null or g.administration = p_administration)
    and g.valid_from <= p_today and (g.valid_to is null or g.valid_to >= p_today) and u.deactivated_at is null
$$;
comment on function holders is 'agents who have a role in an administration on a day';

create function holds(p_user uuid, p_role text, p_administration text, p_today date) returns boolean language plpgsql stable as $$ begin
  return exists (
    select from grants g join users u on u.id = g.user_id
    where g.user_id = p_user and g.role = p_role and (g.administration is null or g.administration = p_administration)
      and g.valid_from <= p_today and (g.valid_to is null or g.valid_to >= p_today) and u.deactivated_at is null);
end $$;

create function is_away(p_user uuid, p_today date) returns boolean language plpgsql stable as $$ begin
  return exists (select from absences where user_id = p_user and cancelled_at is null and p_today between from_on and to_on);
end $$;

create function deputy(p_user uuid, p_role text, p_administration text, p_excluded uuid, p_today date) returns uuid language plpgsql stable as $$
declare
  found_user uuid;
begin
  select substitute_id into found_user from absences
  where user_id = p_user and cancelled_at is null and p_today between from_on and to_on and substitute_id is not null
  order by declared_at desc limit 1;
  if found_user is null or found_user = p_excluded or is_away(found_user, p_today)
    or not holds(found_user, p_role, p_administration, p_today) then return null; end if;
  return found_user;
end $$;
comment on function deputy is 'who does it while that person is away: their substitute, where the substitute has the role and is there';

create function answers(p_user uuid, p_role text, p_administration text, p_excluded uuid, p_today date) returns boolean language plpgsql stable as $$ begin
  return p_user is distinct from p_excluded and holds(p_user, p_role, p_administration, p_today)
    and (not is_away(p_user, p_today) or deputy(p_user, p_role, p_administration, p_excluded, p_today) is not null);
end $$;
comment on function answers is 'has the role, and is there or has a substitute who is';

create function in_charge(p_case uuid, p_facility uuid, p_role text, p_administration text, p_excluded uuid, p_last uuid, p_today date)
returns uuid language plpgsql stable as $$
declare
  one uuid;
  able uuid[];
begin
  select user_id into one from facility_agents where facility_id = p_facility and role = p_role;
  if one is not null and answers(one, p_role, p_administration, p_excluded, p_today) then return one; end if;
  select array_agg(h) into able from holders(p_role, p_administration, p_today) h where answers(h, p_role, p_administration, p_excluded, p_today);
  if cardinality(able) = 1 then return able[1]; end if;
  if p_last = any(able) then return p_last; end if;
  select actor_id into one from acts where case_id = p_case and actor_role = p_role order by number desc limit 1;
  return case when one = any(able) then one end;
end $$;
comment on function in_charge is 'the one person responsible: of the facility''s portfolio; else the only one who has the role there; else who last acted in it in this case (p_last: in the act being recorded); else nobody';

create function told_of_task(p_assignee uuid, p_role text, p_administration text, p_excluded uuid, p_today date)
returns setof uuid language plpgsql stable as $$
declare
  instead uuid;
begin
  if p_assignee is not null then
    return next p_assignee;
    if not is_away(p_assignee, p_today) then return; end if;
    instead := deputy(p_assignee, p_role, p_administration, p_excluded, p_today);
    if instead is not null then return next instead; return; end if;
  end if;
  return query select h from holders(p_role, p_administration, p_today) h where h is distinct from p_excluded and not is_away(h, p_today);
  if found then return; end if;
  return query select holders('supervisor', p_administration, p_today);
  if found then return; end if;
  return query select holders('helpdesk', p_administration, p_today);
end $$;
comment on function told_of_task is 'who hears of a task that opens: who has it and their substitute; else all who may take it; else those who must find somebody';

create function contacts_of(p_facility uuid, p_today date) returns table (role text, user_id uuid, instead_of uuid) language plpgsql stable as $$
declare
  place text;
  one uuid;
begin
  select administration into place from facilities where id = p_facility;
  foreach role in array array['adviser', 'coordinator', 'health-referent', 'referent'] loop
    one := in_charge(null, p_facility, role, place, null, null, p_today);
    if one is null then continue; end if;
    user_id := one;
    instead_of := null;
    if is_away(one, p_today) then
      user_id := deputy(one, role, place, null, p_today);
      instead_of := one;
    end if;
    return next;
  end loop;
end $$;
comment on function contacts_of is 'who follows a facility, one for each role: the person responsible, their substitute while they are away; no row: the administration itself';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop function contacts_of, told_of_task, in_charge, answers, deputy, is_away, holds, holders;
create index grants_of_supervisors on grants (administration) where role = 'supervisor';
drop index grants_of_agents;
alter table tasks drop column former_why, drop column former_id;
drop table absences;
`)
    .then(() => undefined);
