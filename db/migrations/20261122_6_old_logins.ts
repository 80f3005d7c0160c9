/** Old logins and addresses are looked for without regard to capitals, as long as they have a password. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create index users_by_old_login on users (lower(legacy_login)) where legacy_password_hash is not null;
create index users_by_old_email on users (lower(email)) where legacy_password_hash is not null;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex.raw('drop index users_by_old_login, users_by_old_email').then(() => undefined);
