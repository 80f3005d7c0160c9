/** What agents keep of their inbox (named views, columns), and the indexes its sorts and searches read. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table saved_views (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 1000),
  created_at timestamptz not null,
  unique (user_id, name)
);
comment on column saved_views.query is 'the filters as they stand in the address, cursor left out';

create table inbox_columns (
  user_id uuid primary key references users,
  columns text[] not null
);

-- « creche » finds « Crèche », whatever the locale of the database: accents taken off, small letters.
create function plain(words text) returns text language sql immutable strict parallel safe
return lower(regexp_replace(normalize(words, NFD), '[\\u0300-\\u036f]', '', 'g'));
create index facilities_by_plain_name on facilities using gin (plain(name) gin_trgm_ops);
create index facilities_by_name on facilities (name collate "fr-x-icu", id);
create index authorisation_versions_by_postcode on authorisation_versions (postcode, facility_id);
create index organising_bodies_by_enterprise_number on organising_bodies (enterprise_number);
create index cases_by_plain_name on cases using gin (plain(facility_name) gin_trgm_ops);
create index cases_by_postcode on cases (postcode, opened_at desc);

create index tasks_open_by_plain_name on tasks using gin (plain(facility_name) gin_trgm_ops) where closed_at is null;
create index tasks_open_by_opening on tasks (opened_at, id) where closed_at is null;
create index tasks_open_by_facility on tasks (facility_name collate "fr-x-icu", id) where closed_at is null;
create index tasks_open_by_locality on tasks (locality collate "fr-x-icu", id) where closed_at is null;

create index notices_by_user on notices (user_id, created_at desc);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index notices_by_user, tasks_open_by_locality, tasks_open_by_facility, tasks_open_by_opening, tasks_open_by_plain_name,
  cases_by_postcode, cases_by_plain_name, organising_bodies_by_enterprise_number, authorisation_versions_by_postcode, facilities_by_name, facilities_by_plain_name;
drop function plain;
drop table inbox_columns, saved_views;
`)
    .then(() => undefined);
