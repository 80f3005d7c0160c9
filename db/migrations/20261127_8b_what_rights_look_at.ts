/** What rights look at: whether a document was sent with an act, and where there was an appeal. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table documents add column sent boolean not null generated always as (act_number is not null) stored;
comment on column documents.sent is 'with an act; what still waits beside a draft or a case is its author''s';

alter table cases add column appealed boolean not null default false;
alter table facilities add column appealed boolean not null default false;
alter table documents add column appealed boolean not null default false;
comment on column cases.appealed is 'the secretariat of appeals has, or had, a task in it: the only cases that it reads';
create index cases_appealed on cases (opened_at desc, id) where appealed;
create index facilities_appealed on facilities (name, id) where appealed;

create function note_appeal(of_case uuid) returns void language sql as $$
  update cases set appealed = true where id = of_case and not appealed;
  update documents set appealed = true where case_id = of_case and not appealed;
  update facilities f set appealed = true from cases c where c.id = of_case and f.id = c.facility_id and not f.appealed;
$$;
create function note_appeal_of_task() returns trigger language plpgsql as $$ begin
  perform note_appeal(new.case_id);
  return null;
end $$;
create trigger tasks_of_appeals after insert on tasks for each row
  when (new.role = 'appeal-secretariat') execute function note_appeal_of_task();
do $$ begin perform note_appeal(case_id) from (select distinct case_id from tasks where role = 'appeal-secretariat') as known; end $$;

create or replace function copy_slug_to_document() returns trigger language plpgsql as $$ begin
  select slug, appealed into new.slug, new.appealed from cases where id = new.case_id;
  if not found then
    select slug, false into new.slug, new.appealed from drafts where id = new.draft_id;
  end if;
  return new;
end $$;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create or replace function copy_slug_to_document() returns trigger language plpgsql as $$ begin
  new.slug := coalesce((select slug from cases where id = new.case_id), (select slug from drafts where id = new.draft_id));
  return new;
end $$;
drop trigger tasks_of_appeals on tasks;
drop function note_appeal_of_task;
drop function note_appeal(uuid);
alter table documents drop column appealed, drop column sent;
alter table facilities drop column appealed;
alter table cases drop column appealed;
`)
    .then(() => undefined);
