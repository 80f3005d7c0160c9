/** ONE's own users: a version for what is changed about them. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table users add column office_version int not null default 1;
comment on column users.office_version is 'of an agent of ONE: counts the changes of their functions, of their portfolio and of their state';
create index users_of_office on users (searchable(family_name || ' ' || first_name), id) where portal = 'office';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop index users_of_office; alter table users drop column office_version').then(() => undefined);
