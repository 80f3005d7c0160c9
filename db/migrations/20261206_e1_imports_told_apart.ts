/** Imports that wait: told apart by the name of their file; of after-school care also where nobody has said yet of whose place the file is. */
import type { Knex } from 'knex';

const changed = String.raw`
alter table sheet_imports
  alter column organising_body_id drop not null,
  add column sealed_name bytea,
  add constraint sheet_imports_whose check (kind = 'after-school' or organising_body_id is not null),
  add constraint sheet_imports_name_waits check (sealed_name is null or sealed is not null);
comment on column sheet_imports.organising_body_id is 'null: a file of after-school care of a person of several bodies, until its place is known';
comment on column sheet_imports.sealed_name is 'name of the file, sealed as what it says is, and gone with it';
`;

export const up = (knex: Knex): Promise<void> => knex.raw(changed).then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(
      String.raw`
delete from sheet_imports where organising_body_id is null;
alter table sheet_imports drop constraint sheet_imports_name_waits, drop constraint sheet_imports_whose, drop column sealed_name;
alter table sheet_imports alter column organising_body_id set not null;
comment on column sheet_imports.organising_body_id is null;
`,
    )
    .then(() => undefined);
