/** What an organising body and its facilities say of themselves, section by section; hours and places by date; what parents may see. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table facilities
  -- Natural persons only: nothing of the place is shown to parents.
  add column publication_refused boolean not null default false,
  -- Of a home: the street is shown only when the person agreed; else the locality.
  add column address_shown boolean not null default false;

create table sheet_sections (
  subject_kind text not null check (subject_kind in ('facility', 'organising-body')),
  subject_id uuid not null,
  section text not null,
  data jsonb not null,
  version int not null default 1,
  changed_by uuid references users,
  changed_at timestamptz not null,
  primary key (subject_kind, subject_id, section)
);
comment on table sheet_sections is 'the editable sections of a sheet, each with its own version; the shape of data is of the section';

create table opening_hours (
  facility_id uuid not null references facilities on delete cascade,
  valid_from date not null,
  week jsonb not null,
  version int not null default 1,
  changed_by uuid references users,
  changed_at timestamptz not null,
  primary key (facility_id, valid_from)
);
comment on column opening_hours.week is 'by day of the week, 1 (Monday) to 7: the periods of the day as pairs of hours, {"1": [["07:00", "18:30"]]}; a day without periods is closed';

create table exceptional_days (
  id uuid primary key default gen_random_uuid(),
  facility_id uuid not null references facilities on delete cascade,
  from_on date not null, until_on date not null,
  periods jsonb not null default '[]',
  reason text not null,
  version int not null default 1,
  changed_by uuid references users,
  changed_at timestamptz not null,
  check (from_on <= until_on)
);
create index exceptional_days_by_facility on exceptional_days (facility_id, from_on);
comment on column exceptional_days.periods is 'pairs of hours; none: closed on these days';

create table available_places (
  id uuid primary key default gen_random_uuid(),
  facility_id uuid not null references facilities on delete cascade,
  age_group text not null check (age_group in ('all', '0-18-months', '18-36-months')),
  from_on date not null, until_on date,
  places int not null check (places > 0),
  version int not null default 1,
  changed_by uuid references users,
  changed_at timestamptz not null,
  check (until_on is null or from_on <= until_on)
);
create index available_places_by_facility on available_places (facility_id, from_on);
create table places_confirmed (
  facility_id uuid primary key references facilities on delete cascade,
  confirmed_at timestamptz not null,
  confirmed_by uuid references users,
  full_until date,
  reminded_at timestamptz,
  version int not null default 1
);
comment on table places_confirmed is 'the last word on the places of a facility: that the periods still hold, or that it is full (full_until: until when, where that is known)';

create table pedagogical_projects (
  facility_id uuid not null references facilities on delete cascade,
  valid_from date not null,
  document_name text not null, document_size int not null, document_digest bytea not null,
  added_by uuid references users, added_at timestamptz not null,
  withdrawn_at timestamptz, withdrawn_by uuid references users,
  primary key (facility_id, valid_from)
);
create index pedagogical_projects_by_digest on pedagogical_projects (document_digest);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table pedagogical_projects, places_confirmed, available_places, exceptional_days, opening_hours, sheet_sections;
alter table facilities drop column publication_refused, drop column address_shown;
`)
    .then(() => undefined);
