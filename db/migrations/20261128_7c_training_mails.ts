/** Mails of a day are those that wishes join (`joined_mails`): training needs no queue of its own. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> => knex.raw('drop table digest_mails').then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table digest_mails (
  user_id uuid not null references users,
  day date not null,
  mail_at timestamptz,
  mail_attempts int not null default 0,
  mailed_at timestamptz,
  primary key (user_id, day)
);
create index digest_mails_waiting on digest_mails (mail_at) where mail_at is not null;
`)
    .then(() => undefined);
