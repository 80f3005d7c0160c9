/** Organisations of the list that are one: what a merge moved, so that it can be taken back. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex.raw(`
create table training_merges (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references training_organisations,
  into_id uuid not null references training_organisations,
  modules uuid[] not null, aliases uuid[] not null,
  merged_by uuid not null references users, merged_at timestamptz not null,
  undone_by uuid references users, undone_at timestamptz
);
create unique index training_merges_standing on training_merges (organisation_id) where undone_at is null;
create index training_organisations_by_name on training_organisations (name, id) where alias_of is null;
`);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop index training_organisations_by_name; drop table training_merges;');
