/** Who may act and where: persons, their grants and sessions, organising bodies, facilities, authorisations. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create extension if not exists pg_trgm;

create table organising_bodies (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('asbl', 'commune', 'cpas', 'province', 'company', 'university', 'natural-person')),
  enterprise_number char(10),
  street text not null, number text not null, box text, postcode char(4) not null, locality text not null,
  email text, phone text,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  first_name text not null,
  family_name text not null,
  email text not null,
  portal text not null check (portal in ('pro', 'office')),
  niss_hash bytea unique,
  legacy_login text unique,
  legacy_password_hash text,
  consent_at timestamptz, consent_text_version text, consent_by uuid,
  deactivated_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz not null default now()
);
comment on column users.niss_hash is 'HMAC-SHA-256 of the national number under a key that is not in the database';

create table facilities (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  number text not null unique,
  name text not null,
  kind text not null check (kind in ('subsidised-creche', 'creche', 'childminder', 'co-childminder', 'childminder-service', 'after-school-1', 'after-school-2')),
  home boolean not null default false,
  administration text not null check (administration in ('bruxelles', 'brabant-wallon', 'liege', 'namur', 'hainaut', 'luxembourg')),
  opening_hours text not null default '7 h 00 – 18 h 00',
  phone text, email text,
  closed_on date,
  created_at timestamptz not null default now()
);
create index facilities_by_body on facilities (organising_body_id);
create index facilities_by_administration on facilities (administration, name, id);

create table facility_agents (
  facility_id uuid not null references facilities,
  role text not null check (role in ('referent', 'coordinator', 'adviser', 'health-referent')),
  user_id uuid not null references users,
  primary key (facility_id, role)
);
create index facility_agents_by_user on facility_agents (user_id);

create table grants (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  role text not null check (role in ('administrator', 'user-manager', 'data-manager', 'childminder',
    'referent', 'coordinator', 'adviser', 'health-referent', 'asr-manager', 'appeal-secretariat', 'supervisor', 'helpdesk', 'dpo')),
  organising_body_id uuid references organising_bodies,
  dossier text,
  facility_id uuid references facilities,
  administration text,
  valid_from date not null default current_date,
  valid_to date,
  check ((role in ('administrator', 'user-manager', 'data-manager', 'childminder')) = (organising_body_id is not null))
);
create index grants_by_user on grants (user_id);
comment on column grants.facility_id is 'null: every facility of the organising body';
comment on column grants.administration is 'null on a ONE role: every subregional administration';

create table sessions (
  sid text primary key,
  sess jsonb not null,
  expire timestamptz not null,
  user_id uuid generated always as ((sess ->> 'userId')::uuid) stored
);
create index sessions_by_expiry on sessions (expire);
create index sessions_by_user on sessions (user_id);

create table authorisation_versions (
  id uuid primary key default gen_random_uuid(),
  facility_id uuid not null references facilities,
  status text not null check (status in ('authorised', 'temporarily-moved', 'suspended-voluntarily', 'suspended', 'ended-voluntarily', 'withdrawn')),
  street text not null, number text not null, box text, postcode char(4) not null, locality text not null,
  capacity int not null check (capacity >= 0),
  conditions text,
  valid_from date not null,
  planned_end_on date,
  decided_on date not null,
  case_id uuid, act_number int,
  created_at timestamptz not null default now(),
  unique (case_id, act_number)
);
create index authorisation_versions_by_facility on authorisation_versions (facility_id, valid_from desc, created_at desc);

create table parameters (
  id bigint generated always as identity primary key,
  slug text not null,
  code text not null,
  label text not null,
  value numeric not null,
  unit text not null check (unit in ('days', 'working-days', 'months', 'years', 'count')),
  valid_from date not null,
  valid_to date,
  source text not null check (source in ('document', 'public', 'assumption')),
  reference text not null,
  unique (slug, code, valid_from)
);

create table banners (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('information', 'warning', 'news')),
  title text not null, text text not null, href text, link_text text,
  portals text[] not null,
  shown_from timestamptz not null, shown_until timestamptz not null
);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table banners, parameters, authorisation_versions, sessions, grants, facility_agents, facilities, users, organising_bodies;
`)
    .then(() => undefined);
