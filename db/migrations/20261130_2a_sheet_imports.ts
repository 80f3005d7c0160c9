/** Sheets that wait for their confirmation, whatever they are about; and what the columns of a program are at a body, as somebody there has said. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
alter table team_imports rename to sheet_imports;
alter index team_imports_by_user rename to sheet_imports_by_user;
alter index team_imports_by_age rename to sheet_imports_by_age;
alter table sheet_imports
  add column kind text not null default 'team' check (kind in ('team', 'attendance')),
  add column facility_id uuid references facilities,
  add column month date check (extract(day from month) = 1),
  add constraint sheet_imports_about check ((kind = 'attendance') = (facility_id is not null and month is not null));
alter table sheet_imports alter column kind drop default;
create index sheet_imports_by_body on sheet_imports (organising_body_id);
create index sheet_imports_by_facility on sheet_imports (facility_id) where facility_id is not null;
comment on table sheet_imports is 'imports from a sheet: of those that wait, what the sheet says; of those that are done, how many rows did what';
comment on column sheet_imports.month is 'of attendance: the first day of the month that the sheet is about';

create table sheet_layouts (
  organising_body_id uuid not null references organising_bodies,
  kind text not null check (kind in ('attendance')),
  signature text not null,
  meanings jsonb not null,
  words jsonb not null default '{}',
  updated_by uuid not null references users,
  updated_at timestamptz not null,
  primary key (organising_body_id, kind, signature)
);
create index sheet_layouts_by_user on sheet_layouts (updated_by);
comment on table sheet_layouts is 'what the columns of a sheet are, for the next one of the same program at the same body';
comment on column sheet_layouts.signature is 'SHA-256 in hex of the headers, those of days left out';
comment on column sheet_layouts.meanings is 'for each header that is no day, in order, what it is';
comment on column sheet_layouts.words is 'what is written in cells of theirs, and the code that it stands for';
`);
  await knex('parameters').insert({
    slug: 'attendance',
    code: 'import-kept',
    value: 7,
    unit: 'days',
    label: "Conservation d'un relevé importé qui n'est pas confirmé",
    valid_from: '2020-01-01',
    source: 'assumption',
    reference: "hypothèse, à confirmer par l'ONE",
  });
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'attendance', code: 'import-kept' }).delete();
  await knex.raw(`
drop table sheet_layouts;
delete from sheet_imports where kind <> 'team';
drop index sheet_imports_by_body, sheet_imports_by_facility;
alter table sheet_imports drop constraint sheet_imports_about, drop column month, drop column facility_id, drop column kind;
alter index sheet_imports_by_user rename to team_imports_by_user;
alter index sheet_imports_by_age rename to team_imports_by_age;
alter table sheet_imports rename to team_imports;
`);
};
