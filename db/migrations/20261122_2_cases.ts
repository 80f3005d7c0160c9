/** Cases and their acts; what acts set going (tasks, effects, notices); drafts and documents; the audit. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create sequence case_references;

create table cases (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  reference text not null unique,
  kind text not null,
  status text not null,
  turn text not null check (turn in ('operator', 'one', 'nobody')),
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid not null references facilities,
  facility_name text not null, facility_kind text not null, postcode char(4) not null, locality text not null,
  administration text not null,
  excluded_user_id uuid,
  linked_case_id uuid references cases,
  opened_at timestamptz not null,
  closed_at timestamptz,
  status_since timestamptz not null,
  due_on date,
  target_on date not null,
  clock_one_ms bigint not null default 0, clock_operator_ms bigint not null default 0, clock_since timestamptz not null,
  act_number int not null,
  moved_by int not null,
  bell_seq int not null, engine_seq int not null default 0,
  wake_at timestamptz,
  state jsonb not null,
  parameters jsonb not null
);
comment on column cases.state is 'the fold of the acts; npm run verify-acts recomputes it';
comment on column cases.bell_seq is 'last act that concerns the clerk';
comment on column cases.engine_seq is 'last act that the clerk has carried out';
create unique index cases_one_open_per_kind on cases (facility_id, slug, kind) where closed_at is null;
create index cases_by_body on cases (organising_body_id, opened_at desc, id);
create index cases_by_facility on cases (facility_id, opened_at desc);
create index cases_by_administration on cases (administration, opened_at desc, id);
create index cases_open_by_due on cases (administration, due_on, id) where closed_at is null;
create index cases_lagging on cases (id) where engine_seq < bell_seq;
create index cases_by_name on cases using gin (facility_name gin_trgm_ops);

create table acts (
  case_id uuid not null references cases,
  number int not null,
  token text not null,
  action text not null,
  facts jsonb not null,
  content_digest bytea,
  actor_role text not null, actor_id uuid, on_behalf_of uuid, acr int,
  at timestamptz not null,
  status text not null,
  effects text[] not null,
  deadline text,
  previous_hash bytea, hash bytea not null,
  primary key (case_id, number),
  unique (case_id, token)
);
create table act_contents (
  case_id uuid not null, number int not null,
  content jsonb,
  erased_at timestamptz,
  primary key (case_id, number),
  foreign key (case_id, number) references acts
);

create function forbid_change() returns trigger language plpgsql as $$ begin raise exception '% is append-only', tg_table_name; end $$;
create trigger acts_are_kept before update or delete on acts for each row execute function forbid_change();

create table tasks (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  key text not null,
  slug text not null, kind text not null, action text not null, role text not null,
  reference text not null, facility_name text not null, postcode char(4) not null, locality text not null,
  organising_body_id uuid not null, facility_id uuid not null, administration text not null,
  excluded_user_id uuid,
  assignee_id uuid references users,
  opened_at timestamptz not null,
  due_on date not null default '9999-12-31',
  closed_at timestamptz,
  unique (case_id, key)
);
create index tasks_open_by_role on tasks (administration, role, due_on, id) where closed_at is null;
create index tasks_open_by_assignee on tasks (assignee_id, due_on, id) where closed_at is null;
create index tasks_open_unassigned on tasks (administration, role, due_on, id) where closed_at is null and assignee_id is null;
create index tasks_open_by_body on tasks (organising_body_id, due_on, id) where closed_at is null and role = 'operator';
create index tasks_open_by_due on tasks (due_on, id) where closed_at is null;

create table effects (
  case_id uuid not null, act_number int not null, effect text not null,
  status text not null default 'pending' check (status in ('pending', 'done', 'failed')),
  attempts int not null default 0,
  failure text,
  created_at timestamptz not null, done_at timestamptz,
  primary key (case_id, act_number, effect),
  foreign key (case_id, act_number) references acts
);
create index effects_not_done on effects (status, created_at) where status <> 'done';
comment on column effects.failure is 'code of the last failure, never a message that could hold a name';

create table notices (
  user_id uuid not null references users,
  case_id uuid not null references cases,
  act_number int not null,
  created_at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  primary key (user_id, case_id, act_number)
);
create index notices_unread on notices (user_id, created_at desc) where read_at is null;

create table drafts (
  id uuid primary key default gen_random_uuid(),
  slug text not null, kind text not null,
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid not null references facilities,
  administration text not null,
  form jsonb not null default '{}',
  version int not null default 1,
  token text not null default gen_random_uuid()::text,
  created_by uuid not null references users, updated_by uuid not null references users,
  created_at timestamptz not null, updated_at timestamptz not null,
  submitted_case_id uuid references cases,
  discarded_at timestamptz
);
create unique index drafts_one_per_kind on drafts (facility_id, slug, kind) where submitted_case_id is null and discarded_at is null;
create index drafts_by_body on drafts (organising_body_id, updated_at desc) where submitted_case_id is null and discarded_at is null;

create table documents (
  id uuid primary key default gen_random_uuid(),
  draft_id uuid references drafts,
  case_id uuid references cases,
  act_number int,
  organising_body_id uuid not null, facility_id uuid not null, administration text not null,
  slot text not null,
  origin text not null check (origin in ('operator', 'one')),
  name text not null, media_type text not null, size int not null, digest bytea not null,
  uploaded_by uuid, uploaded_at timestamptz not null,
  withdrawn_at timestamptz,
  check (draft_id is not null or case_id is not null)
);
create index documents_by_case on documents (case_id, uploaded_at) where withdrawn_at is null;
create index documents_by_draft on documents (draft_id) where withdrawn_at is null;
create index documents_by_digest on documents (digest);
create unique index documents_one_letter_per_effect on documents (case_id, act_number, slot) where origin = 'one' and slot like 'letter%';
comment on column documents.slot is 'which document of the form it is, or letter-… for what ONE sent';

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid, on_behalf_of uuid, acr int,
  event text not null,
  subject text not null, subject_id text not null,
  change jsonb
);
create index audit_by_subject on audit (subject, subject_id, id);
create index audit_by_actor on audit (actor_id, id);
create trigger audit_is_kept before update or delete on audit for each row execute function forbid_change();
create table audit_seals (up_to bigint primary key, at timestamptz not null, hash bytea not null);

create table sign_in_attempts (key text primary key, points int not null default 0, expire bigint);
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table sign_in_attempts, audit_seals, audit, documents, drafts, notices, effects, tasks, act_contents, acts, cases;
drop function forbid_change; drop sequence case_references;
`)
    .then(() => undefined);
