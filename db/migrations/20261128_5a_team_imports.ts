/** Sheets of a team that were sent and are not written yet: sealed, for a day, for the person who sent them. */
import type { Knex } from 'knex';

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
create table team_imports (
  id uuid primary key default gen_random_uuid(),
  organising_body_id uuid not null references organising_bodies,
  user_id uuid not null references users,
  sealed bytea,
  version int not null default 1,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  outcome jsonb,
  check (sealed is null or confirmed_at is null)
);
create index team_imports_by_user on team_imports (user_id, created_at desc);
create index team_imports_by_age on team_imports (created_at) where sealed is not null;
comment on table team_imports is 'imports of teams from a sheet: of those that wait, what the sheet says; of those that are done, how many rows did what';
comment on column team_imports.sealed is 'AES-256-GCM under a key that is not in the database, bound to the row by its id: the rows as they were sent, and what was mended; null once done, given up or too old';

create table team_sheet_headers (
  organising_body_id uuid not null references organising_bodies,
  header text not null,
  meaning text not null,
  primary key (organising_body_id, header)
);
comment on table team_sheet_headers is 'which column of ours a header of theirs was said to be, for the next sheet';
`);
  await knex('parameters').insert({
    slug: 'team',
    code: 'import-kept',
    value: 1,
    unit: 'days',
    label: "Conservation d'un import qui n'est pas confirmé",
    valid_from: '2020-01-01',
    source: 'assumption',
    reference: "hypothèse, à confirmer par l'ONE",
  });
};

export const down = async (knex: Knex): Promise<void> => {
  await knex('parameters').where({ slug: 'team', code: 'import-kept' }).delete();
  await knex.raw('drop table team_sheet_headers, team_imports');
};
