/** « Mon utilisateur »: an address that waits for its link, what one wishes to be told by mail, and the mails that join a day. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table email_changes (
  id uuid primary key,
  user_id uuid not null references users,
  email text not null,
  token_hash bytea not null unique,
  asked_at timestamptz not null, expires_at timestamptz not null
);
create unique index email_changes_by_user on email_changes (user_id);
comment on table email_changes is 'one for each person; a row goes when its link was followed, or with the next that is asked';

alter table link_mails drop constraint link_mails_kind_check;
alter table link_mails add constraint link_mails_kind_check check (kind in
  ('agree-to-conversion', 'confirm-address', 'converted', 'confirm-new-address', 'address-changes', 'address-changed'));

create table mail_wishes (
  user_id uuid primary key references users,
  notices text not null check (notices in ('each', 'daily', 'binding')),
  flash text not null check (flash in ('mail', 'post')),
  version int not null default 1,
  updated_at timestamptz not null
);
comment on table mail_wishes is 'without a row: each notice by a mail, the Flash Accueil by mail';
comment on column mail_wishes.notices is 'binding: receipts and decisions alone, which everybody gets';

alter table notices add column joined_on date;
comment on column notices.joined_on is 'the day whose mail tells of it together with others; null: a mail of its own, or none';
create index notices_joined on notices (user_id, joined_on) where joined_on is not null and mailed_at is null;

create table joined_mails (
  user_id uuid not null references users,
  day date not null,
  mail_at timestamptz,
  mail_attempts int not null default 0,
  mailed_at timestamptz,
  primary key (user_id, day)
);
create index joined_mails_to_send on joined_mails (mail_at) where mail_at is not null;
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
drop table joined_mails;
drop index notices_joined;
alter table notices drop column joined_on;
drop table mail_wishes;
delete from link_mails where kind in ('confirm-new-address', 'address-changes', 'address-changed');
alter table link_mails drop constraint link_mails_kind_check;
alter table link_mails add constraint link_mails_kind_check check (kind in ('agree-to-conversion', 'confirm-address', 'converted'));
drop table email_changes;
`)
    .then(() => undefined);
