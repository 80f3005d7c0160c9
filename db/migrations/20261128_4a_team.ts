/** Who works where: persons, what links them to an organising body, their contracts, diplomas, documents and absences (dates only). */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const rows: [code: string, value: number, unit: string, label: string][] = [
  ['criminal-record-validity', 60, 'months', "Durée de validité de l'extrait de casier judiciaire"],
  ['contract-ending-notice', 30, 'days', "Annonce de la fin d'un contrat ou d'un document"],
  ['endless-absence', 12, 'months', 'Absence sans fin à vérifier'],
  ['full-time-hours', 38, 'count', "Heures par semaine d'un temps plein"],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table people (
  id uuid primary key default gen_random_uuid(),
  first_name text not null, family_name text not null,
  born_on date,
  niss_hash bytea unique, niss_sealed bytea,
  sort_name text generated always as (searchable(family_name || ' ' || first_name)) stored,
  created_at timestamptz not null default now(),
  version int not null default 1, updated_by uuid references users, updated_at timestamptz not null default now(),
  saved_page uuid, saved_turn int not null default 0,
  check (num_nulls(niss_hash, niss_sealed) in (0, 2))
);
comment on table people is 'one row per human being, shared between organising bodies';
comment on column people.niss_hash is 'HMAC-SHA-256 of the national number under a key that is not in the database';
comment on column people.niss_sealed is 'AES-256-GCM under a key that is not in the database; bound to the row by its id';

create table collaborations (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references people,
  organising_body_id uuid not null references organising_bodies,
  created_by uuid references users, created_at timestamptz not null default now(),
  version int not null default 1, updated_by uuid references users, updated_at timestamptz not null default now(),
  saved_page uuid, saved_turn int not null default 0,
  unique (organising_body_id, person_id)
);
create index collaborations_by_person on collaborations (person_id);
create index collaborations_by_change on collaborations (organising_body_id, updated_at desc);
comment on table collaborations is 'a person at one organising body; its version and last change are those of all that the sheet says of them';

create table staff_contracts (
  id uuid primary key default gen_random_uuid(),
  collaboration_id uuid not null references collaborations,
  facility_id uuid not null references facilities,
  link text not null check (link in ('employment', 'self-employed', 'volunteer', 'household', 'other-employer')),
  function text,
  regime text not null default 'percent' check (regime in ('percent', 'hours')),
  percent numeric(5,2) check (percent > 0 and percent <= 100),
  weekly_hours numeric(5,2) check (weekly_hours > 0 and weekly_hours <= 168),
  employer text,
  from_on date, to_on date,
  created_at timestamptz not null default now(),
  version int not null default 1, updated_by uuid references users, updated_at timestamptz not null default now(),
  saved_page uuid, saved_turn int not null default 0,
  check (to_on >= from_on),
  check (case regime when 'percent' then weekly_hours is null else percent is null end)
);
create index staff_contracts_by_collaboration on staff_contracts (collaboration_id, from_on);
create index staff_contracts_by_facility on staff_contracts (facility_id, collaboration_id);
create index staff_contracts_by_end on staff_contracts (to_on) where to_on is not null;
comment on column staff_contracts.function is 'code of domain/staff/functions.ts; null: still to be filled in, like the days and the time of work';

create table staff_diplomas (
  id uuid primary key default gen_random_uuid(),
  collaboration_id uuid not null references collaborations,
  title text not null, obtained_on date,
  created_at timestamptz not null default now(),
  version int not null default 1, updated_by uuid references users, updated_at timestamptz not null default now(),
  saved_page uuid, saved_turn int not null default 0
);
create index staff_diplomas_by_collaboration on staff_diplomas (collaboration_id);

create table staff_documents (
  id uuid primary key default gen_random_uuid(),
  collaboration_id uuid not null references collaborations,
  kind text not null,
  dated_on date not null, expires_on date,
  created_at timestamptz not null default now(),
  version int not null default 1, updated_by uuid references users, updated_at timestamptz not null default now(),
  saved_page uuid, saved_turn int not null default 0
);
create index staff_documents_by_collaboration on staff_documents (collaboration_id, kind, dated_on desc);
comment on table staff_documents is 'dates only: the papers stay with the organising body, at the disposal of ONE';

create table staff_absences (
  id uuid primary key default gen_random_uuid(),
  collaboration_id uuid not null references collaborations,
  from_on date not null, to_on date,
  created_at timestamptz not null default now(),
  version int not null default 1, updated_by uuid references users, updated_at timestamptz not null default now(),
  saved_page uuid, saved_turn int not null default 0,
  check (to_on >= from_on)
);
create index staff_absences_by_collaboration on staff_absences (collaboration_id, from_on desc);
comment on table staff_absences is 'dates only: no motive is asked for or kept';

create view collaboration_places as
select c.id, c.person_id, c.organising_body_id, s.id as contract_id, s.facility_id, f.administration
from collaborations c
left join staff_contracts s on s.collaboration_id = c.id
left join facilities f on f.id = s.facility_id;
comment on view collaboration_places is 'what rights look at: each contract of a person at a body, and who has none once, nowhere';
`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label]) => ({
      slug: 'team',
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
  await knex('parameters').where({ slug: 'team' }).delete();
  await knex.raw(`
drop view collaboration_places;
drop table staff_absences, staff_documents, staff_diplomas, staff_contracts, collaborations, people;
`);
};
