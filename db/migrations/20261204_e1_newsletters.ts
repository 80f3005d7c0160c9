/** The two letters that ONE sends to operators, Flash Accueil and PRO.DIG.E: their issues, their mails, and how each user wishes to get them. */
import type { Knex } from 'knex';

export const up = (knex: Knex): Promise<void> =>
  knex
    .raw(`
create table newsletter_issues (
  id uuid primary key,
  letter text not null check (letter in ('flash-accueil', 'prodige')),
  title text not null, text text not null,
  dated_on date not null,
  file_name text, file_size int, file_digest bytea,
  version int not null default 1,
  written_by uuid references users, written_at timestamptz not null,
  sent_by uuid references users, sent_at timestamptz,
  queued_up_to uuid, queued_at timestamptz,
  check ((file_name is null) = (file_digest is null)),
  check (queued_at is null or sent_at is not null)
);
create index newsletter_issues_in_order on newsletter_issues (dated_on desc, id desc);
create index newsletter_issues_that_wait on newsletter_issues (written_at) where sent_at is null;
create index newsletter_issues_to_queue on newsletter_issues (sent_at) where sent_at is not null and queued_at is null;
comment on table newsletter_issues is 'written by one person, sent by another; sent, it is rewritten no more';
comment on column newsletter_issues.queued_up_to is 'the last user, by id, who was looked at for a mail: whoever goes on begins after';

create table newsletter_mails (
  issue_id uuid not null references newsletter_issues on delete cascade,
  user_id uuid not null references users on delete cascade,
  token uuid not null unique default gen_random_uuid(),
  mail_at timestamptz,
  mail_attempts int not null default 0,
  mailed_at timestamptz,
  primary key (issue_id, user_id)
);
create index newsletter_mails_to_send on newsletter_mails (mail_at) where mail_at is not null;
create index newsletter_mails_by_user on newsletter_mails (user_id);
comment on column newsletter_mails.token is 'of the link by which its reader asks for no more mails of this letter; worth nothing else';
comment on column newsletter_mails.mail_at is 'from when on it may be sent, or tried again; null: none is to be sent, or it was';

alter table mail_wishes drop constraint mail_wishes_flash_check;
alter table mail_wishes add constraint mail_wishes_flash_check check (flash in ('mail', 'post', 'none')),
  add column prodige text not null default 'mail' check (prodige in ('mail', 'post', 'none'));
create index mail_wishes_by_post on mail_wishes (user_id) where flash = 'post' or prodige = 'post';
comment on table mail_wishes is 'without a row: each notice by a mail, both letters by mail';
`)
    .then(() => undefined);

export const down = (knex: Knex): Promise<void> =>
  knex
    .raw(`
delete from link_mails where kind = 'newsletter-waits';
drop index mail_wishes_by_post;
alter table mail_wishes drop column prodige, drop constraint mail_wishes_flash_check;
update mail_wishes set flash = 'mail' where flash = 'none';
alter table mail_wishes add constraint mail_wishes_flash_check check (flash in ('mail', 'post'));
comment on table mail_wishes is 'without a row: each notice by a mail, the Flash Accueil by mail';
drop table newsletter_mails, newsletter_issues;
`)
    .then(() => undefined);
