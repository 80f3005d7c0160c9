/** The notices that are to be mailed are the mailer's queue. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
alter table notices add column mail_at timestamptz, add column mail_attempts int not null default 0;
comment on column notices.mail_at is 'from when on a mail may be sent, or tried again; null: none is to be sent, or it was';
create index notices_to_mail on notices (mail_at) where mail_at is not null;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop index notices_to_mail;
alter table notices drop column mail_attempts, drop column mail_at;
`)
    .then(() => undefined);
