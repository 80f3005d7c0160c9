/**
 * Doctors: who they are (one row for each INAMI number, known once ONE has validated it), where they collaborate, on which days they may be
 * chosen. A collaboration is introduced by a case; its status is a copy of the case's, made in the statement that moves the case.
 */
import type { Knex } from 'knex';

const tables = `
create table doctors (
  id uuid primary key default gen_random_uuid(),
  inami text not null unique check (inami ~ '^1[0-9]{10}$'),
  qualification text generated always as (right(inami, 3)) stored,
  family_name text, first_name text,
  street text, house_number text, box text, postcode text, locality text,
  mobile text, office_phone text, email text,
  validated_at timestamptz,
  informed_at timestamptz,
  check (validated_at is null or (family_name is not null and first_name is not null))
);
create index doctors_by_words on doctors using gin (searchable(coalesce(family_name, '') || ' ' || coalesce(first_name, '')) gin_trgm_ops);
comment on table doctors is 'one identity for each INAMI number; names, address and phones are those that ONE has validated, none before';
comment on column doctors.qualification is 'the last three digits of the number: domain/inami.ts says what they mean';
comment on column doctors.informed_at is 'when the doctor was told by mail that ONE processes their data, and where they come from (GDPR, art. 14): once';

create table doctor_collaborations (
  id uuid primary key default gen_random_uuid(),
  doctor_id uuid not null references doctors,
  facility_id uuid not null references facilities,
  organising_body_id uuid not null references organising_bodies,
  case_id uuid not null unique references cases,
  status text not null,
  function text not null check (function in ('general-practitioner', 'paediatrician')),
  from_on date not null,
  until_on date check (until_on >= from_on),
  kilometres numeric(5,1) not null check (kilometres >= 0),
  document_id uuid references documents,
  asked jsonb not null, asked_version int not null default 1,
  accepted jsonb, accepted_version int check (accepted_version <= asked_version)
);
create index doctor_collaborations_by_facility on doctor_collaborations (facility_id, status);
create index doctor_collaborations_by_doctor on doctor_collaborations (doctor_id);
create unique index doctor_collaborations_one_standing on doctor_collaborations (doctor_id, facility_id)
  where status not in ('ended', 'refused', 'withdrawn', 'cancelled');
comment on table doctor_collaborations is 'a doctor at a crèche; case_id is the last case that introduced it: a refused one that is introduced again keeps its consultations';
comment on column doctor_collaborations.kilometres is 'there and back';
comment on column doctor_collaborations.document_id is 'the convention that counts';
comment on column doctor_collaborations.asked is 'what the operator has sent last: identity, contact, function, kilometres; the columns beside it hold what counts';
comment on column doctor_collaborations.accepted is 'what ONE has accepted last';

create table doctor_validity (
  collaboration_id uuid not null references doctor_collaborations,
  from_on date not null,
  until_on date check (until_on >= from_on),
  primary key (collaboration_id, from_on)
);
comment on table doctor_validity is 'days on which the doctor may be chosen: validated, and not suspended';

create function copy_status_to_doctors() returns trigger language plpgsql as $$ begin
  update doctor_collaborations set status = new.status where case_id = new.id;
  return null;
end $$;
create trigger cases_of_doctors after update on cases for each row
  when (new.slug = 'doctor-validation' and new.status is distinct from old.status) execute function copy_status_to_doctors();
`;

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(tables);
  await knex('parameters').insert({
    slug: 'doctor-validation',
    code: 'office-phone-required',
    value: 0,
    unit: 'count',
    label: "Le numéro de bureau d'un médecin est obligatoire (1) ou non (0)",
    valid_from: '2020-01-01',
    source: 'assumption',
    reference: "hypothèse, à confirmer par l'ONE",
  });
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'doctor-validation', code: 'office-phone-required' }).delete();
  await knex.raw(`
drop trigger cases_of_doctors on cases;
drop function copy_status_to_doctors;
drop table doctor_validity, doctor_collaborations, doctors;
`);
};
