/** What agents keep of their inbox: named views and the columns they want. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> => knex.raw(`
create table saved_views (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 1000),
  created_at timestamptz not null,
  unique (user_id, name)
);
comment on column saved_views.query is 'the filters as they stand in the address, cursor left out';

create table inbox_columns (
  user_id uuid primary key references users,
  columns text[] not null
);
`).then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table inbox_columns, saved_views').then(() => undefined);
