/** What somebody has begun to write in a form and has not sent; and from which opened page a draft was saved last. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table form_drafts (
  user_id uuid not null references users,
  place text not null check (length(place) between 1 and 300),
  case_id uuid references cases,
  action text,
  fields jsonb not null,
  version int not null default 1,
  page uuid,
  turn int not null default 0,
  began_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (user_id, place),
  check ((case_id is null) = (action is null))
);
comment on table form_drafts is 'its author''s alone: others learn that somebody has begun, never what stands there';
comment on column form_drafts.place is 'the address that the form is sent to';
comment on column form_drafts.page is 'the opened page that saved it last: the savings of one page follow each other';
create index form_drafts_of_case on form_drafts (case_id) where case_id is not null;
create index form_drafts_by_age on form_drafts (saved_at);

alter table drafts add saved_page uuid, add saved_turn int not null default 0;
alter table case_lines add saved_page uuid, add saved_turn int not null default 0;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table form_drafts;
alter table drafts drop saved_page, drop saved_turn;
alter table case_lines drop saved_page, drop saved_turn;
`)
    .then(() => undefined);
