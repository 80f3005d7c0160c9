/** Software of others: what an operator has let in, with which tokens; what it asked; and what it is told of (webhooks). */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['token-days', 365, 'days', "Durée d'un jeton d'application, au plus"],
  ['token-notice', 30, 'days', "Première annonce de la fin d'un jeton"],
  ['token-notice-last', 7, 'days', "Dernière annonce de la fin d'un jeton"],
  ['old-token-days', 7, 'days', "Validité de l'ancien jeton, après son renouvellement"],
  ['calls-per-minute', 120, 'count', "Appels d'une application par minute"],
  ['writes-per-minute', 30, 'count', "Écritures d'une application par minute"],
  ['webhook-days', 5, 'days', "Échecs d'un webhook, avant de le désactiver"],
  ['calls-kept', 30, 'days', "Conservation de la liste des appels d'une application"],
];

const tables = `
alter table organising_bodies add column sandbox boolean not null default false;
comment on column organising_bodies.sandbox is 'invented, for tests of vendors: its tokens reach nothing real, and those of others do not reach it';

create table applications (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  name text not null, vendor text not null, email text not null,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['attendance:read', 'attendance:write']),
  networks cidr[] not null default '{}',
  version int not null default 1,
  created_by uuid not null references users, created_at timestamptz not null,
  revoked_by uuid references users, revoked_at timestamptz,
  check ((revoked_by is null) = (revoked_at is null))
);
create index applications_by_body on applications (organising_body_id, name, id);
comment on column applications.networks is 'none: from anywhere';

create table application_places (
  application_id uuid not null references applications,
  facility_id uuid not null references facilities,
  primary key (application_id, facility_id)
);
create index application_places_by_facility on application_places (facility_id);

create table application_tokens (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references applications,
  -- Public: found by it, and shown.
  prefix text not null unique,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  -- The form that made it: sent twice, one token.
  sending uuid not null unique,
  created_by uuid not null references users, created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at and expires_at <= created_at + interval '367 days'),
  last_used_on date,
  revoked_by uuid references users, revoked_at timestamptz
);
create index application_tokens_of on application_tokens (application_id, created_at);
create index application_tokens_by_end on application_tokens (expires_at) where revoked_at is null;
comment on column application_tokens.secret_hash is 'SHA-256 of 256 random bits: the secret itself was shown once and stands nowhere';

create table application_requests (
  application_id uuid not null references applications,
  key text not null check (length(key) between 1 and 100),
  digest bytea not null,
  at timestamptz not null,
  -- Null: under way.
  status int, answer jsonb,
  primary key (application_id, key)
);
create index application_requests_by_age on application_requests (at);
comment on table application_requests is 'what was answered to a key (Idempotency-Key), kept for a day: no name of a child stands in it';

create table application_calls (
  id bigint generated always as identity primary key,
  application_id uuid not null references applications,
  at timestamptz not null,
  request_id uuid not null,
  method text not null, route text not null,
  facility_id uuid references facilities, month date,
  status int not null,
  code text
);
create index application_calls_of on application_calls (application_id, id);
create index application_calls_by_age on application_calls (at);

create table application_children (
  application_id uuid not null references applications,
  facility_id uuid not null references facilities,
  reference text not null check (length(reference) between 1 and 64),
  child_id uuid not null,
  primary key (application_id, facility_id, reference)
);
create index application_children_by_child on application_children (child_id);
comment on table application_children is 'how a software calls the children of a place, from month to month';

alter table attendance_rows add column changed_with uuid references applications;
comment on column attendance_rows.changed_with is 'the software that changed it last; null: a person, in changed_by';

create table webhooks (
  id uuid primary key default gen_random_uuid(),
  application_id uuid not null references applications,
  address text not null check (address like 'https://%' and length(address) <= 500),
  secret_sealed bytea not null,
  events text[] not null check (cardinality(events) > 0),
  sending uuid not null unique,
  created_by uuid not null references users, created_at timestamptz not null,
  -- Acts since then (a little before) are looked at.
  drawn_at timestamptz not null,
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_why text check (disabled_why in ('failing', 'gone')),
  removed_at timestamptz
);
create index webhooks_of on webhooks (application_id) where removed_at is null;

create table webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references webhooks,
  case_id uuid not null, act_number int not null,
  event text not null,
  body jsonb not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  -- Null: delivered, or given up.
  next_at timestamptz,
  delivered_at timestamptz,
  -- Of the last attempt: what was answered, or why nothing was.
  last_status int, last_failure text,
  foreign key (case_id, act_number) references acts,
  unique (webhook_id, case_id, act_number, event)
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where next_at is not null;
create index webhook_deliveries_of on webhook_deliveries (webhook_id, created_at);
comment on column webhook_deliveries.body is 'codes, ids and addresses to fetch: no personal value';

alter table account_notices add column about_application_id uuid references applications;
do $$ declare of text; begin
  select conname into of from pg_constraint where conrelid = 'account_notices'::regclass and contype = 'u';
  execute format('alter table account_notices drop constraint %I', of);
end $$;
alter table account_notices add constraint account_notices_once
  unique nulls not distinct (user_id, organising_body_id, kind, about_user_id, about_on, about_application_id);
`;

const before = ['rights-end', 'rights-ended', 'review-asked', 'review-late', 'added'];
const after = [...before, 'application-added', 'token-ends', 'token-ends-soon', 'webhook-off'];
const allowed = (kinds: string[]): string => `
alter table account_notices drop constraint account_notices_kind_check;
alter table account_notices add constraint account_notices_kind_check check (kind in (${kinds.map((kind) => `'${kind}'`).join(', ')}));`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(tables + allowed(after));
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'applications',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: 'assumption',
      reference: assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'applications' }).delete();
  await knex('account_notices').whereNotIn('kind', before).delete();
  await knex.raw(allowed(before));
  await knex.raw(`
alter table account_notices drop constraint account_notices_once, drop column about_application_id;
alter table account_notices add unique nulls not distinct (user_id, organising_body_id, kind, about_user_id, about_on);
alter table attendance_rows drop column changed_with;
drop table webhook_deliveries, webhooks, application_children, application_calls, application_requests, application_tokens, application_places, applications;
alter table organising_bodies drop column sandbox;
`);
};
