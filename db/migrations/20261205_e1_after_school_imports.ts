/** Sheets of after-school attendance: they wait as others do, and the name of a place in a report of the communes' software is remembered. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table sheet_imports drop constraint sheet_imports_kind_check, drop constraint sheet_imports_about;
alter table sheet_imports
  add constraint sheet_imports_kind_check check (kind in ('team', 'attendance', 'after-school')),
  add constraint sheet_imports_about check (case kind
    when 'team' then facility_id is null and month is null
    when 'attendance' then facility_id is not null and month is not null
    else true end);
comment on column sheet_imports.facility_id is 'of attendance; of after-school care once somebody has said of which place the report is';
comment on column sheet_imports.month is 'of attendance: the first day of the month that the sheet is about; of after-school care: of the first one';

alter table sheet_layouts drop constraint sheet_layouts_kind_check;
alter table sheet_layouts add constraint sheet_layouts_kind_check check (kind in ('attendance', 'after-school'));

create table after_school_report_names (
  organising_body_id uuid not null references organising_bodies,
  name text not null check (length(name) between 1 and 200),
  facility_id uuid not null references facilities,
  said_by uuid not null references users,
  said_at timestamptz not null,
  primary key (organising_body_id, name)
);
create index after_school_report_names_by_facility on after_school_report_names (facility_id);
create index after_school_report_names_by_user on after_school_report_names (said_by);
comment on table after_school_report_names is 'which place of a body the report of its after-school software is about, as somebody there has said once';
comment on column after_school_report_names.name is 'as the report writes it, without capitals, accents and signs';
`);
  await knex('parameters').insert({
    slug: 'after-school',
    code: 'import-kept',
    value: 7,
    unit: 'days',
    label: "Conservation d'un fichier de présences extrascolaires qui n'est pas confirmé",
    valid_from: '2020-01-01',
    source: 'assumption',
    reference: "hypothèse, à confirmer par l'ONE",
  });
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'after-school', code: 'import-kept' }).delete();
  await knex.raw(`
drop table after_school_report_names;
delete from sheet_layouts where kind = 'after-school';
alter table sheet_layouts drop constraint sheet_layouts_kind_check;
alter table sheet_layouts add constraint sheet_layouts_kind_check check (kind in ('attendance'));
delete from sheet_imports where kind = 'after-school';
alter table sheet_imports drop constraint sheet_imports_kind_check, drop constraint sheet_imports_about;
alter table sheet_imports
  add constraint sheet_imports_kind_check check (kind in ('team', 'attendance')),
  add constraint sheet_imports_about check ((kind = 'attendance') = (facility_id is not null and month is not null));
`);
};
