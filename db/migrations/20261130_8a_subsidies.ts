/** The money of a quarter: tables of lump sums, calculations with their trace, what is paid and by which file, and what else was received. */
import type { Knex } from 'knex';

const regimes = "'official-statutory', 'official-contractual', 'private'";
const quarter = String.raw`~ '^2\d{3}-[1-4]$'`;

const lumpSums = `
create table lump_sum_tables (
  id uuid primary key default gen_random_uuid(),
  quarter text not null check (quarter ${quarter}),
  regime text not null check (regime in (${regimes})),
  version int not null check (version between 1 and 999),
  -- Of a correction: why.
  motive text check (version = 1 or motive is not null),
  status text not null default 'draft' check (status in ('draft', 'published', 'dropped')),
  encoded_by uuid not null references users, encoded_at timestamptz not null,
  published_by uuid references users, published_at timestamptz,
  check ((status = 'published') = (published_by is not null and published_at is not null)),
  constraint lump_sum_tables_four_eyes check (published_by is distinct from encoded_by)
);
create unique index lump_sum_tables_once on lump_sum_tables (quarter, regime, version) where status <> 'dropped';
create unique index lump_sum_tables_one_draft on lump_sum_tables (quarter, regime) where status = 'draft';
create index lump_sum_tables_published on lump_sum_tables (published_at desc, id) where status = 'published';
comment on table lump_sum_tables is 'a published one is never changed: a correction is the next version';

create table lump_sums (
  table_id uuid not null references lump_sum_tables on delete cascade,
  staff_group text not null check (staff_group in ('direction', 'pms', 'childcare')),
  euros numeric(12,4) not null check (euros > 0),
  primary key (table_id, staff_group)
);

create table lump_sum_waits (
  quarter text not null check (quarter ${quarter}),
  regime text not null check (regime in (${regimes})),
  published int not null default 0,
  primary key (quarter, regime)
);
comment on table lump_sum_waits is 'held by who calculates and by who publishes: no request slips between a table and those that wait for it';
`;

const calculations = `
create table subsidy_calculations (
  case_id uuid not null references cases,
  digest bytea not null check (octet_length(digest) = 32),
  revision int not null,
  scale text not null,
  declared_cents bigint not null, retained_cents bigint not null, advance_cents bigint not null,
  lines jsonb not null,
  at timestamptz not null,
  primary key (case_id, digest)
);
create index subsidy_calculations_of_case on subsidy_calculations (case_id, at);
comment on table subsidy_calculations is 'each with the trace of its lines; its digest is a fact of the act that rests on it';

create table subsidy_changes (
  case_id uuid not null references cases,
  line text not null,
  cents bigint not null check (cents >= 0),
  reason text not null,
  text text,
  changed_by uuid not null references users, changed_at timestamptz not null,
  primary key (case_id, line)
);
comment on table subsidy_changes is 'what the last control kept otherwise than the rules: it waits for the table with its case';
`;

const payments = `
create table exceptional_bonuses (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid not null references facilities,
  quarter text not null check (quarter ${quarter}),
  label text not null, cents bigint not null check (cents > 0), decided_on date not null
);
create index exceptional_bonuses_of_facility on exceptional_bonuses (facility_id, quarter);

create table covid_aids (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid not null references facilities,
  administration text not null,
  period text not null, label text not null, cents bigint not null, settled_on date not null
);
create index covid_aids_of_body on covid_aids (organising_body_id, settled_on desc, id);
comment on table covid_aids is 'taken over from the former portal: read, never written again';

create table payment_files (
  id uuid primary key default gen_random_uuid(),
  number int generated always as identity unique,
  -- Of the form: sent twice, one file is made.
  token uuid not null unique,
  message_id text not null unique check (length(message_id) <= 35),
  execution_on date not null,
  status text not null default 'made' check (status in ('made', 'released', 'executed', 'dropped')),
  count int not null check (count >= 0), cents bigint not null check (cents >= 0),
  digest bytea not null,
  xml_sealed bytea not null,
  made_by uuid not null references users, made_at timestamptz not null,
  released_by uuid references users, released_at timestamptz,
  dropped_reason text check ((dropped_reason is not null) = (status = 'dropped')),
  executed_by uuid references users, executed_at timestamptz, executed_on date,
  constraint payment_files_four_eyes check (released_by is distinct from made_by)
);
comment on column payment_files.xml_sealed is 'holds account numbers: opened only for who takes the file to the bank';

create table payments (
  id uuid primary key default gen_random_uuid(),
  -- « advance.<case> », « balance.<case>.<revision> », « bonus.<id> »: nothing is prepared twice.
  key text not null unique,
  kind text not null check (kind in ('advance', 'balance', 'recovery', 'bonus')),
  case_id uuid references cases, bonus_id uuid references exceptional_bonuses,
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid not null references facilities,
  administration text not null,
  quarter text not null check (quarter ${quarter}),
  purpose text not null,
  cents bigint not null check (cents <> 0 and (cents < 0) = (kind = 'recovery')),
  status text not null default 'prepared' check (status in ('prepared', 'in-file', 'paid', 'dropped')),
  file_id uuid references payment_files, account_id uuid,
  prepared_at timestamptz not null, settled_on date,
  check ((case_id is null) = (kind = 'bonus') and (bonus_id is null) = (kind <> 'bonus')),
  check (status = 'prepared' or status = 'dropped' or file_id is not null),
  check ((settled_on is not null) = (status = 'paid'))
);
create index payments_prepared on payments (prepared_at, id) where status = 'prepared';
create index payments_of_file on payments (file_id, id) where file_id is not null;
create index payments_of_case on payments (case_id) where case_id is not null;
create index payments_of_facility on payments (facility_id, quarter);

create table payment_takings (
  id uuid primary key default gen_random_uuid(),
  recovery_id uuid not null references payments,
  payment_id uuid not null references payments,
  cents bigint not null check (cents > 0),
  unique (recovery_id, payment_id)
);
create index payment_takings_from on payment_takings (payment_id);
comment on table payment_takings is 'what was paid too much, taken back from a later payment of the same place';
`;

/** A line for each quarter that was sent, each advance and each bonus. */
const recap = `
create view subsidy_recap as
select c.id, 'quarter' as kind, c.id as case_id, null::text as label, c.period as quarter, c.organising_body_id, c.facility_id, c.administration,
  c.facility_name, c.status,
  (select max(p.settled_on) from payments p where p.case_id = c.id and p.kind = 'balance' and p.status = 'paid') as settled_on,
  cast(c.state #>> '{data,calculation,retained}' as bigint) as cents,
  cast(c.state #>> '{data,calculation,retained}' as bigint) - cast(c.state #>> '{data,calculation,advance}' as bigint) as balance
from cases c where c.slug = 'quarterly-subsidy' and c.state #>> '{data,digest}' is not null
union all
select p.id, p.kind, p.case_id, b.label, p.quarter, p.organising_body_id, p.facility_id, p.administration, f.name, p.status, p.settled_on, p.cents, null
from payments p
join facilities f on f.id = p.facility_id
left join exceptional_bonuses b on b.id = p.bonus_id
where p.kind in ('advance', 'bonus') and p.status <> 'dropped';
`;

export const up = (knex: Knex): Promise<void> =>
  knex.raw(lumpSums + calculations + payments + recap).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop view subsidy_recap;
drop table payment_takings, payments, payment_files, covid_aids, exceptional_bonuses, subsidy_changes, subsidy_calculations,
  lump_sum_waits, lump_sums, lump_sum_tables;
`)
    .then(() => undefined);
