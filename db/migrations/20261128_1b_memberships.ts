/** Who uses the portal for which organising body, whatever their rights; rights that are held back; and the role of those who recognise after-school training. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in ('administrator', 'user-manager', 'data-manager', 'childminder',
  'referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'aes-referent', 'appeal-secretariat', 'supervisor', 'helpdesk', 'dpo'));

create table memberships (
  user_id uuid not null references users,
  organising_body_id uuid not null references organising_bodies,
  first_name text,
  family_name text,
  email text,
  consent_at timestamptz, consent_text_version text, consent_by uuid references users,
  added_by uuid references users,
  added_at timestamptz not null default now(),
  deactivated_at timestamptz,
  deleted_at timestamptz,
  version int not null default 1,
  primary key (user_id, organising_body_id)
);
create index memberships_by_body on memberships (organising_body_id, user_id);
comment on table memberships is 'One row per user of an operator and organising body; who has no grant there uses nothing';
comment on column memberships.first_name is 'As this body wrote it: what another body or the person wrote is not shown here until the person signs in; null: as the user';
comment on column memberships.added_by is 'null: ONE';
comment on column memberships.version is 'Counts the changes of the rights and of the state of the user at this body';

create table suspended_grants (like grants including defaults including constraints);
alter table suspended_grants add primary key (id),
  add foreign key (user_id) references users,
  add foreign key (organising_body_id) references organising_bodies,
  add foreign key (facility_id) references facilities;
create index suspended_grants_by_user on suspended_grants (user_id, organising_body_id);
comment on table suspended_grants is 'The grants of users who are deactivated or deleted at the body: whoever reads grants need not know';

insert into memberships (user_id, organising_body_id, added_at)
select g.user_id, g.organising_body_id, min(u.created_at)
from grants g join users u on u.id = g.user_id where g.organising_body_id is not null
group by g.user_id, g.organising_body_id;

create function join_the_body() returns trigger language plpgsql as $$
begin
  insert into memberships (user_id, organising_body_id)
  select distinct user_id, organising_body_id from given where organising_body_id is not null
  on conflict do nothing;
  return null;
end $$;
comment on function join_the_body() is 'Whoever is given a right of a body is a user of that body';
create trigger grants_join_the_body after insert on grants
  referencing new table as given for each statement execute function join_the_body();
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop trigger grants_join_the_body on grants;
drop function join_the_body();
drop table suspended_grants, memberships;
delete from grants where role = 'aes-referent';
alter table grants drop constraint grants_role_check;
alter table grants add constraint grants_role_check check (role in ('administrator', 'user-manager', 'data-manager', 'childminder',
  'referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'appeal-secretariat', 'supervisor', 'helpdesk', 'dpo'));
`)
    .then(() => undefined);
