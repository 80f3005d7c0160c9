/** What the list of users shows: by which means somebody signed in, whom they replace, and when their rights changed; all their grants, held back or not. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table users add column last_sign_in_acr smallint;
update users u set last_sign_in_acr = (
  select a.acr from audit a where a.subject = 'user' and a.subject_id = cast(u.id as text) and a.event = 'sign-in' order by a.id desc limit 1)
where u.last_sign_in_at is not null;

alter table memberships
  add column replaces uuid references users,
  add column changed_at timestamptz,
  add column changed_by uuid references users;
comment on column memberships.changed_at is 'Of the rights or the state, by somebody of the body or the helpdesk';

-- Since when somebody uses the portal for the body: since the first day of what they were given.
create or replace function join_the_body() returns trigger language plpgsql as $$
begin
  insert into memberships (user_id, organising_body_id, added_at)
  select user_id, organising_body_id, least(min(valid_from), current_date) from given where organising_body_id is not null
  group by user_id, organising_body_id
  on conflict do nothing;
  return null;
end $$;

create view member_grants as
  select *, false as held_back from grants where organising_body_id is not null
  union all
  select *, true from suspended_grants;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop view member_grants;
alter table memberships drop column replaces, drop column changed_at, drop column changed_by;
alter table users drop column last_sign_in_acr;
`)
    .then(() => undefined);
