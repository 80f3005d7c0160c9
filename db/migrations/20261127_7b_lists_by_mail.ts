/** The lists that agents get by mail: who wishes which, and the queue of those of a day. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table list_wishes (
  user_id uuid primary key references users,
  rhythm text not null check (rhythm in ('never', 'weekly', 'daily'))
);
comment on table list_wishes is 'without a row: weekly';

create table list_mails (
  user_id uuid not null references users,
  day date not null,
  mail_at timestamptz,
  mail_attempts int not null default 0,
  mailed_at timestamptz,
  primary key (user_id, day)
);
create index list_mails_to_send on list_mails (mail_at) where mail_at is not null;
comment on column list_mails.mail_at is 'from when on it may be sent, or tried again; null: none is to be sent, or it was';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> => knex.raw('drop table list_mails, list_wishes').then(() => undefined);
