/**
 * Continuing training of after-school staff: the lists of organisations and modules, the lines that people have followed, the agreements of places.
 * A line is a case; its row holds what is searched and counted. Its status is a copy of the case's, made in the statement that moves the case.
 */
import type { Knex } from 'knex';

const assumption = "hypothèse, à confirmer par l'ONE";
const document = 'Note « Formation continue AES » : 50 heures par période de 3 ans';
const rows: [code: string, value: number, unit: string, label: string, reference?: string][] = [
  ['target', 180, 'days', "Délai visé pour la validation d'un module de formation continue"],
  ['qualification', 30, 'days', "Examen d'une demande de qualification"],
  ['information', 30, 'days', "Réponse à une information demandée par l'ONE"],
  ['information-reminder', 7, 'days', "Rappel avant l'échéance d'une information demandée"],
  ['required-hours', 50, 'count', 'Heures de formation continue à atteindre par période', document],
  ['period', 3, 'years', "Période de formation continue, à partir de l'entrée en fonction", document],
];

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table cases add column several boolean not null default false;
comment on column cases.several is 'of its procedure: several of one kind may stand open for a subject';
drop index cases_one_open_per_subject;
create unique index cases_one_open_per_subject on cases (subject_id, slug, kind) where closed_at is null and period is null and not several;

create table training_organisations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null check (kind in ('one', 'agreed', 'habilitated', 'unknown')),
  agreement_number text,
  valid_from date, valid_to date,
  status text not null check (status in ('to-examine', 'recognised', 'refused')),
  alias_of uuid references training_organisations check (alias_of <> id),
  version int not null default 1,
  created_at timestamptz not null default now()
);
comment on column training_organisations.kind is 'décret ATL, art. 20: ONE; agreed by the Government; entitled to deliver a title that leads to the qualification';
comment on column training_organisations.alias_of is 'another spelling of that one';
create index training_organisations_by_words on training_organisations using gin (searchable(name) gin_trgm_ops);
create index training_organisations_by_alias on training_organisations (alias_of) where alias_of is not null;

create table training_modules (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references training_organisations,
  title text not null,
  theme text,
  status text not null check (status in ('to-examine', 'recognised', 'refused')),
  alias_of uuid references training_modules check (alias_of <> id),
  version int not null default 1,
  created_at timestamptz not null default now()
);
create index training_modules_by_words on training_modules using gin (searchable(title) gin_trgm_ops);
create index training_modules_by_organisation on training_modules (organisation_id, title);

create table training_lines (
  case_id uuid primary key references cases,
  collaboration_id uuid not null,
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid references facilities,
  organisation_id uuid references training_organisations, organisation_typed text,
  module_id uuid references training_modules, module_typed text,
  hours numeric(5, 2) not null check (hours between 0.5 and 50 and hours * 4 = trunc(hours * 4)),
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  document_id uuid references documents,
  entered_at timestamptz not null,
  status text not null,
  check (organisation_id is not null or organisation_typed is not null),
  check (module_id is not null or module_typed is not null)
);
comment on column training_lines.organisation_typed is 'as the operator wrote it, with « AUTRE »';
comment on column training_lines.entered_at is 'since when it waits: the day that it was sent';
create index training_lines_by_collaboration on training_lines (collaboration_id, from_on desc);
create index training_lines_by_body on training_lines (organising_body_id, status);
create index training_lines_waiting on training_lines (entered_at, case_id) where status = 'waiting';
create index training_lines_by_organisation on training_lines (organisation_id, module_id);
create index training_lines_waiting_by_organisation on training_lines using gin (searchable(organisation_typed) gin_trgm_ops) where status = 'waiting';
create index training_lines_waiting_by_module on training_lines using gin (searchable(module_typed) gin_trgm_ops) where status = 'waiting';

create table training_qualifications (
  case_id uuid primary key references cases,
  collaboration_id uuid not null,
  organising_body_id uuid not null references organising_bodies,
  facility_id uuid references facilities,
  title text not null,
  obtained_on date not null,
  document_id uuid references documents,
  entered_at timestamptz not null,
  status text not null
);
create index training_qualifications_by_collaboration on training_qualifications (collaboration_id, entered_at desc);
create index training_qualifications_by_body on training_qualifications (organising_body_id, status);

create function copy_status_to_training() returns trigger language plpgsql as $$ begin
  update training_lines set status = new.status where case_id = new.id;
  update training_qualifications set status = new.status where case_id = new.id;
  return null;
end $$;
create trigger cases_of_training after update on cases for each row
  when (new.slug = 'training-recognition' and new.status is distinct from old.status) execute function copy_status_to_training();

create table aes_agreements (
  facility_id uuid not null references facilities,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  primary key (facility_id, from_on)
);
create index aes_agreements_by_end on aes_agreements (to_on, facility_id);
comment on table aes_agreements is 'the agreement of an after-school place and its end: what ends soon is decided first';
`);
  await knex('parameters').insert(
    rows.map(([code, value, unit, label, reference]) => ({
      slug: 'training-recognition',
      code,
      value,
      unit,
      label,
      valid_from: '2020-01-01',
      source: reference ? 'document' : 'assumption',
      reference: reference ?? assumption,
    })),
  );
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'training-recognition' }).delete();
  await knex.raw(`
drop trigger cases_of_training on cases;
drop function copy_status_to_training;
drop table aes_agreements, training_qualifications, training_lines, training_modules, training_organisations;
drop index cases_one_open_per_subject;
create unique index cases_one_open_per_subject on cases (subject_id, slug, kind) where closed_at is null and period is null;
alter table cases drop column several;
`);
};
