/** A case is about a facility, an organising body, a person or a collaboration; where the procedure says so, there is one per period. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table cases alter facility_id drop not null, alter facility_kind drop not null,
  add column subject_kind text not null default 'facility' check (subject_kind in ('facility', 'organising-body', 'person', 'collaboration')),
  add column subject_id uuid,
  add column period text check (period ~ '^[0-9]{4}(|-[1-4])$');
update cases set subject_id = facility_id;
alter table cases alter subject_id set not null, alter subject_kind drop default,
  add check (subject_kind <> 'facility' or subject_id = facility_id),
  add check (subject_kind <> 'organising-body' or (subject_id = organising_body_id and facility_id is null));
comment on column cases.facility_id is 'null: about a whole organising body, or about somebody of no one place';
comment on column cases.facility_name is 'what lists call it: the facility, else the organising body, the person or the collaboration';
drop index cases_one_open_per_kind;
create unique index cases_one_open_per_subject on cases (subject_id, slug, kind) where closed_at is null and period is null;
create unique index cases_one_per_period on cases (subject_id, slug, kind, period) where period is not null;

alter table tasks alter facility_id drop not null;
alter table documents alter facility_id drop not null;

alter table drafts alter facility_id drop not null,
  add column subject_kind text not null default 'facility' check (subject_kind in ('facility', 'organising-body')),
  add column subject_id uuid,
  add column period text check (period ~ '^[0-9]{4}(|-[1-4])$');
update drafts set subject_id = facility_id;
alter table drafts alter subject_id set not null, alter subject_kind drop default,
  add check (subject_kind <> 'facility' or subject_id = facility_id),
  add check (subject_kind <> 'organising-body' or (subject_id = organising_body_id and facility_id is null));
drop index drafts_one_per_kind;
create unique index drafts_one_per_subject on drafts (subject_id, slug, kind, coalesce(period, ''))
  where submitted_case_id is null and discarded_at is null;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index drafts_one_per_subject, cases_one_per_period, cases_one_open_per_subject;
alter table drafts drop column period, drop column subject_id, drop column subject_kind, alter facility_id set not null;
create unique index drafts_one_per_kind on drafts (facility_id, slug, kind) where submitted_case_id is null and discarded_at is null;
alter table documents alter facility_id set not null;
alter table tasks alter facility_id set not null;
alter table cases drop column period, drop column subject_id, drop column subject_kind, alter facility_id set not null, alter facility_kind set not null;
create unique index cases_one_open_per_kind on cases (facility_id, slug, kind) where closed_at is null;
`)
    .then(() => undefined);
